"""A standing booking on the small line, and what became of it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from busline.feed.messages import Confirmed, ConfirmOffers, Offers, QuoteRequest
from busline.nouns import BookingState
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.desk.line_desk import LineDesk

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def add_series(record: Record, series_id: str = "coffee", **columns: object) -> str:
    """Add Ann's every Tuesday from a to c, there by 10:30 and back at 11:10, but for `columns`."""
    usual: dict[str, object] = {
        "resident_id": "ann",
        "from_stop_id": "a",
        "to_stop_id": "c",
        "weekday": 1,
        "out_at": time(10, 30),
        "back_at": time(11, 10),
        "first_on": date(2026, 11, 16),
        "changed_at": record.clock.now(),
    }
    with record.change("carla") as session:
        session.add(t.StandingBooking(line_id="small", id=series_id, **usual | columns))
    return series_id


def edit_series(record: Record, series_id: str = "coffee", **columns: object) -> None:
    """Change the series as the desk does."""
    with record.change("carla") as session:
        row = session.get_one(t.StandingBooking, ("small", series_id))
        row.changed_at = record.clock.now()
        for name, value in columns.items():
            setattr(row, name, value)


def skip(record: Record, day: date, series_id: str = "coffee") -> None:
    """Let the series not ride on a day."""
    with record.change("carla") as session:
        session.add(t.StandingSkip(line_id="small", standing_id=series_id, service_date=day))


def unskip(record: Record, day: date, series_id: str = "coffee") -> None:
    """Let it ride after all."""
    with record.change("carla") as session:
        session.delete(session.get_one(t.StandingSkip, ("small", series_id, day)))


def rides(record: Record, state: BookingState = BookingState.CONFIRMED) -> list[tuple[date, str]]:
    """Return day and way of every booking in a state, in order."""
    with record.read() as session:
        rows = session.scalars(select(t.Booking).where(t.Booking.state == state)).all()
    return sorted((row.service_date, row.leg.value) for row in rows)


def days(record: Record, state: BookingState = BookingState.CONFIRMED) -> list[date]:
    """Return the days that have a booking in a state, each once."""
    return sorted({day for day, _ in rides(record, state)})


def bookings_on(record: Record, day: date) -> list[t.Booking]:
    """Return the bookings of a day in the order in which they were made."""
    with record.read() as session:
        wanted = select(t.Booking).where(t.Booking.service_date == day)
        return list(session.scalars(wanted.order_by(t.Booking.confirmed_at, t.Booking.leg.desc())))


def planned(record: Record) -> list[str]:
    """Return every boarding in the plan."""
    with record.read() as session:
        return sorted(b for run in session.scalars(select(t.Run)) for c in run.calls for b in c["board"])


def local(moment: datetime) -> str:
    """Return the clock time in Amsterdam."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def tuesdays(first: date, count: int) -> list[date]:
    """Return days that lie a week apart."""
    return [first + timedelta(weeks=week) for week in range(count)]


def book(desk: LineDesk, request_id: str) -> list[str]:
    """Take the best offer for each way of a stored request, as a coordinator does; return the bookings."""
    envelope = {"line_id": "small", "actor": "carla", "sent_at": desk.clock.now()}
    offers = desk.handle(QuoteRequest(id=new_id(), request_id=request_id, **envelope))
    assert isinstance(offers, Offers), offers
    chosen = tuple(leg.offers[0].id for leg in offers.legs)
    made = desk.handle(ConfirmOffers(id=new_id(), request_id=request_id, offer_ids=chosen, **envelope))
    assert isinstance(made, Confirmed), made
    return [ride.booking_id for ride in made.bookings]
