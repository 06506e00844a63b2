"""The planning problem of a whole service day as it stands now, and the best places in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.framing.day_fleet import DayFleet, Slots
from dispatcher.day.framing.day_memory import DutyMemory, Ground, Remembered
from dispatcher.day.framing.duty_framing import (
    FramedDuty,
    as_promised,
    at_promise,
    frame_duty,
    ride_of,
    unpinned,
)
from dispatcher.day.framing.fixed import DAY_S, FixedPart, fixed_part, fixed_until, owes_break
from dispatcher.day.line_data import LineData
from dispatcher.planning.fleet.fleet import Found, Insertion
from dispatcher.planning.problem import Plan, Problem, Ride, Route

__all__ = [
    "FixedPart",
    "Framing",
    "as_promised",
    "at_promise",
    "fixed_part",
    "frame_day",
    "owes_break",
    "ride_of",
    "unpinned",
]


@dataclass(frozen=True)
class Framing:
    """The duties of a day at one moment, as the planner sees them.

    Attributes
    ----------
    slots
        By the place of each duty on the day; None for those that are over or not looked at.
    fleet
        Kept in step with the day, for searches.
    """

    line: LineData
    slots: Slots
    fleet: DayFleet

    @cached_property
    def duties(self) -> Mapping[str, FramedDuty]:
        """The duties that can still be planned, in the day's order."""
        return {framed.frame.id: framed for framed in self.slots if framed is not None}

    @cached_property
    def problem(self) -> Problem:
        """All of them with all their rides, as an immutable value."""
        return Problem(
            travel_s=self.line.matrix.seconds,
            duties=tuple(framed.frame for framed in self.duties.values()),
            rides=tuple(ride for framed in self.duties.values() for ride in framed.rides.values()),
        )

    @cached_property
    def empty_problem(self) -> Problem:
        """The duties without any rides, for questions in which no other ride counts."""
        frames = tuple(framed.frame for framed in self.duties.values())
        return Problem(travel_s=self.line.matrix.seconds, duties=frames, rides=())

    @cached_property
    def plan(self) -> Plan:
        """Their changeable routes."""
        return Plan(tuple(framed.route for framed in self.duties.values()))

    def route(self, duty_id: str) -> Route:
        """Return the changeable route of a duty."""
        return self.duties[duty_id].route

    def get_ready(self) -> None:
        """Do now what the next search would have to do first."""
        self.fleet.of(self.slots)

    def find(self, variants: Sequence[Ride], duties: Collection[str]) -> list[Found | None]:
        """Return the best place for each of `variants`, each on its own, on one of `duties`."""
        wanted = [framed is not None and framed.frame.id in duties for framed in self.slots]
        return self.fleet.of(self.slots).best(variants, np.array(wanted, dtype=np.int64))

    def duty_at(self, found: Found) -> FramedDuty:
        """Return the duty on which a place was found."""
        framed = self.slots[found.slot]
        assert framed is not None  # nothing is found in an empty slot
        return framed

    def insertion(self, ride: Ride, found: Found) -> Insertion:
        """Return the place that was found for `ride` as a route with its times."""
        return self.fleet.of(self.slots).insertion(ride, found)


def frame_day(line: LineData, day: Day, now: int, *, only: Collection[str] | None = None) -> Framing:
    """Return the planning problem of `day` at `now`; with `only` these duties alone are in it.

    What is known of a duty is taken from the day's memory, as long as nothing that it rests on has changed.
    """
    memory = day.memory.of(line)
    known = memory.whole(day, now) if only is None else None
    if known is not None:
        return known
    slots = tuple(
        _framed(line, day, duty, now, memory) if only is None or duty.id in only else None
        for duty in day.duties.values()
    )
    if memory.fleet is None:
        memory.fleet = DayFleet(line.matrix.seconds)
    framing = Framing(line, slots, memory.fleet)
    if only is None:
        memory.keep_whole(day, framing)
    return framing


def _framed(line: LineData, day: Day, duty: DutyOnDay, now: int, memory: DutyMemory) -> FramedDuty | None:
    known = memory.duty(day, duty)
    if known is not None and known.since <= now <= known.until:
        return known.framed
    if not duty.drives:
        memory.keep_duty(day, Remembered(Ground.of(day, duty), now, now + DAY_S, None))
        return None
    part = fixed_part(line, day, duty, now)
    until = fixed_until(line, day, duty, part, now)
    if known is not None and known.framed is not None and known.framed.fixed == part:
        # The same object as before: its slot in the fleet stays as it is.
        again = Remembered(known.ground, now, until, known.framed)
    else:
        framed = frame_duty(line, day, duty, now, part=part, known=memory.framed_before(duty.id))
        again = Remembered(Ground.of(day, duty), now, until, framed)
    memory.keep_duty(day, again)
    return again.framed
