"""The dead letters: what came for a line and could not be read or carried out, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from busline.days import instant
from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable

MOST_KEPT = 1_000
LONGEST_KEPT = 10_000  # characters; enough to see what it was


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that was set aside; ``at`` is when, by the server's clock."""

    entry_id: str
    at: datetime
    reason: str
    message: str


def bury(feed: Feed, line_id: str, message: str, reason: str) -> None:
    """Set `message` aside with the `reason` why it can't be used."""
    with feed_reachable():
        feed.redis.xadd(
            keys.dead_letters(line_id),
            {"reason": reason, "message": message[:LONGEST_KEPT]},
            maxlen=MOST_KEPT,
            approximate=True,
        )


def dead_letters(feed: Feed, line_id: str, count: int = 20) -> list[DeadLetter]:
    """Return the newest `count` dead letters of a line, the newest first.

    Raises
    ------
    FeedAway
        If Redis can't be reached.
    """
    with feed_reachable():
        entries: Any = feed.redis.xrevrange(keys.dead_letters(line_id), count=count)
    return [
        DeadLetter(
            entry_id=entry_id,
            at=instant(int(entry_id.split("-")[0]) // 1000),
            reason=fields.get("reason", ""),
            message=fields.get("message", ""),
        )
        for entry_id, fields in entries
    ]
