"""A booking and a duty of the tiny line, without a plan around them."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from busline.nouns import Aid, BookingState, DutyState, LegName
from busline.record.tables import Booking, Duty, IdleWindow, Request
from tests.tiny_line import LINE

TUESDAY = date(2026, 11, 24)


def tuesday(hour: int, minute: int = 0) -> datetime:
    """Return an instant of Tuesday by its Amsterdam clock time, an hour ahead of UTC in November."""
    return datetime(2026, 11, 24, hour - 1, minute, tzinfo=UTC)


def add_booking(
    session: Session,
    booking_id: str = "b" * 32,
    *,
    resident: str = "rie",
    state: BookingState = BookingState.CONFIRMED,
) -> Booking:
    """Add a booking from home to the market, 10:00 to 10:30, with its request."""
    request = Request(
        id=f"r{booking_id[1:]}",
        line_id=LINE,
        resident_id=resident,
        service_date=TUESDAY,
        made_at=tuesday(8),
        made_by="test",
        aid=Aid.NONE,
        seats=1,
        wheelchairs=0,
        boarding_s=60,
    )
    session.add(request)
    session.flush()
    booking = Booking(
        id=booking_id,
        line_id=LINE,
        reference=booking_id[:6],
        request_id=request.id,
        leg=LegName.OUT,
        resident_id=resident,
        service_date=TUESDAY,
        from_stop_id="home",
        to_stop_id="market",
        seats=1,
        wheelchairs=0,
        boarding_s=60,
        pickup_from=tuesday(10),
        pickup_to=tuesday(10, 10),
        dropoff_by=tuesday(10, 30),
        state=state,
        confirmed_at=tuesday(8),
    )
    session.add(booking)
    session.flush()
    return booking


def add_duty(session: Session, duty_id: str = "d" * 32) -> Duty:
    """Add Dirk's duty from 09:45 to 11:45."""
    window = IdleWindow(
        id=f"w{duty_id[1:]}",
        line_id=LINE,
        van_id="van",
        base_stop_id="base",
        service_date=TUESDAY,
        starts_at=tuesday(9, 45),
        ends_at=tuesday(11, 45),
    )
    session.add(window)
    session.flush()
    duty = Duty(
        id=duty_id,
        line_id=LINE,
        window_id=window.id,
        van_id="van",
        driver_id="dirk",
        service_date=TUESDAY,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        state=DutyState.PLANNED,
    )
    session.add(duty)
    session.flush()
    return duty
