"""Offers that are held for a caller: they expire in Redis by themselves."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import ValidationError

from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.nouns import Offer

log = structlog.get_logger()

INDEX_KEPT = timedelta(days=1)


class OfferShelf:
    """The held offers of all lines. Every method raises `FeedAway` if Redis can't be reached.

    An offer stays for as long as it had to go when it was put; whoever runs on a clock that is moved
    compares ``expires_at`` as well.
    """

    def __init__(self, feed: Feed) -> None:
        self._redis = feed.redis

    def put(self, line_id: str, offers: Sequence[Offer], now: datetime) -> None:
        """Hold `offers` until each expires; those that have expired at `now` are left out."""
        index = keys.offer_index(line_id)
        pipeline = self._redis.pipeline()
        for offer in offers:
            left_ms = round((offer.expires_at - now).total_seconds() * 1000)
            if left_ms > 0:
                pipeline.set(keys.offer(line_id, offer.id), offer.model_dump_json(), px=left_ms)
                pipeline.sadd(index, offer.id)
        if len(pipeline):
            pipeline.pexpire(index, INDEX_KEPT)
            with feed_reachable():
                pipeline.execute()

    def get(self, line_id: str, offer_id: str) -> Offer | None:
        """Return a held offer, or None if it has expired, was dropped or was lost."""
        with feed_reachable():
            raw = self._redis.get(keys.offer(line_id, offer_id))
        return None if raw is None else _read(str(raw))

    def drop(self, line_id: str, ids: Iterable[str]) -> None:
        """Hold the offers with these `ids` no longer."""
        gone = list(ids)
        if not gone:
            return
        pipeline = self._redis.pipeline()
        pipeline.delete(*(keys.offer(line_id, offer_id) for offer_id in gone))
        pipeline.srem(keys.offer_index(line_id), *gone)
        with feed_reachable():
            pipeline.execute()

    def all_of(self, line_id: str) -> list[Offer]:
        """Return every held offer of a line, the first to expire first."""
        index = keys.offer_index(line_id)
        with feed_reachable():
            ids = sorted(str(member) for member in self._redis.smembers(index))
            raws: list[Any] = (
                self._redis.mget([keys.offer(line_id, offer_id) for offer_id in ids]) if ids else []
            )
            expired = [offer_id for offer_id, raw in zip(ids, raws, strict=True) if raw is None]
            if expired:
                self._redis.srem(index, *expired)
        offers = [offer for raw in raws if raw is not None for offer in [_read(raw)] if offer is not None]
        return sorted(offers, key=lambda offer: (offer.expires_at, offer.id))


def _read(raw: str) -> Offer | None:
    try:
        return Offer.model_validate_json(raw)
    except ValidationError as unreadable:
        # Written by another version: as good as expired, the caller is quoted anew.
        log.warning("unreadable offer", why=str(unreadable))
        return None
