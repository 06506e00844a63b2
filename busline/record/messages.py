"""Writing what residents are told, in the transaction of what they are told about.

Only the dispatcher that holds the line's lease writes them; `api.messages` sends them and keeps what became
of each. What was booked and undone before anybody heard of it is never told.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from busline.errors import Conflict
from busline.feed.telling import tell_pages
from busline.nouns import MESSAGE_TRANSITIONS, MessageFault, MessageKind, MessageState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Message, Request, Resident
from busline.rules.message_times import MessageTimes

RIDE_STANDS = (MessageKind.CONFIRMATION, MessageKind.CHANGE)


class ImpossibleForMessage(Conflict):
    """A message can't go from where it stands to the wanted state."""

    code = "impossible-for-message"


def set_message_state(message: Message, state: MessageState, fault: MessageFault = MessageFault.NONE) -> None:
    """Move `message` to `state`; `fault` says what went wrong, if anything did.

    Raises
    ------
    ImpossibleForMessage
        If there is no way from the present state to `state`.
    """
    if state not in MESSAGE_TRANSITIONS[message.state]:
        raise ImpossibleForMessage(
            f"This message is {message.state.value} and can't become {state.value}.",
            state=message.state.value,
            wanted=state.value,
        )
    message.state, message.fault = state, fault


def tell_of_bookings(
    session: WriteSession,
    times: MessageTimes,
    *,
    made: Collection[str] = (),
    gone: Collection[str] = (),
    now: datetime,
) -> None:
    """Write what residents hear of bookings that were `made` (or stand again) and that are `gone`.

    A booking that takes the place of one that is gone, on the same way, is a change: one message. Rides of
    a standing booking are not confirmed week by week; the evening before they are reminded of.
    """
    session.flush()
    bookings = {one: session.get_one(Booking, one) for one in (*made, *gone)}
    unheard = {one: _take_back(session, one, RIDE_STANDS) for one in gone}
    left = list(gone)
    for one in made:
        before = _replaced(bookings, one, left)
        if before is not None:
            left.remove(before)
        kind = _news(session, bookings[one], before is not None, unheard.get(before or ""))
        if kind is not None:
            _write_change(session, times, bookings[one], kind, now)
    for one in left:
        if unheard[one] is not MessageKind.CONFIRMATION:
            _write_change(session, times, bookings[one], MessageKind.CANCELLATION, now)


def write_message(
    session: WriteSession,
    booking: Booking,
    kind: MessageKind,
    occasion: str,
    *,
    now: datetime,
    due_at: datetime,
    useless_at: datetime,
    facts: dict[str, Any] | None = None,
) -> bool:
    """Write one message, if the resident wants it and it can be of use; tell whether it was written.

    The same booking, kind and occasion is written once, however often it is asked for.
    """
    resident = session.get_one(Resident, (booking.line_id, booking.resident_id))
    if not resident.wants(kind) or due_at >= useless_at or _is_written(session, booking, kind, occasion):
        return False
    session.add(
        Message(
            line_id=booking.line_id,
            resident_id=booking.resident_id,
            booking_id=booking.id,
            service_date=booking.service_date,
            kind=kind,
            occasion=occasion,
            facts=facts or {},
            channel=resident.message_channel,
            made_at=now,
            due_at=due_at,
            useless_at=useless_at,
            next_try_at=due_at,
        )
    )
    session.flush()
    tell_of_messages(session, booking.line_id)
    return True


def take_back(session: WriteSession, booking_id: str, kinds: Collection[MessageKind]) -> None:
    """Let messages of `kinds` about a booking that nobody has heard yet be no longer needed."""
    _take_back(session, booking_id, kinds)


def tell_of_messages(session: WriteSession, line_id: str) -> None:
    """Let the pages that show messages know that there is something new; once a transaction is enough."""
    told = session.info.setdefault("told_of_messages", set())
    if line_id not in told:
        told.add(line_id)
        tell_pages(session, line_id, "messages")


def _news(
    session: WriteSession, booking: Booking, replaces: bool, unheard: MessageKind | None
) -> MessageKind | None:
    """Return what is new in a booking for its resident; ``unheard`` is what the one before never told."""
    if _take_back(session, booking.id, (MessageKind.CANCELLATION,)) is not None:
        return _never_heard(session, booking)  # that it was off has reached nobody
    if not replaces:
        return None if _is_routine(session, booking) else MessageKind.CONFIRMATION
    if unheard is MessageKind.CHANGE and booking.version > 1:
        return _never_heard(session, booking)  # the old ride stands again; of another nobody has heard
    return unheard or MessageKind.CHANGE


def _never_heard(session: WriteSession, booking: Booking) -> MessageKind | None:
    """Return what was last to be said of a ride that stands, if it was taken back before it left."""
    last = session.scalars(
        select(Message)
        .where(Message.booking_id == booking.id, Message.kind.in_(RIDE_STANDS))
        .order_by(Message.made_at.desc(), Message.occasion.desc())
        .limit(1)
    ).first()
    return last.kind if last is not None and last.state is MessageState.UNNEEDED else None


def _is_routine(session: WriteSession, booking: Booking) -> bool:
    request = session.get_one(Request, booking.request_id)
    return request.standing_id is not None and booking.version == 1


def _replaced(bookings: dict[str, Booking], made: str, gone: Sequence[str]) -> str | None:
    new = bookings[made]
    for one in gone:
        if bookings[one].leg is new.leg and bookings[one].resident_id == new.resident_id:
            return one
    return None


def _write_change(
    session: WriteSession, times: MessageTimes, booking: Booking, kind: MessageKind, now: datetime
) -> None:
    write_message(
        session,
        booking,
        kind,
        f"v{booking.version}",
        now=now,
        due_at=times.after_change(now),
        useless_at=booking.pickup_from,
    )


def _take_back(session: WriteSession, booking_id: str, kinds: Collection[MessageKind]) -> MessageKind | None:
    """Return the kind of the newest message that was taken back; none if all have left or there is none."""
    found = None
    for message in _waiting(session, booking_id, kinds):
        set_message_state(message, MessageState.UNNEEDED)
        found = message.kind
        tell_of_messages(session, message.line_id)
    return found


def _waiting(session: WriteSession, booking_id: str, kinds: Collection[MessageKind]) -> Iterator[Message]:
    # Locked, because whoever sends may be about to: then it is no longer waiting when it is ours.
    yield from session.scalars(
        select(Message)
        .where(
            Message.booking_id == booking_id,
            Message.kind.in_(kinds),
            Message.state == MessageState.WAITING,
        )
        .order_by(Message.made_at)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _is_written(session: WriteSession, booking: Booking, kind: MessageKind, occasion: str) -> bool:
    found = session.scalar(
        select(Message.id).where(
            Message.booking_id == booking.id, Message.kind == kind, Message.occasion == occasion
        )
    )
    return found is not None
