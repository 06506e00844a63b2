"""Every figure of a period, computed a second time from ``busline export history`` alone.

Written from the definitions that the page shows, sharing nothing with the code of the house: not even its
constants. Whoever doubts a figure can do the same with a file and an afternoon.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]


def replay(changes: list[Row], line: str) -> dict[str, dict[str, Row]]:
    """Return the rows that the changes of a line leave, by noun and id.

    In the order of ``seq``: of two who write at once, one may have begun first and changed a row last.
    """
    nouns: dict[str, dict[str, Row]] = defaultdict(dict)
    for change in sorted(changes, key=lambda one: int(one["seq"])):
        if change["line"] not in (line, None):
            continue
        rows = nouns[change["noun"]]
        if change["what"] == "created":
            rows[change["id"]] = dict(change["after"])
        elif change["what"] == "changed":
            rows[change["id"]].update(change["after"])
        elif change["what"] == "deleted":
            rows.pop(change["id"], None)
    return nouns


def epoch(written: str) -> int:
    """Return whole seconds of an instant, fractions cut off."""
    return int(datetime.fromisoformat(written.replace("Z", "+00:00")).timestamp() // 1)


@dataclass
class Again:
    """A period counted again."""

    figures: dict[str, float | None] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    activities: Counter[str] = field(default_factory=Counter)
    flows: Counter[tuple[str, str]] = field(default_factory=Counter)
    worked: Counter[str] = field(default_factory=Counter)
    grid: Counter[tuple[int, int]] = field(default_factory=Counter)
    refusal_grid: Counter[tuple[int, int]] = field(default_factory=Counter)


def count_again(
    changes: list[Row], line: str, days: tuple[date, date], before: tuple[date, date], now: datetime
) -> Again:
    """Return the figures of `days`; riders are compared with the days `before` them."""
    nouns = replay(changes, line)
    zone = ZoneInfo(nouns["lines"][line]["timezone"])
    period = {(days[0] + timedelta(days=n)).isoformat() for n in range((days[1] - days[0]).days + 1)}
    bookings = [row | {"id": key} for key, row in nouns["bookings"].items()]
    mine = [one for one in bookings if one["service_date"] in period]
    rides = [one for one in mine if one["state"] == "completed"]
    again = Again()
    again.figures |= {
        "rides": len(rides),
        "requests": sum(one["service_date"] in period for one in nouns["requests"].values()),
        "cancellations": sum(one["state"] == "cancelled" for one in mine),
        "no_shows": sum(one["state"] == "no_show" for one in mine),
        "broken": sum(one["state"] == "broken" for one in mine),
        "seats": sum(one["seats"] for one in rides),
        "wheelchairs": sum(one["wheelchairs"] for one in rides),
    }
    again.figures |= _riders(bookings, period, before)
    again.figures |= _refused(nouns, period, zone, again)
    _where_and_when(nouns, rides, zone, again)
    person_s = _quality(nouns, rides, zone, again)
    lent, used = _vans(nouns, period, now)
    again.figures |= {
        "lent": lent,
        "used": used,
        "used_share": used / lent if lent else None,
        "on_board": person_s / used if used else None,
        "rides_per_van_hour": 3600 * len(rides) / used if used else None,
    }
    _work(nouns, period, again)
    again.figures |= _money(nouns["lines"][line]["rules"]["rates"], len(period), used, again)
    return again


def _riders(bookings: list[Row], period: set[str], before: tuple[date, date]) -> dict[str, float | None]:
    rode = [(one["resident_id"], one["service_date"]) for one in bookings if one["state"] == "completed"]
    now = {who for who, day in rode if day in period}
    then = {who for who, day in rode if before[0].isoformat() <= day <= before[1].isoformat()}
    ever = {who for who, day in rode if day < min(period)}
    return {
        "riders": len(now),
        "new_riders": len(now - ever),
        "regular_riders": len(now & then),
        "lapsed_riders": len(then - now),
    }


def _refused(
    nouns: Mapping[str, Mapping[str, Row]], period: set[str], zone: ZoneInfo, again: Again
) -> dict[str, float | None]:
    for one in nouns["refusals"].values():
        if one["service_date"] in period:
            again.refusals[one["reason"]] += 1
            local = datetime.fromtimestamp(epoch(one["wanted_at"]), zone)
            again.refusal_grid[date.fromisoformat(one["service_date"]).weekday(), local.hour] += 1
    return {"refusals": sum(again.refusals.values())}


def _where_and_when(
    nouns: Mapping[str, Mapping[str, Row]], rides: list[Row], zone: ZoneInfo, again: Again
) -> None:
    for one in rides:
        again.flows[one["from_stop_id"], one["to_stop_id"]] += 1
        local = datetime.fromtimestamp(epoch(one["boarded_at"] or one["pickup_from"]), zone)
        again.grid[date.fromisoformat(one["service_date"]).weekday(), local.hour] += 1
        activity = nouns["requests"][one["request_id"]]["activity_id"]
        if activity:
            again.activities[activity] += 1
    again.figures["activity_rides"] = sum(again.activities.values())


def _quality(nouns: Mapping[str, Mapping[str, Row]], rides: list[Row], zone: ZoneInfo, again: Again) -> int:
    """Add what depends on when the van was where; return the seconds that people were on board."""
    boards: dict[str, Row] = {}
    alights: dict[str, Row] = {}
    for run in nouns["runs"].values():
        for call in run["calls"]:
            boards.update(dict.fromkeys(call["board"], call))
            alights.update(dict.fromkeys(call["alight"], call))
    on_time, waits, on_board, detours, person_s = 0, [], [], [], 0
    for one in rides:
        board, alight = boards.get(one["id"], {}), alights.get(one["id"], {})
        if not alight:  # without the other end the halt of boarding says nothing
            board = {}
        came = board.get("arrived") or one["boarded_at"]
        left = board.get("departed") or one["boarded_at"]
        there = alight.get("arrived") or one["alighted_at"]
        if came:
            waits.append(max(0, epoch(came) - epoch(one["pickup_from"])))
            in_time = there and epoch(there) <= epoch(one["dropoff_by"])
            on_time += bool(in_time and epoch(came) <= epoch(one["pickup_to"]))
        if left and there:
            lasted = epoch(there) - epoch(left)
            person_s += lasted * (one["seats"] + one["wheelchairs"])
            direct = _direct(nouns, one, zone)
            if direct is not None:
                on_board.append(lasted)
                detours.append(lasted - direct)
    again.figures |= {
        "on_time": on_time / len(rides) if rides else None,
        "waiting": sum(waits) / len(waits) if waits else None,
        "ride_time": sum(on_board) / len(on_board) if on_board else None,
        "detour": sum(detours) / len(detours) if detours else None,
    }
    return person_s


def _direct(nouns: Mapping[str, Mapping[str, Row]], ride: Row, zone: ZoneInfo) -> int | None:
    """Return the direct drive as it was known at the end of the day of the ride."""
    tomorrow = date.fromisoformat(ride["service_date"]) + timedelta(days=1)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).timestamp()
    matrices = sorted(nouns["travel_matrices"].values(), key=lambda one: int(one["revision"]))
    known = [one for one in matrices if epoch(one["computed_at"]) < end] or matrices[:1]
    if not known:
        return None
    chosen = known[-1] if epoch(known[-1]["computed_at"]) < end else known[0]
    ends = ride["from_stop_id"], ride["to_stop_id"]
    if not set(ends) <= set(chosen["stop_ids"]):
        return None
    origin, goal = (chosen["stop_ids"].index(stop) for stop in ends)
    return int(chosen["seconds"][origin][goal])


def _vans(nouns: Mapping[str, Mapping[str, Row]], period: set[str], now: datetime) -> tuple[int, int]:
    lent = 0
    for one in nouns["idle_windows"].values():
        if one["service_date"] in period and not one["withdrawn_at"]:
            lent += max(0, min(epoch(one["ends_at"]), int(now.timestamp())) - epoch(one["starts_at"]))
    used = 0
    for duty, run in nouns["runs"].items():
        known = nouns["duties"].get(duty)
        calls = run["calls"]
        if known and known["service_date"] in period and len(calls) > 1:
            left, back = calls[0].get("departed"), calls[-1].get("arrived")
            used += epoch(back) - epoch(left) if left and back else 0
    return lent, used


def _work(nouns: Mapping[str, Mapping[str, Row]], period: set[str], again: Again) -> None:
    for one in nouns["hours"].values():
        if one["service_date"] in period and one["worked_to"]:
            worked = epoch(one["worked_to"]) - epoch(one["worked_from"]) - one["break_s"]
            again.worked[one["driver_id"]] += worked
    for one in nouns["hours_corrections"].values():
        later = one["month"][:7] != one["service_date"][:7]
        if later and one["state"] == "approved" and one["month"] in period:
            # Who clocked in, else whose duty it was; work at the desk is neither.
            whose = nouns["hours"].get(one["hours_id"]) or nouns["duties"].get(one["hours_id"])
            if whose and whose["driver_id"]:
                again.worked[whose["driver_id"]] += one["difference_s"]
    hours = [worked for worked in again.worked.values() if worked > 0]
    again.figures |= {
        "worked": sum(again.worked.values()),
        "members": len(hours),
        "worked_mean": sum(hours) / len(hours) if hours else None,
        "worked_least": min(hours, default=None),
        "worked_most": max(hours, default=None),
    }


def _money(rates: Row, days: int, used: int, again: Again) -> dict[str, float | None]:
    worked, rides = again.figures["worked"], again.figures["rides"]
    assert worked is not None
    by_the_hour = worked * rates["driver_hour_cents"] + used * rates["van_hour_cents"]
    cost = round(by_the_hour / 3600) + days * rates["day_cents"]
    return {
        "cost": cost,
        "cost_per_ride": cost / rides if rides else None,
        "wages": round(worked * rates["wage_hour_cents"] / 3600),
    }
