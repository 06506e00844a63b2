"""Availability is the pattern less absences; hours elsewhere are the pattern and single days."""

from datetime import UTC, date, datetime, time

from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.engine import Record
from busline.record.tables import (
    AvailabilityPattern,
    Driver,
    DriverAbsence,
    ElsewherePattern,
    WorkedElsewhere,
)
from tests.tiny_line import LINE, with_tiny_line

TUESDAY = date(2026, 11, 24)


def _tuesday(hour: int, minute: int = 0) -> datetime:
    """Return an instant by its hour in UTC; Amsterdam is one hour ahead in November."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def _add(record: Record, *rows: object) -> None:
    with record.change("test") as session:
        session.add_all(rows)


def _available(starts: time, ends: time) -> AvailabilityPattern:
    return AvailabilityPattern(line_id=LINE, driver_id="dirk", weekday=1, starts=starts, ends=ends)


def test_availability_is_the_pattern_less_absences(record: Record) -> None:
    with_tiny_line(record)
    _add(
        record,
        _available(time(9), time(12)),
        _available(time(11), time(16)),  # overlaps the first: one span
        DriverAbsence(line_id=LINE, driver_id="dirk", starts_at=_tuesday(9), ends_at=_tuesday(10)),
    )
    with record.read() as session:
        assert availability_of(session, LINE, TUESDAY) == {
            "dirk": [(_tuesday(8), _tuesday(9)), (_tuesday(10), _tuesday(15))]
        }
        assert availability_of(session, LINE, date(2026, 11, 25)) == {"dirk": []}


def test_an_absence_of_days_leaves_nothing(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _add(
        record,
        _available(time(9), time(12)),
        DriverAbsence(
            line_id=LINE,
            driver_id="dirk",
            starts_at=datetime(2026, 11, 20, tzinfo=UTC),
            ends_at=datetime(2026, 11, 30, tzinfo=UTC),
        ),
    )
    with record.read() as session:
        assert availability_of(session, LINE, TUESDAY) == {"dirk": []}


def test_a_driver_who_left_is_not_there(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _add(record, _available(time(9), time(12)))
    with record.change("test") as session:
        session.get_one(Driver, (LINE, "dirk")).active = False
    with record.read() as session:
        assert availability_of(session, LINE, TUESDAY) == {}
        assert worked_elsewhere_of(session, LINE, TUESDAY, TUESDAY) == {}


def test_hours_elsewhere_are_the_pattern_and_single_days(record: Record) -> None:
    with_tiny_line(record)
    _add(
        record,
        ElsewherePattern(line_id=LINE, driver_id="dirk", weekday=1, starts=time(7), ends=time(9, 30)),
        WorkedElsewhere(
            line_id=LINE,
            driver_id="dirk",
            service_date=TUESDAY,
            starts_at=_tuesday(20),
            ends_at=_tuesday(23),
        ),
    )
    with record.read() as session:
        assert worked_elsewhere_of(session, LINE, date(2026, 11, 23), date(2026, 11, 25)) == {
            "dirk": [(_tuesday(6), _tuesday(8, 30)), (_tuesday(20), _tuesday(23))]
        }


def test_a_span_over_midnight_is_two_that_touch(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _add(
        record,
        ElsewherePattern(line_id=LINE, driver_id="dirk", weekday=0, starts=time(22), ends=time(0)),
        ElsewherePattern(line_id=LINE, driver_id="dirk", weekday=1, starts=time(0), ends=time(6)),
    )
    with record.read() as session:
        assert worked_elsewhere_of(session, LINE, date(2026, 11, 23), TUESDAY) == {
            "dirk": [(datetime(2026, 11, 23, 21, tzinfo=UTC), _tuesday(5))]
        }
