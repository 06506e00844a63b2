"""Where vans under way are: in Redis only, of each duty the newest place alone, gone when nothing more comes.

Losing it costs nothing: the next place is there within a minute.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.feed.live import announce
from busline.feed.messages import LiveEvent

log = structlog.get_logger()

LASTS = timedelta(minutes=10)  # what is older says nothing of where the van is


class VanPlace(BaseModel):
    """Where the phone of a duty's driver was ``at`` a moment, in degrees (WGS 84)."""

    model_config = ConfigDict(frozen=True)

    duty_id: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    at: AwareDatetime


class VanPlaceShelf:
    """The places of all lines' vans. Every method raises `FeedAway` if Redis can't be reached.

    A place stays `LASTS` from when it was put; whoever runs on a clock that is moved compares ``at`` as well.
    """

    def __init__(self, feed: Feed) -> None:
        self._redis = feed.redis

    def put(self, line_id: str, place: VanPlace) -> None:
        """Keep a place instead of the one before it, and tell the pages that there is one, not where."""
        pipeline = self._redis.pipeline(transaction=True)
        pipeline.set(keys.van_place(line_id, place.duty_id), place.model_dump_json(), px=LASTS)
        announce(pipeline, _event(line_id, place.duty_id))
        with feed_reachable():
            pipeline.execute()

    def drop(self, line_id: str, duty_id: str) -> None:
        """Forget where a duty's van was, and let the pages know."""
        with feed_reachable():
            if self._redis.delete(keys.van_place(line_id, duty_id)):
                announce(self._redis, _event(line_id, duty_id))

    def of_duties(self, line_id: str, duty_ids: Sequence[str], now: datetime) -> dict[str, VanPlace]:
        """Return the places that are known of `duty_ids`, by duty."""
        if not duty_ids:
            return {}
        with feed_reachable():
            raws: list[Any] = self._redis.mget([keys.van_place(line_id, one) for one in duty_ids])
        found = [place for raw in raws if raw is not None for place in [_read(str(raw))] if place is not None]
        return {place.duty_id: place for place in found if place.at + LASTS > now}


def _event(line_id: str, duty_id: str) -> LiveEvent:
    return LiveEvent(line_id=line_id, topic="places", ids=(duty_id,))


def _read(raw: str) -> VanPlace | None:
    try:
        return VanPlace.model_validate_json(raw)
    except ValidationError as unreadable:
        # Written by another version: the next one is there soon.
        log.warning("unreadable place of a van", faults=unreadable.error_count())
        return None
