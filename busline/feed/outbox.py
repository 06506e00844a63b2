"""Lets out what a committed transaction wanted to tell: nothing is told that was not committed."""

from typing import Any

import structlog
from sqlalchemy import delete, select

from busline.feed.client import put
from busline.feed.connection import Feed, FeedAway, feed_reachable
from busline.feed.dead import bury
from busline.feed.live import announce
from busline.feed.messages import LiveEvent, command_adapter
from busline.record.engine import Record
from busline.record.tables import OutboxMessage

log = structlog.get_logger()

AT_ONCE = 500


def relay(record: Record, feed: Feed) -> int:
    """Send the oldest messages of the outbox in their order and delete them; return how many.

    They are deleted after they were sent: a crash in between, or two relays at once, send a message
    twice, and none is lost. While the feed is away they stay, and 0 is returned.

    Raises
    ------
    Away
        If the record can't be reached.
    """
    with record.read() as session:
        messages = list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.seq).limit(AT_ONCE)))
    if not messages:
        return 0
    try:
        _send(feed, messages)
    except FeedAway:
        log.warning("outbox waits for the feed", waiting=len(messages), oldest=str(messages[0].made_at))
        return 0
    with record.change("outbox") as session:
        # In bulk, because another relay may have deleted some of them; the history does not keep these.
        session.execute(delete(OutboxMessage).where(OutboxMessage.seq.in_([m.seq for m in messages])))
    return len(messages)


def _send(feed: Feed, messages: list[OutboxMessage]) -> None:
    pipeline = feed.redis.pipeline(transaction=False)
    for message in messages:
        try:
            _add(pipeline, message)
        except ValueError as unreadable:
            # It will not become readable by waiting, and must not keep the others in.
            log.error("unreadable outbox message", seq=message.seq, why=str(unreadable))
            bury(feed, message.line_id, str(message.message), f"outbox {message.seq}: {unreadable}")
    with feed_reachable():
        pipeline.execute()


def _add(pipeline: Any, message: OutboxMessage) -> None:
    if message.channel == "live":
        announce(pipeline, LiveEvent.model_validate(message.message))
    elif message.channel == "commands":
        put(pipeline, command_adapter.validate_python(message.message))
    else:
        raise ValueError(f"there is no channel {message.channel}")
