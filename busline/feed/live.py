"""Live events: what changed, told to every page that looks at the line."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, get_args

import redis
import structlog
from pydantic import ValidationError

from busline.feed import keys
from busline.feed.connection import UNREACHABLE, Feed, feed_reachable
from busline.feed.messages import LiveEvent, Topic

log = structlog.get_logger()

LOST = "lost"  # the topic that says that nothing is heard until every topic has been told again
LOOK_EVERY_S = 10.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 5.0


class LiveEvents:
    """Publishes live events and follows those of a line."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def publish(self, event: LiveEvent) -> None:
        """Tell `event` to everybody who follows its line now.

        Raises
        ------
        FeedAway
            If Redis can't be reached.
        """
        with feed_reachable():
            announce(self._feed.redis, event)

    async def follow(self, line_id: str) -> AsyncGenerator[LiveEvent, None]:
        """Yield the events of a line for as long as it is iterated, over every loss of connection.

        As soon as it listens, the first time and after each loss, it yields one event without ids for
        each topic: whatever happened before that may have been missed, so let the page fetch anew. When the
        connection is lost it yields one event of the topic `LOST`.
        """
        pause_s = FIRST_PAUSE_S
        is_lost = False
        while True:
            try:
                # Closed here and now when the page goes, not whenever the garbage is collected.
                async with aclosing(self._listen(line_id)) as events:
                    async for event in events:
                        pause_s, is_lost = FIRST_PAUSE_S, False
                        yield event
            except UNREACHABLE:
                log.warning("live events interrupted", line=line_id, again_in_s=pause_s)
                if not is_lost:
                    yield LiveEvent(line_id=line_id, topic=LOST)
                is_lost = True
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _listen(self, line_id: str) -> AsyncGenerator[LiveEvent, None]:
        client = self._feed.aio()
        listener = client.pubsub()
        try:
            await listener.subscribe(keys.live(line_id))
            while True:
                # With a timeout, because only then redis-py looks now and then whether the server lives.
                message = await listener.get_message(timeout=LOOK_EVERY_S)
                for event in _events(line_id, message):
                    yield event
        finally:
            with suppress(redis.RedisError):
                await listener.aclose()  # type: ignore[no-untyped-call]
            await client.aclose()


def announce(client: Any, event: LiveEvent) -> None:
    """Publish `event` by a Redis client or pipeline."""
    client.publish(keys.live(event.line_id), event.model_dump_json())


def _events(line_id: str, message: dict[str, Any] | None) -> list[LiveEvent]:
    if message is None:
        return []
    if message["type"] == "subscribe":
        return [LiveEvent(line_id=line_id, topic=topic) for topic in get_args(Topic)]
    if message["type"] != "message":
        return []
    try:
        return [LiveEvent.model_validate_json(message["data"])]
    except ValidationError as unreadable:
        log.warning("unreadable live event", line=line_id, why=str(unreadable))
        return []
