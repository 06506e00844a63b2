"""What a resident's rides were like: the last ones, and the days on which a van waited in vain."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from busline.nouns import BookingState
from busline.record.tables import Booking, Resident

LAST_RIDES = 3
HALF_A_YEAR = timedelta(days=182)
OVER = (BookingState.COMPLETED, BookingState.NO_SHOW, BookingState.BROKEN)


def last_rides(session: Session, frame: Reader, resident: Resident) -> Sequence[Booking]:
    """Return the last rides that were to be driven, the latest first; those that were called off are none."""
    wanted = select(Booking).where(
        Booking.line_id == frame.line.id,
        Booking.resident_id == resident.id,
        Booking.state.in_(OVER),
        Booking.dropoff_by <= frame.now,
    )
    return session.scalars(wanted.order_by(Booking.pickup_from.desc()).limit(LAST_RIDES)).all()


def no_show_days(session: Session, frame: Reader, resident: Resident) -> list[date]:
    """Return the days of the last half year on which the resident was not there, the latest first."""
    wanted = select(Booking.service_date).where(
        Booking.line_id == frame.line.id,
        Booking.resident_id == resident.id,
        Booking.state == BookingState.NO_SHOW,
        Booking.service_date >= frame.today - HALF_A_YEAR,
    )
    return sorted(session.scalars(wanted), reverse=True)
