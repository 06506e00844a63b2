"""Reading messages as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.lists import format_list
from sqlalchemy.orm import Session

from api.etags import etag
from api.messages.queries import kept_waiting, last_messages, messages_between
from api.messages.saying import address_of_pages, said_of
from api.pages.frame import Reader
from api.words import LANGUAGES
from busline.days import day_span
from busline.nouns import MESSAGE_TRANSITIONS, MessageChannel, MessageFault, MessageState
from busline.record.tables import Driver, Message, Resident


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message: when, to whom, the text, and how it stands in words."""

    id: str
    etag: str
    at: datetime
    name: str
    resident_id: str | None  # empty for a driver
    kind: str
    channel: str
    sent_to: str
    is_phone: bool
    text: str
    language: str
    state: str
    state_words: str
    why: str
    may_stop: bool
    may_send_again: bool


@dataclass(frozen=True, slots=True)
class MessagesView:
    """The messages of one day, and what keeps them in."""

    day: date
    before: date
    after: date
    messages: Sequence[MessageView]
    warnings: Sequence[str]


def messages_of_day(session: Session, frame: Reader, day: date, around: tuple[date, date]) -> MessagesView:
    """Return what goes out on a local day; `around` are the days before and after it."""
    rows = messages_between(session, frame.line.id, day_span(day, frame.line.zone))
    views = [view_of(session, frame, row) for row in rows]
    return MessagesView(day, *around, views, _warnings(session, frame, views))


def last_of_resident(session: Session, frame: Reader, resident_id: str, most: int) -> list[MessageView]:
    """Return the newest messages to one resident, the newest first."""
    rows = last_messages(session, frame.line.id, resident_id, most)
    return [view_of(session, frame, row) for row in rows]


def view_of(session: Session, frame: Reader, message: Message) -> MessageView:
    """Return one message as it is shown."""
    hearer = _hearer(session, message)
    said = said_of(session, message, address_of_pages(frame.services.settings))
    channel = message.channel
    wished = hearer.message_channel if isinstance(hearer, Resident) else MessageChannel.NONE
    if not message.text and wished is not MessageChannel.NONE:
        channel = wished  # where it will go
    sent_to = message.sent_to or (hearer.email if channel is MessageChannel.EMAIL else hearer.phone)
    goes_out = message.useless_at > frame.now
    return MessageView(
        id=message.id,
        etag=etag(message),
        at=message.due_at,
        name=hearer.name,
        resident_id=message.resident_id,
        kind=message.kind.value,
        channel=channel.value,
        sent_to=sent_to,
        is_phone=channel is not MessageChannel.EMAIL,
        text=message.text or said.text,
        language=said.language if said.language in LANGUAGES else frame.language,
        state=message.state.value,
        state_words=_state_words(frame, message, channel),
        why="" if message.fault is MessageFault.NONE else frame.words(f"message-fault-{message.fault.value}"),
        may_stop=MessageState.STOPPED in MESSAGE_TRANSITIONS[message.state],
        may_send_again=goes_out and _may_wait_again(message.state),
    )


def _hearer(session: Session, message: Message) -> Resident | Driver:
    if message.resident_id is None:
        return session.get_one(Driver, (message.line_id, message.driver_id))
    return session.get_one(Resident, (message.line_id, message.resident_id))


def _may_wait_again(state: MessageState) -> bool:
    again = MessageState.WAITING in MESSAGE_TRANSITIONS[state]
    return again and state is not MessageState.SENDING


def _state_words(frame: Reader, message: Message, channel: MessageChannel) -> str:
    """Return how a message stands: on its own day by the clock, else with the day."""
    state, key = message.state, f"message-is-{message.state.value}"
    moments = {MessageState.WAITING: message.next_try_at, MessageState.SENT: message.sent_at}
    moment = moments.get(state) or message.due_at
    if state is MessageState.WAITING and channel not in frame.services.gateways:
        key = f"{key}-unsent"
    elif state is MessageState.WAITING and message.tries:
        key = f"{key}-again"
    same_day = frame.times.local(moment).date() == frame.times.local(message.due_at).date()
    at = frame.times.clock(moment) if same_day else frame.times.moment(moment)
    return frame.words(key, at=at, tries=message.tries)


def _warnings(session: Session, frame: Reader, views: Sequence[MessageView]) -> list[str]:
    """Return what keeps messages in: no gateway for a channel that is used, or one that does not answer."""
    gateways = frame.services.gateways
    used = {view.channel for view in views if view.state in ("waiting", "unsent")}
    missing = [one for one in MessageChannel if one.value in used and one not in gateways]
    said = [frame.words("messages-no-gateway", channels=_listed(frame, missing))] if missing else []
    waiting: Mapping[MessageChannel, int] = kept_waiting(session, frame.line.id)
    away = [one for one in MessageChannel if one in waiting and one in gateways]
    if away:
        count = sum(waiting[one] for one in away)
        said.append(frame.words("messages-away", channels=_listed(frame, away), count=count))
    return said


def _listed(frame: Reader, channels: Sequence[MessageChannel]) -> str:
    names = [frame.words(f"message-channel-{one.value}") for one in channels]
    listed = format_list(names, locale=frame.times.locale)
    return listed[:1].upper() + listed[1:]
