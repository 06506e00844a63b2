"""Which stop a place is near."""

from dataclasses import dataclass

from geopy.distance import great_circle
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Stop


@dataclass(frozen=True, slots=True)
class NearStop:
    """A stop, and how far it is as the crow flies."""

    name: str
    metres: int


def nearest_stop(session: Session, line_id: str, lat: float, lon: float) -> NearStop | None:
    """Return the stop nearest to a place in degrees (WGS 84); None where no stop's place is known."""
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id, Stop.lat.is_not(None)))
    near = [NearStop(stop.name, round(great_circle((lat, lon), (stop.lat, stop.lon)).m)) for stop in stops]
    return min(near, key=lambda one: (one.metres, one.name), default=None)
