"""A slip at the desk taken back: what it booked is cancelled, what it cancelled rides again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from busline.feed.messages import Done, UndoBookings
from busline.nouns import BookingState
from busline.record.engine import WriteSession
from busline.record.messages import tell_of_bookings
from busline.record.tables import Booking
from dispatcher.day.booking import RideNotBack, reinstate, take_off
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.rescuing.disruption import Rescued, rescue
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision
from dispatcher.desk.finding import find
from dispatcher.desk.rows import days_of_bookings, write_states

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def answer_undo(desk: LineDesk, command: UndoBookings) -> Done:
    """Cancel what a slip booked and give back what it cancelled, on all days that it touched, or neither."""
    named = (*command.booking_ids, *command.reinstate)
    with desk.record.read() as session:
        rows = [find(session, Booking, booking_id, "booking") for booking_id in named]
        days = days_of_bookings(session, named)
    # Said twice, it is done already: only what does not stand as it should is changed.
    cancelled = {row.id for row in rows if row.state is BookingState.CANCELLED}
    gone = [one for one in command.booking_ids if one not in cancelled]
    back = [one for one in command.reinstate if one in cancelled]
    result = Done(result={"cancelled": list(command.booking_ids), "reinstated": list(command.reinstate)})
    if not gone and not back:
        return result
    changed = [_undone(desk, desk.day(day), set(ids), gone, back) for day, ids in days.items()]
    now = desk.now

    def write(session: WriteSession) -> None:
        write_states(session, [(one, BookingState.CANCELLED, now) for one in gone], command.why)
        write_states(session, [(one, BookingState.CONFIRMED, now) for one in back], command.why)
        tell_of_bookings(session, desk.message_times, made=back, gone=gone, now=desk.clock.now())

    first, *others = (one.day for one in changed)
    calls = tuple(call for one in changed for call in one.calls)
    why = command.why or "undone"
    decision = Decision(
        first,
        result,
        write=write,
        topics=PLAN_AND_BOOKINGS,
        who=command.actor,
        why=why,
        others=tuple(others),
        calls=calls,
    )
    desk.commit(decision, command)
    return result


def _undone(
    desk: LineDesk, day: Day, here: Collection[str], gone: Sequence[str], back: Sequence[str]
) -> Rescued:
    """Return one of the days as it is without what is `gone` and with what comes `back`."""
    day = take_off(day, [one for one in gone if one in here], BookingState.CANCELLED)
    returning = [day.bookings[one] for one in back if one in here]
    if returning:
        day = _reinstated(desk, day, returning)
    return rescue(desk.line, day, desk.now)


def _reinstated(desk: LineDesk, day: Day, returning: Sequence[BookingOnDay]) -> Day:
    """Give rides back; where their place was offered to somebody who waits, that gives way."""
    try:
        return reinstate(desk.line, day, returning, desk.now)
    except RideNotBack:
        return reinstate(desk.line, day.without_yielding(), returning, desk.now)
