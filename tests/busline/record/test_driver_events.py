"""What a driver's phone reports is kept once, and only where it can be true."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import DriverEventKind
from busline.record.driver_events import EventIdTaken, EventWish, NotYourDuty, store_event
from busline.record.engine import Record
from busline.record.tables import DriverEvent
from tests.busline.record.rides import add_booking, add_duty, tuesday
from tests.tiny_line import with_tiny_line

NOW = tuesday(10)


def _with_duty(record: Record) -> Record:
    with_tiny_line(record)
    with record.change("test") as session:
        add_duty(session)
        add_booking(session)
    return record


def _wish(**fields: Any) -> EventWish:
    given = {"id": "1" * 32, "duty_id": "d" * 32, "kind": DriverEventKind.CLOCK_IN, "happened_at": NOW}
    return EventWish(**(given | fields))


def _store(record: Record, wish: EventWish, driver: str = "dirk", now: datetime = NOW) -> bool:
    """Store an event and tell whether it was new."""
    with record.change(driver) as session:
        return store_event(session, wish, driver_id=driver, now=now)[1]


def _kept(record: Record) -> list[DriverEvent]:
    with record.read() as session:
        return list(session.scalars(select(DriverEvent)))


def test_an_event_is_kept_once(record: Record) -> None:
    _with_duty(record)
    assert _store(record, _wish(happened_at=NOW - timedelta(minutes=5)))
    assert not _store(record, _wish(happened_at=NOW - timedelta(minutes=5)), now=NOW + timedelta(hours=1))
    [event] = _kept(record)
    assert (event.driver_id, event.kind, event.happened_at, event.received_at) == (
        "dirk",
        DriverEventKind.CLOCK_IN,
        NOW - timedelta(minutes=5),
        NOW,
    )


def test_an_id_names_one_event(sqlite_record: Record) -> None:
    record = _with_duty(sqlite_record)
    _store(record, _wish())
    with pytest.raises(EventIdTaken):
        _store(record, _wish(kind=DriverEventKind.CLOCK_OUT))
    with pytest.raises(EventIdTaken):
        _store(record, _wish(), driver="somebody")


def test_a_phone_that_is_a_little_ahead_is_put_right(sqlite_record: Record) -> None:
    record = _with_duty(sqlite_record)
    _store(record, _wish(happened_at=NOW + timedelta(minutes=2)))
    assert _kept(record)[0].happened_at == NOW


@pytest.mark.parametrize("happened_at", [NOW + timedelta(minutes=3), tuesday(3, 44)])
def test_a_phone_with_a_wrong_clock_is_told(sqlite_record: Record, happened_at: datetime) -> None:
    """Dirk's duty starts at 09:45; six hours before it is 03:45."""
    record = _with_duty(sqlite_record)
    with pytest.raises(InvalidInput, match="Check the clock"):
        _store(record, _wish(happened_at=happened_at))
    assert _kept(record) == []


def test_a_duty_of_somebody_else(sqlite_record: Record) -> None:
    record = _with_duty(sqlite_record)
    with pytest.raises(NotYourDuty):
        _store(record, _wish(), driver="somebody")


@pytest.mark.parametrize(
    "fields",
    [
        {"duty_id": "0" * 32},
        {"kind": DriverEventKind.ARRIVED, "stop_id": "nowhere"},
        {"kind": DriverEventKind.BOARDED},
        {"kind": DriverEventKind.BOARDED, "booking_id": "0" * 32},
        {"kind": DriverEventKind.NO_SHOW},
        {"kind": DriverEventKind.ALIGHTED},
    ],
)
def test_what_an_event_names_must_exist(sqlite_record: Record, fields: dict[str, Any]) -> None:
    record = _with_duty(sqlite_record)
    with pytest.raises(UnknownNoun):
        _store(record, _wish(**fields))


def test_boarding_names_stop_and_booking(record: Record) -> None:
    _with_duty(record)
    _store(record, _wish(kind=DriverEventKind.BOARDED, stop_id="home", booking_id="b" * 32))
    [event] = _kept(record)
    assert (event.stop_id, event.booking_id, event.applied_at) == ("home", "b" * 32, None)
