"""A promised ride of the tiny line, next Tuesday, on its van and by its driver."""

from datetime import UTC, date, datetime

from busline.nouns import Aid, BookingState, Call, DutyState, LegName
from busline.record.engine import Record
from busline.record.tables import Booking, Duty, Request, Run
from busline.record.tables.base import new_id
from busline.record.windows import make_windows

NEXT_TUESDAY = date(2026, 12, 1)


def _at(hour: int, minute: int) -> datetime:
    """Return an instant next Tuesday by its UTC time; Amsterdam is one hour ahead."""
    return datetime(2026, 12, 1, hour, minute, tzinfo=UTC)


def promise_a_ride(record: Record, state: BookingState = BookingState.CONFIRMED) -> None:
    """Book Rie from home to the market, 10:00 to 10:30 in the window of 09:45."""
    with record.change("test", "a promised ride") as session:
        window = make_windows(session, "tiny", NEXT_TUESDAY, NEXT_TUESDAY)[0]
        request = Request(
            id=new_id(),
            line_id="tiny",
            resident_id="rie",
            service_date=NEXT_TUESDAY,
            made_at=record.clock.now(),
            made_by="test",
            aid=Aid.WALKER,
            seats=1,
            wheelchairs=0,
            boarding_s=90,
        )
        session.add(request)
        session.flush()
        booking = Booking(
            id=new_id(),
            line_id="tiny",
            reference="482 913",
            request_id=request.id,
            leg=LegName.OUT,
            resident_id="rie",
            service_date=NEXT_TUESDAY,
            from_stop_id="home",
            to_stop_id="market",
            seats=1,
            wheelchairs=0,
            boarding_s=90,
            pickup_from=_at(9, 0),
            pickup_to=_at(9, 10),
            dropoff_by=_at(9, 30),
            state=state,
            confirmed_at=record.clock.now(),
        )
        duty = Duty(
            id=new_id(),
            line_id="tiny",
            window_id=window.id,
            van_id="van",
            driver_id="dirk",
            service_date=NEXT_TUESDAY,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            state=DutyState.PLANNED,
        )
        session.add_all([booking, duty])
        session.flush()
        calls = [
            Call(stop="home", arrive=_at(9, 0), depart=_at(9, 2), board=(booking.id,)),
            Call(stop="market", arrive=_at(9, 10), depart=_at(9, 12), alight=(booking.id,)),
        ]
        session.add(Run(duty_id=duty.id, revision=1, calls=[call.model_dump(mode="json") for call in calls]))
