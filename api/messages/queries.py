"""Reading messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from api.etags import etag
from api.messages.saying import said_of
from api.messages.schemas import MessageCard
from api.paging import Page, key_of
from busline.errors import UnknownNoun
from busline.nouns import MessageChannel, MessageFault, MessageState
from busline.record.tables import Message


def get_message(session: Session, line_id: str, message_id: str) -> Message:
    """Return a message of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    message = session.get(Message, message_id)
    if message is None or message.line_id != line_id:
        raise UnknownNoun("message", message_id)
    return message


def messages_between(session: Session, line_id: str, span: tuple[datetime, datetime]) -> list[Message]:
    """Return the messages that go out in `span`, in the order of their times."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.line_id == line_id, Message.due_at >= span[0], Message.due_at < span[1])
            .order_by(Message.due_at, Message.id)
        )
    )


def list_messages(
    session: Session, line_id: str, span: tuple[datetime, datetime], page: Page
) -> list[Message]:
    """Return the messages that go out in `span`, the earliest first, one more than fits the page."""
    wanted = (
        select(Message)
        .where(Message.line_id == line_id, Message.due_at >= span[0], Message.due_at < span[1])
        .order_by(Message.due_at, Message.id)
        .limit(page.limit + 1)
    )
    if page.after:
        wanted = wanted.where(tuple_(Message.due_at, Message.id) > key_of(page, datetime.fromisoformat, str))
    return list(session.scalars(wanted))


def last_messages(session: Session, line_id: str, resident_id: str, most: int) -> list[Message]:
    """Return the newest messages to one resident, the newest first."""
    return list(
        session.scalars(
            select(Message)
            .where(Message.line_id == line_id, Message.resident_id == resident_id)
            .order_by(Message.due_at.desc(), Message.id)
            .limit(most)
        )
    )


def kept_waiting(session: Session, line_id: str) -> Mapping[MessageChannel, int]:
    """Return how many messages wait because their gateway does not answer, by channel."""
    found = session.execute(
        select(Message.channel, func.count())
        .where(
            Message.line_id == line_id,
            Message.state == MessageState.WAITING,
            Message.fault == MessageFault.AWAY,
        )
        .group_by(Message.channel)
    )
    return {channel: count for channel, count in found}  # noqa: C416 - rows are not pairs to the type checker


def message_card(session: Session, message: Message, address: str) -> MessageCard:
    """Return a message with its text as it is, or will be; `address` is where the pages are."""
    columns: dict[str, Any] = {
        name: getattr(message, name) for name in MessageCard.model_fields if hasattr(message, name)
    }
    return MessageCard(
        **columns | {"text": message.text or said_of(session, message, address).text}, etag=etag(message)
    )
