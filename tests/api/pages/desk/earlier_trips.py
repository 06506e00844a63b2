"""Trips that a resident made before, in the record."""

from datetime import date, time, timedelta

from busline.days import AMSTERDAM, at
from busline.nouns import Aid, BookingState, LegName, RequestState, TimeMode
from busline.record.engine import Record
from busline.record.tables import Booking, Request, RequestLeg
from busline.record.tables.base import new_id
from tests.api.house import LINE


def add_trip(
    record: Record,
    resident: str,
    day: date,
    stops: tuple[str, str],
    clocks: tuple[str, ...],
    *,
    state: BookingState = BookingState.COMPLETED,
    **request: object,
) -> None:
    """Add a trip there by the first of `clocks`, and back at the second if there is one."""
    legs = list(zip(LegName, clocks, strict=False))
    columns = {
        "id": new_id(),
        "line_id": LINE,
        "resident_id": resident,
        "service_date": day,
        "made_at": at(day - timedelta(days=2), time(9), AMSTERDAM),
        "made_by": "test",
        "state": RequestState.CONFIRMED,
        "aid": Aid.NONE,
        "seats": 1,
        "wheelchairs": 0,
        "boarding_s": 60,
    }
    with record.change("test") as session:
        asked = Request(**columns | request)
        session.add(asked)
        session.flush()
        for leg, clock in legs:
            wanted = at(day, time.fromisoformat(clock), AMSTERDAM)
            ends = stops if leg is LegName.OUT else stops[::-1]
            places = {"from_stop_id": ends[0], "to_stop_id": ends[1]}
            mode = TimeMode.ARRIVE_BY if leg is LegName.OUT else TimeMode.DEPART_AT
            session.add(
                RequestLeg(request_id=asked.id, leg=leg, line_id=LINE, mode=mode, wanted_at=wanted, **places)
            )
            session.add(
                Booking(
                    id=new_id(),
                    line_id=LINE,
                    reference=new_id()[:7],
                    request_id=asked.id,
                    leg=leg,
                    resident_id=resident,
                    service_date=day,
                    seats=1,
                    wheelchairs=0,
                    boarding_s=60,
                    pickup_from=wanted - timedelta(minutes=30),
                    pickup_to=wanted - timedelta(minutes=20),
                    dropoff_by=wanted,
                    state=state,
                    confirmed_at=asked.made_at,
                    **places,
                )
            )
