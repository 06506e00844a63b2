"""The facts of one service day: counts and sums, nobody's name."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from zoneinfo import ZoneInfo

from busline.figures.rides import OUTCOMES, Ridden, local_hour, ridden
from busline.figures.rows import CallRow, DayRows

Direct = Callable[[str, str], int | None]
"""The driving seconds between two stops without any detour; None where nobody knows them."""

TO = ">"  # between the two stops of a flow; no id has it


@dataclass(frozen=True, slots=True)
class Facts:
    """What a day came to.

    Attributes
    ----------
    counts
        ``requests``, ``rides``, ``cancellations``, ``no_shows``, ``broken``, ``on_time``;
        ``waited`` rides of which the waiting is known, and their ``waited_s``;
        ``measured`` rides of which the time on board is known, their ``ride_s`` and ``direct_s``;
        ``seats`` and ``wheelchairs`` taken by rides, and ``person_s`` on board;
        ``windows``, ``lent_s``, ``used_s``.
    refusals
        By reason.
    worked
        Seconds by driver.
    activities
        Rides by activity.
    flows
        Rides by ``from>to``.
    ride_hours, refusal_hours
        Rides by the local hour of boarding, refusals by that of the time asked for.
    """

    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    worked: Counter[str] = field(default_factory=Counter)
    activities: Counter[str] = field(default_factory=Counter)
    flows: Counter[str] = field(default_factory=Counter)
    ride_hours: Counter[str] = field(default_factory=Counter)
    refusal_hours: Counter[str] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        return not any(getattr(self, one.name) for one in fields(self))

    def as_json(self) -> dict[str, Any]:
        """Return what is kept of it; the same facts are always the same document."""
        return {
            one.name: {key: value for key, value in sorted(getattr(self, one.name).items()) if value}
            for one in fields(self)
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Mapping[str, int]]) -> "Facts":
        """Return the facts that were kept."""
        return cls(**{one.name: Counter(kept.get(one.name, {})) for one in fields(cls)})


def facts_of(rows: DayRows, zone: ZoneInfo, direct: Direct, now: int) -> Facts:
    """Count a day.

    Parameters
    ----------
    zone
        Of the line: hours of the day are local.
    now
        Windows count as far as they have passed.
    """
    facts = Facts()
    for booking in rows.rides:
        facts.counts[OUTCOMES.get(booking.state, "open")] += 1
    for one in ridden(rows, zone):
        _add_ride(facts, one, direct)
    facts.counts["requests"] += len(rows.requests)
    for refusal in rows.refusals:
        facts.refusals[refusal.reason.value] += 1
        facts.refusal_hours[str(local_hour(refusal.wanted, zone))] += 1
    for window in rows.windows:
        facts.counts["windows"] += 1
        facts.counts["lent_s"] += max(0, min(window.ends, now) - window.starts)
    facts.counts["used_s"] += sum(_on_the_road_s(run) for run in rows.runs)
    for worked in rows.worked:
        facts.worked[worked.driver_id] += worked.worked_s
    return facts


def _add_ride(facts: Facts, one: Ridden, direct: Direct) -> None:
    ride, counts = one.ride, facts.counts
    counts["seats"] += ride.seats
    counts["wheelchairs"] += ride.wheelchairs
    facts.flows[f"{ride.from_stop}{TO}{ride.to_stop}"] += 1
    facts.ride_hours[str(one.hour)] += 1
    if one.activity is not None:
        facts.activities[one.activity] += 1
    counts["on_time"] += int(one.kept_promise)
    if one.came is not None:
        counts["waited"] += 1
        counts["waited_s"] += max(0, one.came - ride.pickup_from)
    if one.left is not None and one.there is not None:
        counts["person_s"] += (ride.seats + ride.wheelchairs) * (one.there - one.left)
        shortest = direct(ride.from_stop, ride.to_stop)
        if shortest is not None:
            counts["measured"] += 1
            counts["ride_s"] += one.there - one.left
            counts["direct_s"] += shortest


def _on_the_road_s(run: Sequence[CallRow]) -> int:
    """Return the seconds between leaving the base and being back there; 0 until it is back."""
    if len(run) < 2 or run[0].departed is None or run[-1].arrived is None:
        return 0
    return run[-1].arrived - run[0].departed
