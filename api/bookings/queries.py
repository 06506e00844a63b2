"""Reading bookings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from api.bookings.schemas import BookingCard
from api.paging import Page, key_of
from busline.errors import UnknownNoun
from busline.nouns import BookingState
from busline.record.tables import Booking, Request, Resident


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings are wanted; what is None does not count."""

    line_id: str
    service_date: date | None = None
    resident_id: str | None = None
    state: BookingState | None = None


def get_booking(session: Session, line_id: str, booking_id: str) -> Booking:
    """Return a booking of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    booking = session.get(Booking, booking_id)
    if booking is None or booking.line_id != line_id:
        raise UnknownNoun("booking", booking_id)
    return booking


def replaced_by(session: Session, line_id: str, booking_ids: Iterable[str]) -> list[Booking]:
    """Return the bookings that were given up for `booking_ids`, the earliest first.

    Raises
    ------
    UnknownNoun
        If one of `booking_ids` is not a booking of the line.
    """
    requests = {get_booking(session, line_id, booking_id).request_id for booking_id in booking_ids}
    old = {one for key in requests for one in session.get_one(Request, key).replaces}
    return sorted((session.get_one(Booking, one) for one in old), key=lambda ride: ride.pickup_from)


def other_way(session: Session, booking: Booking) -> Booking | None:
    """Return the other ride of a trip there and back, if it is still promised."""
    return session.scalars(
        select(Booking).where(
            Booking.request_id == booking.request_id,
            Booking.leg != booking.leg,
            Booking.state == BookingState.CONFIRMED,
        )
    ).first()


def list_bookings(session: Session, wanted: BookingFilter, page: Page) -> list[tuple[Booking, str]]:
    """Return bookings with the residents' names by promised pickup, one more than fits the page."""
    query = (
        select(Booking, Resident.name)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.line_id == wanted.line_id)
        .order_by(Booking.pickup_from, Booking.id)
        .limit(page.limit + 1)
    )
    if wanted.service_date is not None:
        query = query.where(Booking.service_date == wanted.service_date)
    if wanted.resident_id is not None:
        query = query.where(Booking.resident_id == wanted.resident_id)
    if wanted.state is not None:
        query = query.where(Booking.state == wanted.state)
    if page.after:
        after = key_of(page, datetime.fromisoformat, str)
        query = query.where(tuple_(Booking.pickup_from, Booking.id) > after)
    return [(booking, name) for booking, name in session.execute(query)]


def booking_card(booking: Booking, resident_name: str) -> BookingCard:
    """Return a booking as it is shown."""
    columns = {name: getattr(booking, name) for name in BookingCard.model_fields if hasattr(booking, name)}
    return BookingCard(**columns, resident_name=resident_name)
