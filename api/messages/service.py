"""Holding a message back, and sending one again."""

from datetime import datetime

from api.etags import check_unchanged
from busline.errors import Conflict
from busline.nouns import MessageState
from busline.record.engine import WriteSession
from busline.record.messages import set_message_state, tell_of_messages
from busline.record.tables import Message


class MessageTooLate(Conflict):
    """The message would tell of something that has begun or is over."""

    code = "message-too-late"


def hold_back(session: WriteSession, message: Message, if_match: str) -> None:
    """Let a message that waits not go out.

    Raises
    ------
    StaleEdit
        If it changed since it was read: it may be on its way by now.
    ImpossibleForMessage
        If it does not wait.
    """
    check_unchanged(message, if_match)
    set_message_state(message, MessageState.STOPPED)
    tell_of_messages(session, message.line_id)


def send_again(session: WriteSession, message: Message, if_match: str, now: datetime) -> None:
    """Let a message go out now, as if it had never been tried: to the address on the card as it is now.

    It gets a new idempotency key, so that a gateway that had it before sends it all the same.

    Raises
    ------
    StaleEdit
        If it changed since it was read.
    ImpossibleForMessage
        If it waits, is being sent, or is no longer needed.
    MessageTooLate
        If what it tells of has begun.
    """
    check_unchanged(message, if_match)
    if message.useless_at <= now:
        raise MessageTooLate("What this message tells of has begun or is over. Phone the resident.")
    set_message_state(message, MessageState.WAITING)
    message.round += 1
    message.tries = message.interruptions = 0
    message.text = message.sent_to = ""
    message.sent_at = None
    message.next_try_at = now
    tell_of_messages(session, message.line_id)
