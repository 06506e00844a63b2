"""Reading where vans are."""

from collections.abc import Sequence
from datetime import datetime

from api.services import Services
from busline.feed.connection import FeedAway
from busline.feed.van_places import VanPlace, VanPlaceShelf


def places_of(
    services: Services, line_id: str, duty_ids: Sequence[str], now: datetime
) -> dict[str, VanPlace]:
    """Return where the vans of `duty_ids` are, by duty, as far as is known: the feed may be away."""
    try:
        return VanPlaceShelf(services.feed).of_duties(line_id, duty_ids, now)
    except FeedAway:
        return {}  # the map shows without
