"""Ridership leaves the office in counts only."""

from api.access.permissions import Role
from busline.nouns import BookingState
from busline.record.bookings import set_state
from busline.record.engine import Record
from busline.record.tables import Booking
from tests.api.house import HERE, House, at

SPAN = {"from": "2026-11-01", "to": "2026-11-30"}


def drive(record: Record, boarded: str, alighted: str) -> None:
    with record.change("test") as session:
        booking = session.get_one(Booking, "example-booking")
        set_state(booking, BookingState.ON_BOARD, at=at(boarded))
        set_state(booking, BookingState.COMPLETED, at=at(alighted))


def test_a_ride_within_its_promise_is_on_time(house: House) -> None:
    drive(house.record, "10:08", "10:20")  # promised: 10:05 to 10:15, there by 10:35
    report = house.as_role(Role.REVIEWER).get(f"{HERE}/ridership", params=SPAN).json()
    assert report["total"] | {"refusals_by_reason": {}} == {
        "rides": 1,
        "riders": 1,
        "requests": 1,
        "refusals": 0,
        "refusals_by_reason": {},
        "cancellations": 0,
        "no_shows": 0,
        "broken": 0,
        "on_time_share": 1.0,
    }
    assert [day["date"] for day in report["days"]] == ["2026-11-24"]


def test_a_ride_that_came_too_late_is_not(house: House) -> None:
    drive(house.record, "10:16", "10:30")
    report = house.as_role(Role.REVIEWER).get(f"{HERE}/ridership", params=SPAN).json()
    assert report["total"]["on_time_share"] == 0.0


def test_nobody_rode_is_no_share_and_no_fault(house: House) -> None:
    empty = {"from": "2020-01-01", "to": "2020-01-31"}
    report = house.as_role(Role.REVIEWER).get(f"{HERE}/ridership", params=empty).json()
    assert (report["total"]["on_time_share"], report["days"]) == (None, [])
