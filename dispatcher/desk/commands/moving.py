"""The command of the day board: a ride goes on another van, stays on its own, or is free again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.errors import Conflict, UnknownNoun
from busline.feed.messages import Moved, MoveRide
from busline.feed.telling import tell_pages
from busline.nouns import BookingState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Pin, Run
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.framing import unpinned
from dispatcher.day.offering.explaining import WITH_A_VAN, NotOnAVan
from dispatcher.day.relocating import RideStays, relocated
from dispatcher.day.rescuing.disruption import CallToMake, rescue
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision, keep_reply
from dispatcher.desk.finding import find

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


class SeenPlanIsOld(Conflict):
    """One of the two runs has changed since whoever moves the ride has looked."""

    code = "seen-plan-is-old"


def answer_move(desk: LineDesk, command: MoveRide) -> Moved:
    """Move a ride, pin it, or let go of it; the same asked again changes nothing."""
    with desk.record.read() as session:
        row = find(session, Booking, command.booking_id, "booking")
        pin = session.get(Pin, row.id)
    if row.line_id != desk.owner.line_id:
        raise UnknownNoun("booking", row.id)
    day = desk.day(row.service_date)
    booking, here = _riding(day, row.id)
    there = here if command.duty_id is None else _duty(day, command.duty_id)
    calls: Sequence[CallToMake] = ()
    if there is not here:
        _check_seen(desk, command, (here.id, there.id))
        after = relocated(desk.line, day, booking, there.id, desk.now)
        if not command.pin:
            after = after.with_bookings(unpinned(after.bookings[row.id]))
    elif command.pin and booking.pinned_to is None:
        if booking.state is not BookingState.CONFIRMED:
            raise RideStays("The rider is in the van already: there is nothing to pin.")
        after = day.with_bookings(replace(booking, pinned_to=here.id))
    elif not command.pin and booking.pinned_to is not None:
        # What the pin kept on a late van may go on another now.
        rescued = rescue(desk.line, day.with_bookings(unpinned(booking)), desk.now)
        after, calls = rescued.day, rescued.calls
    else:
        reply = _reply(command, booking, here, there)
        if not command.pin and pin is not None:
            _forget(desk, command, day, reply)
        return reply
    now_on = after.duty_of(row.id)
    assert now_on is not None  # it was on the plan, and is still
    reply = _reply(command, booking, here, now_on)
    _commit(desk, command, after, reply, calls)
    return reply


def _riding(day: Day, booking_id: str) -> tuple[BookingOnDay, DutyOnDay]:
    booking, here = day.bookings[booking_id], day.duty_of(booking_id)
    if here is None or booking.state not in WITH_A_VAN:
        raise NotOnAVan("No van is planned for this ride any more.")
    return booking, here


def _duty(day: Day, duty_id: str) -> DutyOnDay:
    if duty_id not in day.duties:
        raise UnknownNoun("duty", duty_id)
    return day.duties[duty_id]


def _reply(command: MoveRide, booking: BookingOnDay, was_on: DutyOnDay, is_on: DutyOnDay) -> Moved:
    return Moved(
        booking_id=booking.id,
        duty_id=is_on.id,
        van_id=is_on.van_id,
        pinned=command.pin,
        from_duty_id=was_on.id,
        from_van_id=was_on.van_id,
        was_pinned=booking.pinned_to is not None,
    )


def _check_seen(desk: LineDesk, command: MoveRide, duty_ids: Sequence[str]) -> None:
    """Let a move through whose two runs are still as they were seen; others may change all the time."""
    if command.revision is None:
        return
    with desk.record.read() as session:
        changed = session.scalars(select(Run.revision).where(Run.duty_id.in_(duty_ids))).all()
    if max(changed, default=0) > command.revision:
        raise SeenPlanIsOld("The plan has changed since you looked. Look again.", revision=command.revision)


def _commit(desk: LineDesk, command: MoveRide, day: Day, reply: Moved, calls: Sequence[CallToMake]) -> None:
    def write(session: WriteSession) -> None:
        if command.pin:
            session.flush()  # a new pin is there only then
            pin = session.get_one(Pin, command.booking_id)
            pin.pinned_by, pin.pinned_at = command.actor, desk.clock.now()
        else:
            _drop_pin(session, command.booking_id)

    done = "moved" if reply.duty_id != reply.from_duty_id else "pinned" if command.pin else "no longer pinned"
    why = command.why or done
    decision = Decision(
        day, reply, write=write, topics=PLAN_AND_BOOKINGS, who=command.actor, why=why, calls=calls
    )
    desk.commit(decision, command)


def _forget(desk: LineDesk, command: MoveRide, day: Day, reply: Moved) -> None:
    """Drop a pin that the planner let go of before: the plan stays as it is."""
    with desk.change(command.actor, command.why or "seen") as session:
        _drop_pin(session, command.booking_id)
        keep_reply(session, command, reply, desk.clock)
        tell_pages(session, desk.owner.line_id, "bookings", service_date=day.date)


def _drop_pin(session: WriteSession, booking_id: str) -> None:
    pin = session.get(Pin, booking_id)
    if pin is not None:
        session.delete(pin)
