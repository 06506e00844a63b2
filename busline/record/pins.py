"""Reading which rides are pinned to which duties."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState
from busline.record.tables import Booking, Pin

RIDING = (BookingState.CONFIRMED, BookingState.ON_BOARD)


def pins_of_day(session: Session, line_id: str, day: date) -> dict[str, Pin]:
    """Return the pins that hold on a service day, by booking."""
    rows = session.scalars(
        select(Pin)
        .join(Booking, Booking.id == Pin.booking_id)
        .where(Booking.line_id == line_id, Booking.service_date == day, Pin.freed_at.is_(None))
    )
    return {pin.booking_id: pin for pin in rows}


def freed_pins_of_day(session: Session, line_id: str, day: date) -> list[Pin]:
    """Return the pins that the planner let go of on a day and that nobody has seen yet, oldest first.

    Only those of rides that are still to be driven: of the others a phone call tells more.
    """
    rows = session.scalars(
        select(Pin)
        .join(Booking, Booking.id == Pin.booking_id)
        .where(
            Booking.line_id == line_id,
            Booking.service_date == day,
            Booking.state.in_(RIDING),
            Pin.freed_at.is_not(None),
        )
        .order_by(Pin.freed_at, Pin.booking_id)
    )
    return list(rows)
