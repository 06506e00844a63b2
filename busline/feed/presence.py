"""Who is busy with which resident: kept in Redis only, for as long as somebody's desk says so again.

Losing it costs nothing: the next beat of each desk puts it back, and nobody is kept from anything by it.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.feed.live import announce
from busline.feed.messages import LiveEvent

log = structlog.get_logger()

LASTS = timedelta(seconds=45)  # three beats of a desk: one that is lost does not make anybody seem away


class Busy(BaseModel):
    """Somebody has a resident's card open. ``desk`` tells the open pages of one person apart."""

    model_config = ConfigDict(frozen=True)

    desk: str
    resident: str
    login: str
    name: str
    expires_at: AwareDatetime

    @property
    def field(self) -> str:
        """The place of this desk on the shelf; nobody can take somebody else's."""
        return f"{self.login}:{self.desk}"


class PresenceShelf:
    """Who is busy with whom on all lines. Every method raises `FeedAway` if Redis can't be reached."""

    def __init__(self, feed: Feed) -> None:
        self._redis = feed.redis

    def put(self, line_id: str, busy: Busy) -> None:
        """Keep that somebody is busy; the pages hear of it if it is another resident than before."""
        with feed_reachable():
            before = _read(self._redis.hget(keys.presence(line_id), busy.field))
            pipeline = self._redis.pipeline(transaction=True)
            pipeline.hset(keys.presence(line_id), busy.field, busy.model_dump_json())
            pipeline.pexpire(keys.presence(line_id), LASTS)
            if before is None or before.resident != busy.resident:
                announce(pipeline, LiveEvent(line_id=line_id, topic="presence"))
            pipeline.execute()

    def leave(self, line_id: str, login: str, desk: str) -> None:
        """Forget what a desk was busy with, and let the pages know."""
        with feed_reachable():
            if self._redis.hdel(keys.presence(line_id), f"{login}:{desk}"):
                announce(self._redis, LiveEvent(line_id=line_id, topic="presence"))

    def all_of(self, line_id: str, now: datetime) -> list[Busy]:
        """Return who is busy on a line now, by name; what is over is swept out."""
        with feed_reachable():
            found: dict[Any, Any] = self._redis.hgetall(keys.presence(line_id))
            read = {field: _read(raw) for field, raw in found.items()}
            over = [field for field, busy in read.items() if busy is None or busy.expires_at <= now]
            if over:
                self._redis.hdel(keys.presence(line_id), *over)
        kept = (busy for field, busy in read.items() if busy is not None and field not in over)
        return sorted(kept, key=lambda busy: (busy.name, busy.desk))


def _read(raw: Any) -> Busy | None:
    if raw is None:
        return None
    try:
        return Busy.model_validate_json(str(raw))
    except ValidationError as unreadable:
        # Written by another version: as good as gone.
        log.warning("unreadable presence", faults=unreadable.error_count())
        return None
