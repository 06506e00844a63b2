"""Whole days through the real desk, dispatcher, record and feed, judged by the independent checker."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from busline.clock import SystemClock, VirtualClock
from busline.figures import FIGURES, Period, PeriodKind, read_figures
from busline.figures.keeping import rebuild
from busline.nouns import TaskKind
from busline.record.engine import Record
from busline.record.tables import Task
from tests.e2e.day_checker import broken, check_day, late
from tests.e2e.simulated import SimulatedDay, play
from tests.figures_again import count_again

TUESDAY = "2026-11-24"
Play = Callable[..., SimulatedDay]

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Play a day once for all tests of this file that look at it."""
    known: dict[tuple[str, ...], SimulatedDay] = {}

    def _played(*words: str) -> SimulatedDay:
        if words not in known:
            known[words] = play(tmp_path_factory.mktemp("day"), *words)
        return known[words]

    return _played


def assert_figures(day: SimulatedDay, *, on_time: float = 0.95, served: float = 0.8) -> None:
    figures = day.figures
    violations = (
        "window_violations",
        "driver_rule_violations",
        "over_capacity",
        "ride_time_violations",
        "lost",
    )
    assert {key: figures[key] for key in violations} == dict.fromkeys(violations, 0)
    assert figures["on_time_share"] >= on_time
    assert figures["confirmed"] >= served * figures["requests"]


def tasks_by_booking(day: SimulatedDay, kind: TaskKind) -> Counter[str | None]:
    record = Record(f"sqlite:///{day.data / 'record.sqlite3'}", SystemClock())
    with record.read() as session:
        found = Counter(session.scalars(select(Task.booking_id).where(Task.kind == kind)))
    record.close()
    return found


def assert_who_was_broken_is_phoned(day: SimulatedDay, export: dict[str, Any]) -> None:
    assert tasks_by_booking(day, TaskKind.PROMISE_BROKEN) == Counter(broken(export))


def test_a_calm_day_keeps_every_rule_to_the_second(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60", "--calm")
    export = day.export_day()
    assert check_day(export) == []
    assert late(export) == []
    assert_figures(day, on_time=1.0)
    assert day.figures["broken"] == day.figures["no_show"] == 0
    assert day.figures["completed"] == len(export["bookings"])


def test_a_day_with_delays_keeps_every_rule_but_some_seconds(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60")
    export = day.export_day()
    assert check_day(export, driven=True) == []
    assert_figures(day)
    assert len(late(export)) <= 0.05 * day.figures["completed"]
    assert broken(export) == []
    states = Counter(booking["state"] for booking in export["bookings"])
    assert states["completed"] == day.figures["completed"]
    assert states["no_show"] == day.figures["no_show"]


@pytest.mark.parametrize(
    ("date", "first_window"),
    [
        ("2026-10-25", "2026-10-25T09:00:00Z"),  # winter time since that night: 10:00 is UTC+1
        ("2026-03-29", "2026-03-29T08:00:00Z"),  # summer time since that night: 10:00 is UTC+2
    ],
)
def test_the_sundays_on_which_the_clock_changes(played: Play, date: str, first_window: str) -> None:
    day = played(date, "--requests", "60")
    export = day.export_day()
    assert check_day(export, driven=True) == []
    assert_figures(day)
    assert broken(export) == []
    assert {window["from"] for van in export["vans"] for window in van["windows"]} == {first_window}
    assert all(duty["breaks"] for duty in export["duties"])  # six hours each


def test_a_van_withdrawn_at_noon_breaks_only_what_fits_nowhere_else(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60", "--event", "withdraw:van-1@12:00")
    export = day.export_day()
    assert check_day(export, driven=True) == []
    assert_figures(day)
    assert_who_was_broken_is_phoned(day, export)
    noon = "2026-11-24T11:00:00Z"
    assert all(duty["to"] <= noon for duty in export["duties"] if duty["van"] == "van-1")


def test_a_driver_who_falls_ill_on_the_road_brings_home_who_is_on_board(played: Play) -> None:
    before = played(TUESDAY, "--requests", "60").export_day()
    at_half_past_ten = "2026-11-24T09:30:00Z"
    ill = next(
        duty
        for duty in before["duties"]
        if duty["from"] < at_half_past_ten < duty["to"] and any(call["board"] for call in duty["calls"])
    )
    day = played(TUESDAY, "--requests", "60", "--event", f"ill:{ill['driver']}@10:30")
    export = day.export_day()
    assert check_day(export, driven=True) == []
    assert_figures(day)
    assert_who_was_broken_is_phoned(day, export)
    after = [duty for duty in export["duties"] if duty["driver"] == ill["driver"]]
    assert [duty["from"] for duty in after] == [ill["from"]]
    assert at_half_past_ten <= after[0]["to"] < ill["to"]


def replayed(day: SimulatedDay, noun: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table as the history alone tells them, by id."""
    history = day.export("history", "--from", "2026-11-17", "--to", TUESDAY)
    rows: dict[str, dict[str, Any]] = {}
    for change in history["changes"]:
        if change["noun"] == noun:
            if change["what"] == "deleted":
                del rows[change["id"]]
            else:
                rows.setdefault(change["id"], {}).update(change["after"])
    return rows


def seconds_between(begin: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds())


def test_hours_follow_from_the_history(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60")
    hours = day.export("hours", "--from", TUESDAY, "--to", TUESDAY)
    events = sorted(replayed(day, "driver_events").values(), key=lambda event: str(event["happened_at"]))
    assert len(hours["duties"]) == 9  # four vans twice, and one in the evening
    for row in hours["duties"]:
        own = [(e["kind"], e["happened_at"]) for e in events if e["duty_id"] == row["duty"]]
        kinds = dict(own)
        assert (row["from"], row["to"]) == (kinds["clock_in"], kinds["clock_out"])
        rests = [at for kind, at in own if kind in ("break_start", "break_end")]
        break_s = sum(seconds_between(a, b) for a, b in zip(rests[::2], rests[1::2], strict=True))
        assert row["break_s"] == break_s
        assert row["worked_s"] == seconds_between(row["from"], row["to"]) - break_s
        kept = replayed(day, "hours")[row["duty"]]
        assert (kept["worked_from"], kept["worked_to"]) == (row["from"], row["to"])
        assert (kept["driver_id"], kept["state"]) == (row["driver"], row["state"])
    assert hours["total_worked_s"] == sum(row["worked_s"] for row in hours["duties"])


def test_ridership_follows_from_the_history(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60")
    ridership = day.export("ridership", "--from", TUESDAY, "--to", TUESDAY)
    bookings = [b for b in replayed(day, "bookings").values() if b["service_date"] == TUESDAY]
    states = Counter(booking["state"] for booking in bookings)
    driven = [booking for booking in bookings if booking["state"] == "completed"]
    assert ridership["rides"] == len(driven)
    assert ridership["riders"] == len({booking["resident_id"] for booking in driven})
    assert ridership["cancellations"] == states["cancelled"]
    assert ridership["no_shows"] == states["no_show"]
    assert ridership["requests"] == len(replayed(day, "requests")) == 60
    assert ridership["refusals"] == len(replayed(day, "refusals"))
    on_time = len(driven) - len(late(day.export_day()))
    assert ridership["on_time_share"] == pytest.approx(on_time / len(driven))
    assert day.figures["on_time_share"] == pytest.approx(on_time / len(driven), abs=0.0001)


def test_the_figures_of_the_day_follow_from_the_history(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60")
    shown, before = date(2026, 11, 24), date(2026, 11, 23)
    at_midnight = datetime(2026, 11, 24, 23, tzinfo=UTC)
    changes = day.export("history", "--from", "2026-11-17", "--to", TUESDAY)["changes"]
    again = count_again(changes, "osdorp", (shown, shown), (before, before), at_midnight)
    record = Record(f"sqlite:///{day.data / 'record.sqlite3'}", VirtualClock(at_midnight))
    period = Period(PeriodKind.SPAN, shown, shown)
    with record.read() as session:
        found = read_figures(session, "osdorp", period, at_midnight)
    assert {name: found.value(name) for name in FIGURES} == again.figures
    assert found.value("rides") == day.figures["completed"]
    counted = rebuild(record, "osdorp", record.clock)
    assert counted == ([shown], [shown])  # it was never counted before
    record.close()


def test_what_the_history_tells_of_the_runs_is_what_the_day_exports(played: Play) -> None:
    day = played(TUESDAY, "--requests", "60")
    runs = replayed(day, "runs")
    driven = 0
    for duty in day.export_day()["duties"]:
        told = [(c["stop"], c["board"], c["alight"]) for c in runs[duty["id"]]["calls"]]
        exported = [(c["stop"], c["board"], c["alight"]) for c in duty["calls"]]
        if len(told) > 1:
            driven += 1
            assert exported == told
        else:  # clocked in, and nobody to drive: the export says how long the van stood there
            assert all([call] == told for call in exported)
    assert driven > 1
