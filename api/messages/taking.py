"""Taking a message that is due in hand: is it still so, and to whom does it go?

Every step locks the message, looks at it again and changes it in one transaction, so that of several
processes that send one takes it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from api.messages.saying import said_of
from api.messages.to_drivers import is_true_for_driver
from busline.feed.telling import tell_pages
from busline.gateways.gateway import Outgoing
from busline.nouns import (
    DRIVER_KINDS,
    BookingState,
    MessageChannel,
    MessageFault,
    MessageKind,
    MessageState,
    TaskKind,
)
from busline.record.engine import WriteSession
from busline.record.messages import set_message_state, tell_of_messages
from busline.record.tables import Booking, Driver, Line, Message, Resident, Task
from busline.rules.line_rules import LineRules
from busline.rules.message_times import MessageTimes

# The first wait after a try in vain, which doubles up to the longest; a call-ahead has little time.
FIRST_WAIT_S, FIRST_WAIT_AHEAD_S, LONGEST_WAIT_S = 30, 10, 900
MOST_INTERRUPTIONS = 1  # tries that nobody knows the end of, before a coordinator phones instead
DUE = (MessageState.WAITING, MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class Try:
    """A message in hand: which try of it this is, and what goes out."""

    message_id: str
    number: int
    outgoing: Outgoing
    has_paper: bool = False  # a driver's manifest goes with it


def take(
    session: WriteSession,
    message_id: str,
    now: datetime,
    *,
    reachable: Collection[MessageChannel],
    resting: Collection[MessageChannel],
    lease: timedelta,
    address: str,
) -> Try | None:
    """Take a message in hand if it is due and still true; otherwise close it or let it wait.

    Parameters
    ----------
    reachable
        Channels that have a gateway.
    resting
        Channels whose gateway was away just now: their messages wait.
    lease
        A try that is not settled after this long has broken off: its process died.
    address
        Where the pages are, for links.
    """
    message = locked(session, message_id)
    if message is None or message.state not in DUE or message.next_try_at > now:
        return None
    if message.state is MessageState.SENDING and not _after_interruption(session, message, now, address):
        return None
    channel = _channel(session, message)
    if not _is_true(session, message):
        set_message_state(message, MessageState.UNNEEDED)
    elif message.useless_at <= now:
        _out_of_time(session, message, now, address, had_gateway=channel in reachable)
    elif not _may_disturb(session, message, now) or channel in resting:
        return None
    else:
        message.channel = channel
        return _in_hand(session, message, now, lease, address, has_gateway=channel in reachable)
    tell_of_messages(session, message.line_id)
    return None


def settle(session: WriteSession, tried: Try, now: datetime, fault: MessageFault, address: str) -> None:
    """Keep what came of a try; a message that has been taken out of our hands meanwhile is left alone."""
    message = locked(session, tried.message_id)
    if message is None or message.state is not MessageState.SENDING:
        return
    if (message.key, message.tries) != (tried.outgoing.key, tried.number):
        return
    if fault is MessageFault.NONE:
        set_message_state(message, MessageState.SENT)
        message.sent_at = now
    elif fault is MessageFault.AWAY:
        set_message_state(message, MessageState.WAITING, fault)
        message.next_try_at = min(now + _wait(message), message.useless_at)
    else:
        fail(session, message, fault, now, address)
    tell_of_messages(session, message.line_id)


def fail(session: WriteSession, message: Message, fault: MessageFault, now: datetime, address: str) -> None:
    """Give a message up: a coordinator phones instead."""
    set_message_state(message, MessageState.FAILED, fault)
    session.add(
        Task(
            line_id=message.line_id,
            kind=TaskKind.MESSAGE_UNDELIVERED,
            service_date=message.service_date,
            resident_id=message.resident_id,
            booking_id=message.booking_id,
            duty_id=message.duty_id,
            about=_about(session, message, address),
            made_at=now,
        )
    )
    tell_pages(session, message.line_id, "tasks", service_date=message.service_date)


def _about(session: WriteSession, message: Message, address: str) -> dict[str, str]:
    about = {"message": message.id, "say": message.text or said_of(session, message, address).text}
    return about if message.driver_id is None else about | {"driver": message.driver_id}


def locked(session: WriteSession, message_id: str) -> Message | None:
    """Return a message that nobody else can change until this commits; None while another has it."""
    return session.scalars(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()


def _after_interruption(session: WriteSession, message: Message, now: datetime, address: str) -> bool:
    """Let a message whose try broke off wait again; tell whether it may be tried once more."""
    message.interruptions += 1
    if message.interruptions > MOST_INTERRUPTIONS:
        fail(session, message, MessageFault.UNCLEAR, now, address)
        tell_of_messages(session, message.line_id)
        return False
    set_message_state(message, MessageState.WAITING, MessageFault.UNCLEAR)
    return True


def _channel(session: WriteSession, message: Message) -> MessageChannel:
    """Return by which way a message goes: as it was first tried, else as its resident wants it now."""
    if message.text or message.resident_id is None:
        return message.channel
    return session.get_one(Resident, (message.line_id, message.resident_id)).message_channel


def _is_true(session: WriteSession, message: Message) -> bool:
    """Tell whether the resident still wants to hear it, and the ride still stands as it says."""
    if message.duty_id is not None:
        return is_true_for_driver(session, message)
    resident = session.get_one(Resident, (message.line_id, message.resident_id))
    booking = session.get_one(Booking, message.booking_id)
    off = message.kind is MessageKind.CANCELLATION
    right = BookingState.CANCELLED if off else BookingState.CONFIRMED
    return resident.wants(message.kind) and booking.state is right


def _out_of_time(
    session: WriteSession, message: Message, now: datetime, address: str, *, had_gateway: bool
) -> None:
    if not had_gateway:
        _would_have(session, message, address)
        return
    nothing_tried = message.fault is MessageFault.NONE
    fail(session, message, MessageFault.TOO_LATE if nothing_tried else message.fault, now, address)


def _would_have(session: WriteSession, message: Message, address: str) -> None:
    message.text = message.text or said_of(session, message, address).text
    set_message_state(message, MessageState.UNSENT)


def _may_disturb(session: WriteSession, message: Message, now: datetime) -> bool:
    """Tell whether a message may go out at this hour; if not, it waits for the morning."""
    if message.kind is MessageKind.CALL_AHEAD or message.kind in DRIVER_KINDS:
        return True  # a driver's is due when it may come: at night where the duty begins early
    line = session.get_one(Line, message.line_id)
    awake = MessageTimes(LineRules.model_validate(line.rules), ZoneInfo(line.timezone)).awake(now)
    if awake > now:
        message.next_try_at = min(awake, message.useless_at)
    return awake <= now


def _in_hand(
    session: WriteSession,
    message: Message,
    now: datetime,
    lease: timedelta,
    address: str,
    *,
    has_gateway: bool,
) -> Try | None:
    said = said_of(session, message, address)
    tell_of_messages(session, message.line_id)
    if not has_gateway:
        _would_have(session, message, address)
        return None
    if not message.text:
        message.text, message.sent_to = said.text, _sent_to(session, message)
    if not message.sent_to:
        fail(session, message, MessageFault.NO_ADDRESS, now, address)
        return None
    set_message_state(message, MessageState.SENDING, message.fault)
    message.tries += 1
    message.next_try_at = now + lease
    outgoing = Outgoing(
        message.key, message.channel, message.sent_to, said.subject, message.text, said.language
    )
    return Try(message.id, message.tries, outgoing, has_paper=_has_paper(session, message))


def _has_paper(session: WriteSession, message: Message) -> bool:
    """Tell whether the manifest itself goes along, because the line wants it so."""
    if message.kind is not MessageKind.MANIFEST:
        return False
    line = session.get_one(Line, message.line_id)
    return LineRules.model_validate(line.rules).manifest_by_email == "pdf"


def _sent_to(session: WriteSession, message: Message) -> str:
    if message.resident_id is None:
        return session.get_one(Driver, (message.line_id, message.driver_id)).email
    resident = session.get_one(Resident, (message.line_id, message.resident_id))
    return resident.email if message.channel is MessageChannel.EMAIL else resident.phone


def _wait(message: Message) -> timedelta:
    first = FIRST_WAIT_AHEAD_S if message.kind is MessageKind.CALL_AHEAD else FIRST_WAIT_S
    return timedelta(seconds=min(first * 2 ** min(message.tries - 1, 10), LONGEST_WAIT_S))
