"""The checker itself: a good export is clean, and one wrong thing in each rule is found.

``base``, ``a``, ``b``, ``c`` lie five minutes of driving apart, in that order. On the morning's duty of v1
Ann rides from a to c and Wim, in his wheelchair, from b to c; on the long duty of v2 Bob rides from a to b,
and its driver has half an hour at the base.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.day_checker import broken, check_day, late

Export = dict[str, Any]


def z(clock_time: str) -> str:
    """Return a winter clock time in Amsterdam (UTC+1) as the export writes it."""
    hours, rest = clock_time.split(":", 1)
    seconds = "" if ":" in rest else ":00"
    return f"2026-11-24T{int(hours) - 1:02d}:{rest}{seconds}Z"


def span(begin: str, end: str) -> dict[str, str]:
    return {"from": z(begin), "to": z(end)}


def call(stop: str, arrive: str, depart: str, board: str = "", alight: str = "") -> Export:
    times = {"arrive": z(arrive), "depart": z(depart)}
    return {"stop": stop, **times, "board": board.split(), "alight": alight.split()}


def booking(name: str, start: str, end: str, opens: str, closes: str, by: str, **more: Any) -> Export:
    places = {"seats": 1, "wheelchairs": 0, "boarding_s": 60}
    promise = {"pickup_from": z(opens), "pickup_to": z(closes), "dropoff_by": z(by)}
    return {"id": name, "state": "confirmed", "from": start, "to": end, **places, "promise": promise, **more}


def good_day() -> Export:
    # The limit of a ride is 1.5 times direct and 15 minutes: a to c takes 600 s, so 1800 s are allowed.
    places = ["base", "a", "b", "c"]
    layouts = [{"seats": 2, "wheelchairs": 0}, {"seats": 1, "wheelchairs": 1}]
    return {
        "line": "small",
        "date": "2026-11-24",
        "timezone": "Europe/Amsterdam",
        "rules": {
            "max_ride_factor": 1.5,
            "max_ride_allowance_s": 900,
            "base_margin_s": 300,
            "freeze_s": 600,
            "promise_slack_s": 180,
            "boarding_s": {},
        },
        "stops": [{"id": place, "kind": "facility", "lat": 52.0, "lon": 4.8} for place in places],
        "travel_s": {"stops": places, "matrix": [[abs(i - j) * 300 for j in range(4)] for i in range(4)]},
        "vans": [
            {"id": "v1", "layouts": layouts, "windows": [{"base": "base", **span("09:45", "11:45")}]},
            {"id": "v2", "layouts": layouts, "windows": [{"base": "base", **span("10:00", "16:00")}]},
        ],
        "drivers": [
            {
                "id": "dee",
                "available": [span("09:00", "12:00")],
                "worked_elsewhere": [span("06:00", "09:00")],
            },
            {"id": "eve", "available": [span("09:00", "17:00")], "worked_elsewhere": []},
        ],
        "bookings": [
            booking("ann", "a", "c", "10:00", "10:10", "10:45"),
            booking("wim", "b", "c", "10:05", "10:15", "10:45", seats=0, wheelchairs=1, boarding_s=240),
            booking("bob", "a", "b", "11:00", "11:10", "11:40"),
            booking("zoe", "a", "b", "11:00", "11:10", "11:40", state="cancelled"),
            booking("tom", "a", "b", "11:00", "11:10", "11:40", state="broken"),
        ],
        "refusals": [],
        "duties": [
            {
                "id": "morning",
                "van": "v1",
                "driver": "dee",
                **span("09:45", "11:45"),
                "breaks": [],
                "calls": [
                    call("base", "09:45", "09:55"),
                    call("a", "10:00", "10:01", board="ann"),
                    call("b", "10:06", "10:10", board="wim"),
                    call("c", "10:15", "10:20", alight="ann wim"),
                    call("base", "10:35", "10:35"),
                ],
            },
            {
                "id": "long",
                "van": "v2",
                "driver": "eve",
                **span("10:00", "16:00"),
                "breaks": [span("13:00", "13:30")],
                "calls": [
                    call("base", "10:00", "10:55"),
                    call("a", "11:00", "11:01", board="bob"),
                    call("b", "11:06", "11:07", alight="bob"),
                    call("base", "13:00", "13:30"),
                    call("base", "13:30", "13:30"),
                ],
            },
        ],
    }


def calls(day: Export, duty: int = 0) -> list[Export]:
    found: list[Export] = day["duties"][duty]["calls"]
    return found


def test_a_good_day_has_no_finding() -> None:
    assert check_day(good_day()) == []
    assert late(good_day()) == []
    assert broken(good_day()) == ["tom"]


def both_vans_take_ann(day: Export) -> None:
    calls(day, 1)[1]["board"].append("ann")
    calls(day, 1)[2]["alight"].append("ann")


def the_cancelled_one_rides(day: Export) -> None:
    calls(day, 1)[1]["board"].append("zoe")
    calls(day, 1)[2]["alight"].append("zoe")


def a_driver_on_both(day: Export) -> None:
    day["duties"][0]["driver"] = "eve"


def a_van_on_both(day: Export) -> None:
    day["duties"][1]["van"] = "v1"
    day["vans"][0]["windows"] = day["vans"][1]["windows"] + day["vans"][0]["windows"]


def bob_waits_in_the_van(day: Export) -> None:
    # From 11:01 to 11:40 are 2340 s; direct are 300 s, so 1350 s are allowed.
    day["bookings"][2]["promise"]["dropoff_by"] = z("12:00")
    calls(day, 1)[2].update(arrive=z("11:40"), depart=z("11:41"))


def bob_sits_in_the_break(day: Export) -> None:
    calls(day, 1)[2]["alight"] = []
    calls(day, 1).insert(4, call("b", "13:35", "13:36", alight="bob"))
    calls(day, 1)[5].update(arrive=z("13:46"), depart=z("13:46"))


def two_get_in_before_ann_is_out(day: Export) -> None:
    # They ride on to the base; out first there would be room for them.
    riders = {"state": "confirmed", "seats": 2}
    day["bookings"].append(booking("duo", "c", "base", "10:10", "10:20", "11:00", **riders))
    calls(day)[3].update(board=["duo"], depart=z("10:21"), board_first=True)
    calls(day)[4].update(arrive=z("10:36"), depart=z("10:37"), alight=["duo"])


Break = Callable[[Export], object]
WRONG: list[tuple[str, Break]] = [
    ("membership", lambda day: day["bookings"][3].update(state="confirmed")),  # on no run
    ("membership", lambda day: calls(day)[1]["board"].append("ann")),  # boards twice
    ("membership", both_vans_take_ann),
    ("membership", the_cancelled_one_rides),
    ("membership", lambda day: calls(day)[1]["board"].append("nobody")),
    ("membership", lambda day: day["bookings"][0].update(state="asleep")),
    ("pin", lambda day: day["bookings"][0].update(pinned_to="long")),  # she rides on the other
    ("order", lambda day: calls(day)[3].update(alight=["wim"])),  # Ann never gets out
    ("order", lambda day: calls(day).insert(1, calls(day).pop(3))),  # out before in
    ("order", lambda day: calls(day)[1].update(stop="b")),  # not where she was promised
    ("order", lambda day: calls(day)[2].update(depart=z("10:05"))),
    ("order", lambda day: calls(day)[2].update(stop="nowhere")),
    ("order", lambda day: calls(day)[2].update(arrived=z("10:06"), departed=z("10:05"))),
    ("order", lambda day: calls(day)[2].update(arrived=z("10:06"))),  # but never left the call before
    ("places", lambda day: day["bookings"][0].update(seats=0, wheelchairs=1)),
    ("places", lambda day: day["bookings"][0].update(seats=2)),
    ("places", two_get_in_before_ann_is_out),
    ("window", lambda day: day["duties"][0].update(van="v9")),
    ("window", lambda day: day["duties"][0].update(to=z("11:46"))),
    ("window", lambda day: day["vans"][0]["windows"][0].update(base="a")),
    ("window", lambda day: calls(day)[0].update(depart=z("09:49"))),  # the margin ends at 09:50
    ("window", lambda day: calls(day)[4].update(arrive=z("11:46"))),
    ("window", lambda day: calls(day)[4].update(stop="c")),
    ("day", lambda day: day.update(date="2026-11-25")),
    ("day", lambda day: day.update(timezone="Pacific/Auckland")),
    ("twice", a_driver_on_both),
    ("twice", a_van_on_both),
    ("twice", lambda day: day["drivers"][0].update(worked_elsewhere=[span("11:00", "12:00")])),
    ("availability", lambda day: day["drivers"][0].update(available=[span("09:50", "12:00")])),
    ("availability", lambda day: day["drivers"][0].update(available=[])),
    # 5½ hours of the duty's six are work; with 16:15 to 23:00 that is over 12.
    ("working time", lambda day: day["drivers"][1].update(worked_elsewhere=[span("16:15", "23:00")])),
    # From 01:30 to 14:30 are 13 hours, which leaves 11 of the 24; a minute more is too much.
    (
        "rest",
        lambda day: day["drivers"][0].update(
            worked_elsewhere=[span("01:30", "02:30"), span("13:30", "14:31")]
        ),
    ),
    ("break", lambda day: day["duties"][1].update(breaks=[])),
    ("break", lambda day: day["duties"][1].update(breaks=[span("13:00", "13:29")])),
    ("break", lambda day: day["duties"][1].update(breaks=[span("15:45", "16:15")])),
    ("break", lambda day: calls(day, 1)[3].update(arrive=z("13:10"))),  # the van still drives
    ("break", bob_sits_in_the_break),
]
# What the world can cause; found on a day as planned only.
LATE: list[tuple[str, Break]] = [
    ("driving", lambda day: calls(day)[0].update(depart=z("09:55:01"))),
    ("driving", lambda day: calls(day)[4].update(arrive=z("10:34:59"))),
    ("service", lambda day: calls(day)[3].update(depart=z("10:19:59"))),  # 60 s and 240 s of getting out
    ("promise", lambda day: day["bookings"][0]["promise"].update(dropoff_by=z("10:14"))),
    ("promise", lambda day: day["bookings"][0]["promise"].update(pickup_from=z("10:00:01"))),
    ("promise", lambda day: calls(day)[3].update(arrived=z("10:46"))),
    ("promise", lambda day: calls(day)[1].update(arrived=z("10:11"))),
    ("ride time", bob_waits_in_the_van),
    ("window", lambda day: calls(day)[4].update(arrive=z("11:41"))),  # the margin begins at 11:40
]


@pytest.mark.parametrize(("rule", "break_it"), WRONG + LATE)
def test_one_wrong_thing_is_found(rule: str, break_it: Break) -> None:
    day = good_day()
    break_it(day)
    assert rule in {finding.rule for finding in check_day(day)}


@pytest.mark.parametrize(("rule", "break_it"), WRONG)
def test_delays_excuse_nothing_else(rule: str, break_it: Break) -> None:
    day = good_day()
    break_it(day)
    assert rule in {finding.rule for finding in check_day(day, driven=True)}


def drive_morning(day: Export, *times: tuple[str, str]) -> None:
    for one in day["bookings"][:2]:
        one["state"] = "completed"
    for one, (arrived, departed) in zip(calls(day), times, strict=True):
        one.update(arrived=z(arrived), departed=z(departed))


BASE, HOME = ("09:45", "09:55"), ("10:45", "11:45")


def test_a_driven_day_may_be_late_and_says_for_whom() -> None:
    day = good_day()
    drive_morning(day, BASE, ("10:00", "10:01"), ("10:09", "10:13"), ("10:18", "10:52"), ("11:07", "11:08"))
    assert check_day(day, driven=True) == []
    assert late(day) == []
    calls(day)[2].update(arrived=z("10:16"), departed=z("10:18"))  # Wim was promised 10:15
    assert late(day) == ["wim"]


def test_who_was_left_behind_is_no_delay() -> None:
    day = good_day()
    calls(day)[0].update(arrived=z("09:45"), departed=z("09:50"))
    calls(day)[1].update(arrived=z("09:55"), departed=z("09:59"))  # the promise opens at 10:00
    assert [finding.rule for finding in check_day(day, driven=True)] == ["promise"]


def test_a_driven_ride_is_no_longer_than_allowed() -> None:
    day = good_day()
    day["rules"].update(max_ride_factor=1, max_ride_allowance_s=300)
    # Ann may ride 900 s, and as planned it is 840. A minute lost here and there is what slack is for.
    drive_morning(day, BASE, ("10:00", "10:01"), ("10:06:30", "10:11"), ("10:16", "10:21"), HOME)
    assert check_day(day, driven=True) == []
    calls(day)[3]["arrived"] = z("10:16:01")
    assert [finding.rule for finding in check_day(day, driven=True)] == ["ride time"]


def test_one_delay_beyond_the_slack_with_nothing_left_to_change_is_the_roads() -> None:
    day = good_day()
    day["rules"].update(max_ride_factor=1, max_ride_allowance_s=300)
    # Wim, whose boarding takes 240 s, needs 181 s more: Ann rides 1021 s.
    drive_morning(day, BASE, ("10:00", "10:01"), ("10:06", "10:13:01"), ("10:18:01", "10:23"), HOME)
    assert check_day(day, driven=True) == []
    drive_morning(day, BASE, ("10:00", "10:01"), ("10:06", "10:13:00"), ("10:18:01", "10:23"), HOME)
    assert [finding.rule for finding in check_day(day, driven=True)] == ["ride time"]


def test_a_shift_after_a_short_night_needs_its_rest() -> None:
    day = good_day()
    elsewhere = {"from": "2026-11-23T13:00:00Z", "to": "2026-11-23T21:00:00Z"}  # until 22:00 the day before
    day["drivers"][1]["worked_elsewhere"] = [elsewhere]
    # 22:00 to 10:00 are 12 hours of rest: enough. With work until 23:30 there are 10½.
    assert check_day(day) == []
    elsewhere["to"] = "2026-11-23T22:30:00Z"
    assert "rest" in {finding.rule for finding in check_day(day)}


def test_an_instant_without_a_zone_is_refused() -> None:
    day = good_day()
    calls(day)[1]["arrive"] = "2026-11-24T09:00:00"
    with pytest.raises(ValueError, match="no zone"):
        check_day(day)
