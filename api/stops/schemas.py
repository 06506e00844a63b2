"""How a stop is shown."""

from datetime import date

from api.common import Shown
from busline.nouns import StopKind


class StopCard(Shown):
    """A place where the van stops."""

    id: str
    name: str
    kind: StopKind
    street: str
    lat: float | None
    lon: float | None
    closed_on: date | None
    residents: int | None
