"""Doors that the record knows, from an earlier look."""

from datetime import datetime

from sqlalchemy.orm import Session

from busline.addresses.door import Door
from busline.record.engine import WriteSession
from busline.record.insert_if_new import insert_if_new
from busline.record.tables import KnownAddress
from busline.travel.points import Point


def known_door(session: Session, postcode: str, house_number: str) -> Door | None:
    """Return the door that was found under `postcode` and `house_number`, if it was."""
    row = session.get(KnownAddress, (postcode, house_number)) if postcode and house_number else None
    if row is None:
        return None
    return Door(row.postcode, row.house_number, row.street, row.town, Point(row.lat, row.lon))


def keep_door(session: WriteSession, door: Door, *, source: str, now: datetime) -> None:
    """Keep what was found; one that is known already, perhaps by somebody else just now, stays."""
    insert_if_new(
        session,
        KnownAddress,
        postcode=door.postcode,
        house_number=door.house_number,
        street=door.street,
        town=door.town,
        lat=door.point.lat,
        lon=door.point.lon,
        source=source,
        found_at=now,
    )
