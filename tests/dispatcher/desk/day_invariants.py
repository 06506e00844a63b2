"""What must hold of a day at every moment, whatever has happened."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from busline.nouns import BookingState, CallKind, DutyState, Places, TaskKind, fits
from busline.record import tables as t
from dispatcher.day.day import BookingOnDay, Day, Halt
from dispatcher.day.framing.day_memory import DayMemory
from dispatcher.day.framing.framing import frame_day
from dispatcher.desk.day_loading import load_day
from dispatcher.desk.line_desk import LineDesk
from dispatcher.planning.check import check
from tests.dispatcher.desk.small_line import TUESDAY

STANDING = (BookingState.CONFIRMED, BookingState.ON_BOARD)


def faults_of(desk: LineDesk) -> list[str]:
    """Return in words what is wrong with the day at the desk; empty if nothing is."""
    day = desk.day(TUESDAY)
    return [
        *_record_differs(desk, day),
        *_not_once(day),
        *_promises(desk, day),
        *_places(day),
        *_pins(desk, day),
        *_plan(desk, day),
        *_memory(desk, day),
    ]


def _record_differs(desk: LineDesk, day: Day) -> Iterator[str]:
    with desk.record.read() as session:
        stored = load_day(session, desk.line, day.date)
    if stored.revision != day.revision:
        yield f"revision {day.revision} in memory, {stored.revision} in the record"
    if stored.bookings.keys() != day.bookings.keys():
        yield "other bookings in the record"
    for booking in day.bookings.values():
        if _plain(booking) != stored.bookings.get(booking.id):
            yield f"booking {booking.id[:4]}: {booking} in memory, {stored.bookings.get(booking.id)} stored"
    for duty in day.duties.values():
        held = tuple(visit for visit in duty.order if visit.ride not in day.holds)
        plain = replace(duty, order=held, late_back_by=None)
        other = stored.duties[duty.id]
        if plain.halts != other.halts:
            yield f"{duty.van_id}: halts {plain.halts} in memory, {other.halts} in the record"
        if replace(plain, halts=(), order=()) != replace(other, halts=(), order=()):
            yield f"{duty.van_id}: {plain} in memory, {other} in the record"


def _plain(booking: BookingOnDay) -> BookingOnDay:
    return replace(booking, late_pickup_to=None, late_dropoff_by=None, late_ride_s=None)


def _not_once(day: Day) -> Iterator[str]:
    boards = Counter(b for duty in day.duties.values() for halt in duty.halts for b in halt.board)
    alights = Counter(b for duty in day.duties.values() for halt in duty.halts for b in halt.alight)
    for booking in day.bookings.values():
        stands = booking.state in (*STANDING, BookingState.COMPLETED)
        found = boards[booking.id], alights[booking.id]
        if found != (stands, stands):
            yield f"{booking.id[:4]} ({booking.state}) boards and alights {found} times"


def _promises(desk: LineDesk, day: Day) -> Iterator[str]:
    told = _told(desk)
    for duty in day.duties.values():
        for halt in duty.halts:
            if halt.departed is None:
                yield from _late_at(desk, day, halt, told[TaskKind.PROMISE_AT_RISK])
    for booking in day.bookings.values():
        if booking.state is BookingState.BROKEN and booking.id not in told[TaskKind.PROMISE_BROKEN]:
            yield f"{booking.id[:4]} is broken, and nobody is told to phone"


def _late_at(desk: LineDesk, day: Day, halt: Halt, told: set[str]) -> Iterator[str]:
    grace_s = desk.line.rules.late_tolerance_s
    came = halt.arrived if halt.arrived is not None else halt.arrive
    for one in halt.board:
        booking = day.bookings[one]
        late = max(came, booking.pickup_from) > booking.pickup_to + grace_s
        if booking.state is BookingState.CONFIRMED and late and one not in told:
            yield f"{one[:4]} boards late, and nobody is told to phone"
    for one in halt.alight:
        booking = day.bookings[one]
        if booking.state in STANDING and came > booking.dropoff_by + grace_s and one not in told:
            yield f"{one[:4]} alights late, and nobody is told to phone"


def _told(desk: LineDesk) -> dict[TaskKind, set[str]]:
    told: dict[TaskKind, set[str]] = {kind: set() for kind in TaskKind}
    with desk.record.read() as session:
        for task in session.scalars(select(t.Task)):
            told[task.kind].add(task.booking_id or "")
    return told


def _places(day: Day) -> Iterator[str]:
    for duty in day.duties.values():
        on_board: set[str] = set()
        for halt in duty.halts:
            on_board = (on_board - set(halt.alight)) | set(halt.board)
            rides = [day.bookings[one] for one in on_board]
            taken = Places(seats=sum(r.seats for r in rides), wheelchairs=sum(r.wheelchairs for r in rides))
            if not fits(duty.layouts, taken):
                yield f"{duty.van_id} leaves {halt.stop} with {taken}"


def _pins(desk: LineDesk, day: Day) -> Iterator[str]:
    """A pinned ride is on its duty; a pin that no longer holds is kept as freed."""
    with desk.record.read() as session:
        pins = {pin.booking_id: pin for pin in session.scalars(select(t.Pin))}
    for booking in day.bookings.values():
        pin = pins.get(booking.id)
        kept = pin.duty_id if pin is not None and pin.freed_at is None else None
        if kept != booking.pinned_to:
            yield f"{booking.id[:4]} is pinned to {booking.pinned_to} in memory, to {kept} in the record"
        here = day.duty_of(booking.id)
        rides = booking.pinned_to is not None and booking.state in STANDING
        if rides and (here is None or here.id != booking.pinned_to):
            yield f"{booking.id[:4]} is pinned to {booking.pinned_to}, but rides on {here and here.id}"


def _plan(desk: LineDesk, day: Day) -> Iterator[str]:
    framing = frame_day(desk.line, day.without_rides(*day.holds), desk.now)
    for violation in check(framing.problem, framing.plan):
        yield str(violation)
    framed = {visit.ride for route in framing.plan.routes for visit in route}
    for duty in day.duties.values():
        lost = [v for v in duty.order if v.ride not in framed and v.ride in day.bookings]
        lost = [v for v in lost if all(v not in halt.visits for halt in duty.halts)]
        if lost and duty.state is not DutyState.DONE:
            yield f"{duty.van_id}: {lost} are in its order and in no plan"


def _memory(desk: LineDesk, day: Day) -> Iterator[str]:
    """What is remembered of a day is what would be worked out anew."""
    remembered = frame_day(desk.line, day, desk.now)
    anew = frame_day(desk.line, replace(day, memory=DayMemory()), desk.now)
    for duty, one, other in zip(day.duties.values(), remembered.slots, anew.slots, strict=True):
        if one != other:
            yield f"{duty.van_id}: remembered as {one}, it is {other}"


def frozen_of(desk: LineDesk, day: Day) -> dict[str, tuple[Halt, ...]]:
    """Return what no plan may change now, by duty."""
    framing = frame_day(desk.line, day, desk.now)
    return {duty_id: framed.fixed.halts for duty_id, framed in framing.duties.items()}


def changed_frozen(before: dict[str, tuple[Halt, ...]], day: Day) -> list[str]:
    """Return which frozen calls a plan has changed: stop, who boards, who alights.

    Who was cancelled since may be gone from them, and a call with them if nobody else needs it.
    """
    gone = {b.id for b in day.bookings.values() if b.state is BookingState.CANCELLED}
    faults = []
    for duty_id, halts in before.items():
        left = [_call(halt, gone) for halt in halts if not _is_empty_now(halt, gone)]
        now = [_call(halt, gone) for halt in day.duties[duty_id].halts if not _is_empty_now(halt, gone)]
        if now[: len(left)] != left:
            faults.append(f"{duty_id[:4]}: {left} were frozen, {now} is left of them")
    return faults


def _call(halt: Halt, gone: set[str]) -> tuple[str, frozenset[str], frozenset[str]]:
    return halt.stop, frozenset(halt.board) - gone, frozenset(halt.alight) - gone


def _is_empty_now(halt: Halt, gone: set[str]) -> bool:
    return halt.kind is CallKind.STOP and not (set(halt.board) | set(halt.alight)) - gone
