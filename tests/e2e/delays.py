"""What held a ride up, from the export alone: how much too long each call and each drive of it took."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

Json = Mapping[str, Any]


def none_could_help(day: Json, calls: Sequence[Json], too_long_s: int) -> bool:
    """Tell whether one delay alone made a ride too long, and no other order could have made up for it.

    One alone: it was more than the slack that plans keep, and without it the ride was inside its limit. No
    other order: everything until the rider got out was frozen already when the delay was over.

    Parameters
    ----------
    calls
        As driven, from the one where the rider got in to the one where they got out.
    too_long_s
        By how much the ride exceeds its limit.
    """
    slack_s, freeze_s = day["rules"]["promise_slack_s"], day["rules"]["freeze_s"]
    return any(
        delay_s > slack_s
        and delay_s >= too_long_s
        and all(_s(call["arrived"]) <= over_at + freeze_s for call in calls[:-1])
        for over_at, delay_s in _delays(day, calls)
    )


def _delays(day: Json, calls: Sequence[Json]) -> Iterator[tuple[int, int]]:
    """Yield each delay: when it was over, and its seconds.

    A call takes as long as getting out and in takes by the record. Waiting for a window to open, at its
    stop or on the way there, is no delay; waiting for somebody who does not come is one.
    """
    for before, call in pairwise(calls):
        came = _s(call["arrived"])
        yield came, came - _s(before["departed"]) - _drive_s(day, before, call)
    for call, after in pairwise(calls[1:]):
        left = _s(call["departed"])
        no_sooner = max(_ready(day, call), _opens(day, after) - _drive_s(day, call, after))
        yield left, left - no_sooner


def _ready(day: Json, call: Json) -> int:
    """Return when the van could leave a call: everybody out, then in as windows open."""
    bookings = {booking["id"]: booking for booking in day["bookings"]}
    at = _s(call["arrived"])
    for name in call["alight"]:
        at += bookings[name]["boarding_s"]
    for name in call["board"]:
        at = max(at, _s(bookings[name]["promise"]["pickup_from"])) + bookings[name]["boarding_s"]
    return at


def _opens(day: Json, call: Json) -> int:
    """Return when the first who gets in may do so, at a call where nobody gets out; 0 at others."""
    waited_for = () if call["alight"] else call["board"][:1]
    bookings = {booking["id"]: booking for booking in day["bookings"]}
    return max((_s(bookings[name]["promise"]["pickup_from"]) for name in waited_for), default=0)


def _drive_s(day: Json, before: Json, after: Json) -> int:
    place = {stop: index for index, stop in enumerate(day["travel_s"]["stops"])}
    return int(day["travel_s"]["matrix"][place[before["stop"]]][place[after["stop"]]])


def _s(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())
