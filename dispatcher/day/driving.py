"""Letting the plan follow what a driver reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from busline.errors import Conflict
from busline.nouns import BookingState, CallKind, DriverEventKind, DutyState
from dispatcher.day.booking import take_off
from dispatcher.day.day import Day, DutyOnDay, Halt
from dispatcher.day.line_data import LineData
from dispatcher.day.settling.running_late import (
    SaidLate,
    as_planned,
    has_moved,
    is_late,
    is_overtaken,
    run_late,
)


class EventDoesNotFit(Conflict):
    """The event can't have happened on the run as it stands; it is kept, but the plan does not follow it."""

    code = "event-does-not-fit"


@dataclass(frozen=True, slots=True)
class Reported:
    """A driver's event in the desk's terms, times in seconds.

    ``heard_at`` is when the desk learned of it, where that was later than ``at``, when it happened.
    """

    kind: DriverEventKind
    duty_id: str
    stop: str | None
    booking_id: str | None
    at: int
    late_s: int = 0
    heard_at: int | None = None


@dataclass(frozen=True)
class Followed:
    """The day after an event, and the states of bookings that it changed, in order."""

    day: Day
    booking_states: tuple[tuple[str, BookingState, int], ...] = field(default=())


def follow(line: LineData, day: Day, event: Reported) -> Followed:
    """Return `day` as it is after `event`.

    A driver who said that the van comes later is believed until it arrives or leaves somewhere.

    Raises
    ------
    EventDoesNotFit
        If the duty has no such call or passenger ahead.
    """
    duty = day.duties.get(event.duty_id)
    if duty is None or not is_late(duty) or event.kind is DriverEventKind.LATE:
        return _follow(line, day, event)
    plain = as_planned(duty)
    followed = _follow(line, day.with_duties(plain), event)
    return followed if has_moved(plain, followed.day.duties[duty.id]) else _follow(line, day, event)


def _follow(line: LineData, day: Day, event: Reported) -> Followed:
    duty = day.duties.get(event.duty_id)
    if duty is None or duty.state in (DutyState.DONE, DutyState.WITHDRAWN):
        raise EventDoesNotFit("This duty is over.")
    if event.kind is DriverEventKind.LATE:
        return Followed(day.with_duties(_running_late(line, duty, event)))
    begun = _begun(duty, min(event.at, duty.starts_at))  # where nobody has said so, when it should have
    match event.kind:
        case DriverEventKind.CLOCK_IN:
            return Followed(day.with_duties(_begun(duty, event.at)))
        case DriverEventKind.CLOCK_OUT:
            return _clocked_out(day, duty, event.at)
        case DriverEventKind.ARRIVED:
            return Followed(day.with_duties(_arrived(line, begun, event)))
        case DriverEventKind.DEPARTED:
            return Followed(day.with_duties(_departed(begun, event.at)))
        case DriverEventKind.BREAK_START:
            return Followed(day.with_duties(_break_started(line, begun, event.at)))
        case DriverEventKind.BREAK_END:
            return Followed(day)  # the van stands at its base until the driver leaves
        case _:
            return _passenger(line, day, begun, event)


def _running_late(line: LineData, duty: DutyOnDay, event: Reported) -> DutyOnDay:
    if duty.state is not DutyState.UNDER_WAY:
        raise EventDoesNotFit("This duty has not begun yet.")
    if is_overtaken(duty, event.at):
        return duty
    heard_at = event.at if event.heard_at is None else max(event.at, event.heard_at)
    return run_late(line, duty, SaidLate(event.late_s, event.at, heard_at))


def _begun(duty: DutyOnDay, at: int) -> DutyOnDay:
    if duty.state is DutyState.UNDER_WAY:
        return duty
    # Also where no ride is planned yet: the van stands at its base, and what comes starts from there.
    first, *rest = duty.halts or (Halt(CallKind.BASE, duty.base, duty.starts_at, max(duty.starts_at, at)),)
    if first.arrived is None:
        first = replace(first, arrived=at)
    return replace(duty, state=DutyState.UNDER_WAY, halts=(first, *rest))


def _arrived(line: LineData, duty: DutyOnDay, event: Reported) -> DutyOnDay:
    """Mark the next halt at the reported stop; those before it that nobody reported were passed."""
    if _stands_at(duty.halts, event.stop):
        return duty  # said twice
    for index, halt in enumerate(duty.halts):
        if halt.arrived is None and event.stop in (None, halt.stop):
            return replace(duty, halts=_passed(line, duty.halts, index, event.at))
    raise EventDoesNotFit("There is no call at that stop ahead.")


def _stands_at(halts: Sequence[Halt], stop: str | None) -> bool:
    """Tell whether the van stands at a stop where it does not halt a second time at once."""
    here = max((n for n, halt in enumerate(halts) if halt.arrived is not None), default=-1)
    if here < 0 or halts[here].departed is not None or halts[here].stop != stop:
        return False
    return here + 1 == len(halts) or halts[here + 1].stop != stop


def _passed(line: LineData, halts: tuple[Halt, ...], index: int, at: int) -> tuple[Halt, ...]:
    """Return `halts` with the van at `index` since `at`, and gone from every halt before.

    What was not reported gets the times at which it must have happened for the van to be there now.
    """
    done = list(halts)
    next_at = at
    for before in range(index - 1, -1, -1):
        halt = done[before]
        latest_leave = next_at - line.drive_s(halt.stop, done[before + 1].stop)
        arrived = halt.arrived if halt.arrived is not None else min(halt.arrive, latest_leave)
        departed = halt.departed if halt.departed is not None else max(arrived, latest_leave)
        done[before] = replace(halt, arrived=arrived, departed=departed)
        next_at = arrived
    done[index] = replace(done[index], arrived=at)
    return _in_order(done)


def _in_order(halts: list[Halt]) -> tuple[Halt, ...]:
    """Return `halts` with no time before the one ahead of it: phones' clocks and guesses differ."""
    ordered, last = [], 0
    for halt in halts:
        if halt.arrived is not None:
            arrived = max(halt.arrived, last)
            departed = None if halt.departed is None else max(halt.departed, arrived)
            halt = replace(halt, arrived=arrived, departed=departed)
            last = arrived if departed is None else departed
        ordered.append(halt)
    return tuple(ordered)


def _departed(duty: DutyOnDay, at: int) -> DutyOnDay:
    """Mark the halt the van stands at as left."""
    for index in range(len(duty.halts) - 1, -1, -1):
        halt = duty.halts[index]
        if halt.arrived is not None:
            if halt.departed is not None:
                return duty  # said twice
            left = replace(halt, departed=max(at, halt.arrived))
            halts = (*duty.halts[:index], left, *duty.halts[index + 1 :])
            return replace(duty, halts=halts)
    raise EventDoesNotFit("The van has not arrived anywhere yet.")


def _clocked_out(day: Day, duty: DutyOnDay, at: int) -> Followed:
    """End a duty: the van is empty then, so who was on board is where they were going."""
    riders = {booking for halt in duty.halts for booking in halt.alight}
    brought = [
        replace(day.bookings[one], state=BookingState.COMPLETED)
        for one in sorted(riders)
        if day.bookings[one].state is BookingState.ON_BOARD
    ]
    ids = {booking.id for booking in brought}
    order = tuple(visit for visit in duty.order if visit.ride not in ids)
    duty = replace(_arrived_back(duty, at), state=DutyState.DONE, order=order)
    states = tuple((booking.id, BookingState.COMPLETED, at) for booking in brought)
    return Followed(day.with_duties(duty).with_bookings(*brought), states)


def _arrived_back(duty: DutyOnDay, at: int) -> DutyOnDay:
    if duty.halts and duty.halts[-1].kind is CallKind.BASE and duty.halts[-1].arrived is None:
        return replace(duty, halts=(*duty.halts[:-1], replace(duty.halts[-1], arrived=at)))
    return duty


def _break_started(line: LineData, duty: DutyOnDay, at: int) -> DutyOnDay:
    for index, halt in enumerate(duty.halts):
        if halt.kind is CallKind.BREAK and halt.arrived is None:
            return replace(duty, halts=_passed(line, duty.halts, index, at))
    return duty  # a break that nobody planned: the hours know it, the run has no call for it


def _passenger(line: LineData, day: Day, duty: DutyOnDay, event: Reported) -> Followed:
    """Let a passenger board, alight or be missed; the van is where that happens."""
    booking = day.bookings.get(event.booking_id or "")
    if booking is None:
        raise EventDoesNotFit("That booking is not on this day.")
    alights = event.kind is DriverEventKind.ALIGHTED
    index = _halt_of(duty, booking.id, alights)
    if duty.halts[index].arrived is None:
        duty = replace(duty, halts=_passed(line, duty.halts, index, event.at))
    day = day.with_duties(duty)
    if event.kind is DriverEventKind.VAN_FULL:
        return Followed(day)  # where else there is a place is found next
    if event.kind is DriverEventKind.NO_SHOW:
        return Followed(
            take_off(day, [booking.id], BookingState.NO_SHOW),
            ((booking.id, BookingState.NO_SHOW, event.at),),
        )
    states: list[tuple[str, BookingState, int]] = []
    if booking.state is BookingState.CONFIRMED:
        boarded_at = event.at if not alights else _boarded_before(duty, booking.id, event.at)
        booking = replace(booking, state=BookingState.ON_BOARD, boarded_at=boarded_at)
        states.append((booking.id, BookingState.ON_BOARD, boarded_at))
    if alights:
        booking = replace(booking, state=BookingState.COMPLETED)
        states.append((booking.id, BookingState.COMPLETED, event.at))
    order = tuple(
        visit for visit in duty.order if visit.ride != booking.id or (not visit.is_pickup and not alights)
    )
    return Followed(day.with_bookings(booking).with_duties(replace(duty, order=order)), tuple(states))


def _halt_of(duty: DutyOnDay, booking_id: str, alights: bool) -> int:
    for index, halt in enumerate(duty.halts):
        if booking_id in (halt.alight if alights else halt.board):
            return index
    raise EventDoesNotFit("That passenger is not on this run.")


def _boarded_before(duty: DutyOnDay, booking_id: str, at: int) -> int:
    """Return when somebody must have boarded whose boarding was not reported: when their stop was left."""
    halt = duty.halts[_halt_of(duty, booking_id, alights=False)]
    return min(at, halt.departed if halt.departed is not None else halt.depart)
