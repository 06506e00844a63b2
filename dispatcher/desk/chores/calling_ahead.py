"""The call-ahead (terugbelservice): a resident hears that the van is nearly there, by the times of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from busline.days import instant, iso_z, seconds
from busline.nouns import BookingState, MessageKind, MessageState
from busline.record.engine import WriteSession
from busline.record.messages import take_back, write_message
from busline.record.tables import Booking, Message, Resident

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

UNHEARD = (MessageState.UNNEEDED, MessageState.STOPPED)


def call_ahead(desk: LineDesk) -> int:
    """Write the call-aheads that are due; return how many.

    The first is due the line's ``call_ahead_s`` before the van is expected, another at once where it turns
    out to come more than ``call_again_s`` earlier or later than was told.
    """
    waiting = dict(_expected(desk))
    due = {booking_id: at for booking_id, at in waiting.items() if _is_due(desk, booking_id, at)}
    if not due:
        return 0
    with desk.record.read() as session:
        wanted = [booking_id for booking_id in due if _wants(session, booking_id)]
    written = 0
    if wanted:
        with desk.change("dispatcher", "the van is nearly there") as session:
            written = sum(_call(desk, session, booking_id, due[booking_id]) for booking_id in wanted)
    # Who wants none is not looked up again with every look at the clock.
    known = desk.called_ahead | due
    desk.called_ahead = {one: at for one, at in known.items() if one in waiting}
    return written


def _expected(desk: LineDesk) -> Iterator[tuple[str, int]]:
    """Yield the rides of today that wait for their van, each with when it is expected, in seconds."""
    day = desk.kept_day(desk.today)
    for duty in day.duties.values():
        for halt in duty.halts if duty.drives else ():
            if halt.arrived is not None:
                continue
            for booking_id in halt.board:
                booking = day.bookings[booking_id]
                if booking.state is BookingState.CONFIRMED:
                    yield booking_id, max(halt.arrive, booking.pickup_from)


def _is_due(desk: LineDesk, booking_id: str, at: int) -> bool:
    if at <= desk.now:
        return False
    told = desk.called_ahead.get(booking_id)
    if told is None:
        return at - desk.now <= desk.line.rules.call_ahead_s
    return abs(at - told) > desk.line.rules.call_again_s


def _wants(session: Session, booking_id: str) -> bool:
    booking = session.get_one(Booking, booking_id)
    return session.get_one(Resident, (booking.line_id, booking.resident_id)).wants(MessageKind.CALL_AHEAD)


def _call(desk: LineDesk, session: WriteSession, booking_id: str, at: int) -> bool:
    told = session.scalars(
        select(Message)
        .where(
            Message.booking_id == booking_id,
            Message.kind == MessageKind.CALL_AHEAD,
            Message.state.not_in(UNHEARD),
        )
        .order_by(Message.made_at.desc())
        .limit(1)
    ).first()
    if told is not None and abs(at - _told_s(told)) <= desk.line.rules.call_again_s:
        return False  # by this desk before a restart, or by the one before it
    take_back(session, booking_id, (MessageKind.CALL_AHEAD,))
    before = session.scalar(
        select(func.count(Message.id)).where(
            Message.booking_id == booking_id, Message.kind == MessageKind.CALL_AHEAD
        )
    )
    now = desk.clock.now()
    return write_message(
        session,
        session.get_one(Booking, booking_id),
        MessageKind.CALL_AHEAD,
        f"{(before or 0) + 1}",
        now=now,
        due_at=now,
        useless_at=instant(at),
        facts={"expected_pickup": iso_z(instant(at))},
    )


def _told_s(message: Message) -> int:
    return seconds(datetime.fromisoformat(str(message.facts["expected_pickup"])))
