"""What can't change of a duty's run any more, and when its van is free after that.

Fixed is the part of a run that has happened, the call the van is driving to, and every call inside the
freeze time.
"""

from dataclasses import dataclass, replace

from busline.nouns import BookingState, CallKind, DutyState
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay, Halt
from dispatcher.day.framing.boarding import boardings, there_at
from dispatcher.day.line_data import LineData
from dispatcher.planning.problem import Visit

DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True)
class FixedPart:
    """The unchangeable beginning of a run with the times now expected, and when the van is free after it."""

    halts: tuple[Halt, ...]
    free_at: int

    @property
    def visits(self) -> frozenset[Visit]:
        """The visits that have begun, or can't be put off any more."""
        return frozenset(visit for halt in self.halts for visit in halt.visits)


def fixed_part(line: LineData, day: Day, duty: DutyOnDay, now: int) -> FixedPart:
    """Return what can't change of a duty's run any more, with the times expected at `now`."""
    count = _fixed_count(duty.halts, now + line.rules.freeze_s)
    under_way = duty.state is DutyState.UNDER_WAY
    halts: list[Halt] = []
    free_at = max(duty.starts_at + line.rules.base_margin_s, now)
    for halt in duty.halts[:count]:
        expected = _expect(line, halt, halts[-1] if halts else None, free_at, now if under_way else None)
        free_at = max(free_at, _free_at(day, duty, expected, now if under_way else None))
        if expected.departed is None:
            expected = replace(expected, depart=max(expected.depart, free_at))
        halts.append(expected)
    return FixedPart(tuple(halts), free_at)


def _fixed_count(halts: tuple[Halt, ...], frozen_before: int) -> int:
    """Count the halts that have begun, are driven to, or lie inside the freeze time."""
    count = 0
    for index, halt in enumerate(halts):
        begun = halt.arrived is not None
        driven_to = index > 0 and halts[index - 1].departed is not None
        frozen = index > 0 and halt.arrive < frozen_before
        if begun or driven_to or frozen:
            count = index + 1
    return count


def _expect(line: LineData, halt: Halt, before: Halt | None, free_at: int, now: int | None) -> Halt:
    """Return `halt` with the arrival that follows from where the van is; it is never expected early."""
    if halt.arrived is not None or before is None:
        if before is None and halt.departed is None and halt.arrived is None and now is not None:
            return replace(halt, depart=max(halt.depart, now))
        return halt
    leaves = before.departed if before.departed is not None else max(before.depart, free_at)
    arrive = max(halt.arrive, leaves + line.drive_s(before.stop, halt.stop))
    if now is not None and before.departed is not None:
        arrive = max(arrive, now)  # it should be there by now and has not said so
    return replace(halt, arrive=arrive, depart=max(halt.depart, arrive))


def _free_at(day: Day, duty: DutyOnDay, halt: Halt, now: int | None) -> int:
    """Return when the van may leave `halt`, or did; not before its driver says that it does."""
    if halt.departed is not None:
        return halt.departed
    return max(_served(day, duty, halt, now), halt.leave_from or 0)


def _served(day: Day, duty: DutyOnDay, halt: Halt, now: int | None) -> int:
    """Return when everybody is out of the van and in it at `halt`, each not before their window."""
    at = there_at(halt)
    if halt.kind is CallKind.BREAK:
        need = duty.break_need
        return max(at + (halt.depart - halt.arrive if need is None else need.duration_s), now or 0)
    if halt.kind is CallKind.BASE:
        return max(at, now) if now is not None and halt.arrived is not None else at
    pending = [visit for visit in halt.visits if not _is_over(day, visit)]
    for boarding in boardings(day, at, pending):
        at = boarding.ends
    if now is not None and halt.arrived is not None:
        at = max(at, now) if pending else max(halt.arrived, now)
    return at


def _is_over(day: Day, visit: Visit) -> bool:
    """Tell whether this end of a ride has happened, or never will."""
    ride = day.bookings[visit.ride or ""]
    if ride.state is BookingState.CONFIRMED:
        return False
    return visit.is_pickup or ride.state is not BookingState.ON_BOARD


def fixed_until(line: LineData, day: Day, duty: DutyOnDay, part: FixedPart, now: int) -> int:
    """Return a moment until which the fixed part is sure to stay `part`, as it is `now`.

    As time passes a fixed part only ever gets longer or later. So where it is the same at both ends of a
    span, it was the same throughout.
    """
    for span_s in (DAY_S, HOUR_S, MINUTE_S):
        if fixed_part(line, day, duty, now + span_s) == part:
            return now + span_s
    return now


def owes_break(duty: DutyOnDay, part: FixedPart) -> bool:
    """Tell whether a duty must still have a break after the fixed part of its run."""
    return duty.break_need is not None and all(halt.kind is not CallKind.BREAK for halt in part.halts)


def boarded_at(day: Day, booking: BookingOnDay, part: FixedPart) -> int:
    """Return when boarding ended, or will end in the fixed part of the run."""
    if booking.boarded_at is not None:
        return booking.boarded_at
    for halt in part.halts:
        for boarding in boardings(day, there_at(halt), halt.visits):
            if boarding.visit == Visit(booking.id, True):
                return boarding.ends
    return part.free_at
