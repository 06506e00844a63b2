"""A driver says that the van comes later: the rest of the run is expected later, until the next event.

A driving van is expected at its next call that much later, a standing one leaves that much later; what
follows does so from there. What was planned before is kept beside it, so that the next arrival or departure
puts the run right as if nothing had been said. Promises stay what they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from busline.nouns import CallKind
from dispatcher.day.day import DutyOnDay, Halt
from dispatcher.day.line_data import LineData

Halts = tuple[Halt, ...]


@dataclass(frozen=True, slots=True)
class SaidLate:
    """That the van comes ``late_s`` later: said ``at`` a moment, heard of when there was reception."""

    late_s: int
    at: int
    heard_at: int

    def after(self, planned: int, earliest: int) -> int:
        """Return when something is expected that was `planned`, and could not have been before `earliest`.

        What should have happened meanwhile is planned for now in each look at the run; the driver has not
        seen that, and said it of what was planned then.
        """
        if planned > self.heard_at:
            return planned + self.late_s
        return min(planned, max(self.at, earliest)) + self.late_s


def run_late(line: LineData, duty: DutyOnDay, said: SaidLate) -> DutyOnDay:
    """Return `duty` with the rest of its run expected later than planned, as its driver has `said`.

    Said again, the newest counts, from what was planned before the first.
    """
    halts = [_with_plan(halt) for halt in as_planned(duty).halts]
    here = next((index for index in reversed(range(len(halts))) if halts[index].arrived is not None), -1)
    if here < 0 or here + 1 == len(halts):
        return duty  # it has not begun, or nothing is ahead of it
    stands = halts[here].departed is None
    if stands:
        leave = said.after(halts[here].depart, halts[here].arrived or 0)
        halts[here] = replace(halts[here], depart=leave, leave_from=leave)
    else:
        left, there = halts[here], halts[here + 1]
        arrive = said.after(there.arrive, (left.departed or 0) + line.drive_s(left.stop, there.stop))
        stay_s = there.depart - there.arrive
        halts[here + 1] = replace(there, arrive=arrive, depart=arrive + stay_s)
    return replace(duty, halts=tuple(halts))


def is_overtaken(duty: DutyOnDay, at: int) -> bool:
    """Tell whether the van has arrived or left somewhere after `at`: what was said then is no news."""
    return any(
        moment is not None and moment > at for halt in duty.halts for moment in (halt.arrived, halt.departed)
    )


def is_late(duty: DutyOnDay) -> bool:
    """Tell whether the driver has said so, and nothing has happened since."""
    return any(halt.planned is not None for halt in duty.halts)


def as_planned(duty: DutyOnDay) -> DutyOnDay:
    """Return `duty` as it would be if its driver had not said that the van comes later."""
    return replace(duty, halts=tuple(map(_plain, duty.halts))) if is_late(duty) else duty


def has_moved(before: DutyOnDay, after: DutyOnDay) -> bool:
    """Tell whether the van has arrived or left somewhere since: that is better known than what was said."""
    return _ways(before.halts) != _ways(after.halts)


def keep_plan(before: Halts, after: Halts) -> Halts:
    """Return `after`, the run timed anew, with what was planned of its calls on `before`."""
    plans = {_key(halt, halt is before[-1]): halt.planned for halt in before if halt.planned is not None}
    if not plans:
        return after
    return tuple(
        halt
        if halt.planned is not None or halt.departed is not None
        else replace(halt, planned=plans.get(_key(halt, halt is after[-1])))
        for halt in after
    )


def _with_plan(halt: Halt) -> Halt:
    return halt if halt.departed is not None else replace(halt, planned=(halt.arrive, halt.depart))


def _plain(halt: Halt) -> Halt:
    if halt.planned is None:
        return halt
    arrive, depart = halt.planned
    return replace(halt, arrive=arrive, depart=depart, planned=None, leave_from=None)


def _ways(halts: Iterable[Halt]) -> list[tuple[bool, bool]]:
    return [(halt.arrived is not None, halt.departed is not None) for halt in halts]


def _key(halt: Halt, is_last: bool) -> object:
    """Return what tells a call from the others of its run."""
    return (halt.kind is CallKind.BASE and is_last, halt.stop, halt.visits)
