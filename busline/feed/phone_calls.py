"""The telephone calls that ring now: kept in Redis only, and no longer than a telephone rings.

A caller's number is personal and of no use once somebody has answered: it never gets into the record, a log
or a message, and is gone by itself a minute after the telephone began to ring.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.feed.live import announce
from busline.feed.messages import LiveEvent
from busline.nouns import PhoneCallState

log = structlog.get_logger()

RINGS_FOR = timedelta(seconds=60)
INDEX_KEPT = timedelta(days=1)


class PhoneCall(BaseModel):
    """A telephone call that rings or rang just now.

    ``number`` is in E.164, empty where the caller withholds it and as soon as the call has ended;
    ``extensions`` are the telephones that ring, or the one that answered; ``taken_by`` is the login of the
    coordinator who opened the caller's card.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    number: str
    extensions: tuple[str, ...]
    state: PhoneCallState
    rang_at: AwareDatetime
    expires_at: AwareDatetime
    taken_by: str = ""
    taken_by_name: str = ""


class PhoneCallShelf:
    """The telephone calls of all lines. Every method raises `FeedAway` if Redis can't be reached.

    A call stays for as long as it had to go when it was put; ``expires_at`` is compared as well, for clocks
    that are moved.
    """

    def __init__(self, feed: Feed) -> None:
        self._redis = feed.redis

    def change(
        self, line_id: str, call_id: str, now: datetime, step: Callable[[PhoneCall | None], PhoneCall | None]
    ) -> PhoneCall | None:
        """Put what `step` makes of the call as it is (None: there is none), tell the pages, and return it.

        Nothing is put or told if `step` changes nothing. It is called again if the call changed meanwhile,
        and what it raises comes through.
        """
        key, index = keys.phone_call(line_id, call_id), keys.phone_call_index(line_id)

        def attempt(pipeline: Any) -> PhoneCall | None:
            before = _read(pipeline.get(key), now)
            after = step(before)
            pipeline.multi()
            left_ms = round((after.expires_at - now).total_seconds() * 1000) if after else 0
            if after is None or after == before or left_ms <= 0:
                return before
            pipeline.set(key, after.model_dump_json(), px=left_ms)
            pipeline.sadd(index, call_id)
            pipeline.pexpire(index, INDEX_KEPT)
            # In the same step: whoever repeats an announcement whose answer was lost has told it already.
            announce(pipeline, LiveEvent(line_id=line_id, topic="calls", ids=(call_id,)))
            return after

        with feed_reachable():
            # Its types know only callables that return nothing.
            client = cast(Any, self._redis)
            result: PhoneCall | None = client.transaction(attempt, key, value_from_callable=True)
        return result

    def all_of(self, line_id: str, now: datetime) -> list[PhoneCall]:
        """Return the calls of a line that are still kept, ended ones too; the first to ring first."""
        index = keys.phone_call_index(line_id)
        with feed_reachable():
            ids = sorted(str(member) for member in self._redis.smembers(index))
            raws: list[Any] = (
                self._redis.mget([keys.phone_call(line_id, call_id) for call_id in ids]) if ids else []
            )
            expired = [call_id for call_id, raw in zip(ids, raws, strict=True) if raw is None]
            if expired:
                self._redis.srem(index, *expired)
        calls = [call for raw in raws if (call := _read(raw, now)) is not None]
        return sorted(calls, key=lambda call: (call.rang_at, call.id))


def _read(raw: Any, now: datetime) -> PhoneCall | None:
    if raw is None:
        return None
    try:
        call = PhoneCall.model_validate_json(str(raw))
    except ValidationError as unreadable:
        # Written by another version: as good as expired. Only where it is wrong is logged, not what it says.
        log.warning("unreadable phone call", faults=unreadable.error_count())
        return None
    return call if call.expires_at > now else None
