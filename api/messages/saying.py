"""A message of the record in words: what goes out, and what a page shows of what will."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.messages.to_drivers import said_to_driver
from api.words import RideTold, Said, Times, message_in_words, words_in
from busline.record.tables import Booking, Line, Message, Resident, Stop
from busline.settings import Settings


def address_of_pages(settings: Settings) -> str:
    """Return where people reach the pages, for links that leave the house; empty where that was not set."""
    return str(settings.public_url or "")


def said_of(session: Session, message: Message, address: str) -> Said:
    """Return a message as its resident, or its driver, reads or hears it.

    Parameters
    ----------
    address
        Where the pages are, see `address_of_pages`.
    """
    if message.duty_id is not None:
        return said_to_driver(session, message, address)
    booking = session.get_one(Booking, message.booking_id)
    resident = session.get_one(Resident, (message.line_id, message.resident_id))
    line = session.get_one(Line, message.line_id)
    stop = session.get_one(Stop, (message.line_id, booking.from_stop_id))
    expected = message.facts.get("expected_pickup")
    ride = RideTold(
        line=line.name,
        phone=line.phone,
        pickup_from=booking.pickup_from,
        pickup_to=booking.pickup_to,
        stop=stop.name,
        expected_at=None if expected is None else datetime.fromisoformat(expected),
    )
    words = words_in(resident.language)
    return message_in_words(words, Times(words.language, ZoneInfo(line.timezone)), message.kind, ride)
