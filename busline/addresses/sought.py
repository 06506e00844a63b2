"""What is looked for: stops without coordinates, residents who may live nearer to another stop."""

from collections.abc import Sequence
from typing import Literal

from geopy.distance import great_circle
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.addresses.geocoder import Found
from busline.nouns import StopKind
from busline.record.tables import Resident, Stop
from busline.travel.points import Point

NEAREST_STOPS = 3


class Proposal(BaseModel):
    """One answer that a person may confirm.

    For a stop: a place, and ``metres`` from the middle of the line's other stops. For a resident:
    ``stop_id``, a home stop, ``metres`` from the door; ``label`` says where the door was found.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    lat: float
    lon: float
    metres: int | None = None
    stop_id: str | None = None


class Sought(BaseModel):
    """Something that an address was looked up for, and what was found.

    ``home_stop_id`` is a resident's home stop when it was looked up; ``known`` tells whether the geocoder
    knows the address at all. A resident whose address is known and who has no proposals lives nearest to
    the home stop already.
    """

    model_config = ConfigDict(frozen=True)

    noun: Literal["stop", "resident"]
    id: str
    address: str
    home_stop_id: str | None = None
    known: bool = False
    proposals: tuple[Proposal, ...] = ()


def stops_sought(session: Session, line_id: str, town: str) -> list[Sought]:
    """Return the stops of a line without coordinates, with the address to look for."""
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.id))
    return [
        Sought(noun="stop", id=stop.id, address=_address(stop.street or stop.name, town))
        for stop in stops
        if stop.lat is None or stop.lon is None
    ]


def residents_sought(session: Session, line_id: str, town: str) -> list[Sought]:
    """Return the residents of a line who have a street, with the address to look for."""
    residents = session.scalars(
        select(Resident).where(Resident.line_id == line_id, Resident.active).order_by(Resident.id)
    )
    return [
        Sought(
            noun="resident",
            id=resident.id,
            address=_address(resident.door, resident.town or town),
            home_stop_id=resident.home_stop_id,
        )
        for resident in residents
        if resident.street.strip()
    ]


def home_stops(session: Session, line_id: str) -> dict[str, Point]:
    """Return where residents can board: stops with coordinates that are open and no base."""
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.id))
    return {
        stop.id: Point(stop.lat, stop.lon)
        for stop in stops
        if stop.lat is not None and stop.lon is not None
        if stop.kind is not StopKind.BASE and stop.closed_on is None
    }


def middle(points: Sequence[Point]) -> Point | None:
    """Return the middle of `points`; nothing if there are none."""
    if not points:
        return None
    return Point(sum(p.lat for p in points) / len(points), sum(p.lon for p in points) / len(points))


def place_proposals(found: Sequence[Found], centre: Point | None) -> tuple[Proposal, ...]:
    """Return the places found for a stop, in the geocoder's order."""
    return tuple(
        Proposal(
            label=place.label,
            lat=place.point.lat,
            lon=place.point.lon,
            metres=None if centre is None else round(great_circle(place.point, centre).m),
        )
        for place in found
    )


def home_proposals(
    found: Sequence[Found], stops: dict[str, Point], home_stop_id: str | None
) -> tuple[Proposal, ...]:
    """Return the stops nearest to the likeliest place of a resident's door.

    None if nothing was found, or if the home stop is the nearest already.
    """
    if not found:
        return ()
    door = found[0]
    nearest = sorted((great_circle(door.point, point).m, stop_id) for stop_id, point in stops.items())
    if not nearest or nearest[0][1] == home_stop_id:
        return ()
    return tuple(
        Proposal(label=door.label, lat=door.point.lat, lon=door.point.lon, metres=round(m), stop_id=stop_id)
        for m, stop_id in nearest[:NEAREST_STOPS]
    )


def _address(street: str, town: str) -> str:
    return ", ".join(part for part in (street.strip(), town.strip()) if part)
