"""A day with as many rides as one likes, on the van of the example duty."""

from datetime import timedelta

from busline.nouns import Call, CallKind, LegName, RequestState
from busline.record.engine import Record
from busline.record.tables import Booking, Request, Run
from tests.api.house import BASE, DAY, HOME, LINE, SHOPS, at

RIDERS = 40  # residents b001 … b040 of the example line


def add_rides(record: Record, count: int) -> None:
    """Add `count` rides, a minute apart from 12:00 on, in one run of the example duty."""
    calls = [Call(kind=CallKind.BASE, stop=BASE, arrive=at("11:50"), depart=at("11:50"))]
    with record.change("test") as session:
        for number in range(count):
            session.add(_request(number))
        session.flush()
        for number in range(count):
            pickup = at("12:00") + timedelta(minutes=number)
            session.add(_booking(number))
            there, then = pickup + timedelta(seconds=20), pickup + timedelta(seconds=40)
            calls.append(Call(stop=HOME, arrive=pickup, depart=pickup, board=(f"ride-{number}",)))
            calls.append(Call(stop=SHOPS, arrive=there, depart=then, alight=(f"ride-{number}",)))
        session.flush()
        run = session.get_one(Run, "example-duty")
        run.calls = [*run.calls, *(call.model_dump(mode="json") for call in calls)]


def _request(number: int) -> Request:
    return Request(
        id=f"request-{number}",
        line_id=LINE,
        resident_id=f"b{number % RIDERS + 1:03d}",
        service_date=DAY,
        made_at=at("08:00"),
        made_by="test",
        state=RequestState.CONFIRMED,
        aid="wheelchair" if number % 5 == 0 else "none",
        companions=number % 3,
        seats=1,
        wheelchairs=0,
        boarding_s=60,
    )


def _booking(number: int) -> Booking:
    pickup = at("12:00") + timedelta(minutes=number)
    return Booking(
        id=f"ride-{number}",
        line_id=LINE,
        reference=f"{100 + number} {number:03d}",
        request_id=f"request-{number}",
        leg=LegName.OUT,
        resident_id=f"b{number % RIDERS + 1:03d}",
        service_date=DAY,
        from_stop_id=HOME,
        to_stop_id=SHOPS,
        seats=1,
        wheelchairs=0,
        boarding_s=60,
        pickup_from=pickup,
        pickup_to=pickup + timedelta(minutes=10),
        dropoff_by=pickup + timedelta(minutes=30),
        confirmed_at=at("08:00"),
    )
