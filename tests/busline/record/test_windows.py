"""Concrete idle windows follow the weekly pattern, once, and on the days the clock changes too."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from busline.errors import InvalidInput, UnknownNoun
from busline.record.engine import Record
from busline.record.tables import IdleWindow, Van, WindowPattern
from busline.record.windows import driving_hours, make_windows, windows_of_day
from tests.tiny_line import LINE, with_tiny_line

SUNDAY, TUESDAY = 6, 1


def _pattern(record: Record, weekday: int, starts: time, ends: time) -> None:
    with record.change("test") as session:
        session.add(WindowPattern(line_id=LINE, van_id="van", weekday=weekday, starts=starts, ends=ends))


def _make(record: Record, from_day: date, to_day: date) -> list[IdleWindow]:
    with record.change("test") as session:
        return make_windows(session, LINE, from_day, to_day)


def test_windows_are_made_once(record: Record) -> None:
    with_tiny_line(record)
    _pattern(record, TUESDAY, time(9, 45), time(11, 45))
    _pattern(record, TUESDAY, time(13), time(15, 15))
    # 2026-11-23 is a Monday: eight days hold two Tuesdays, the 24th and nothing but Monday the 30th after.
    made = _make(record, date(2026, 11, 23), date(2026, 11, 30))
    assert [w.starts_at for w in made] == [
        datetime(2026, 11, 24, 8, 45, tzinfo=UTC),
        datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    ]
    assert {w.base_stop_id for w in made} == {"base"}
    assert _make(record, date(2026, 11, 23), date(2026, 11, 30)) == []
    with record.read() as session:
        assert [w.id for w in windows_of_day(session, LINE, date(2026, 11, 24))] == [w.id for w in made]
        assert windows_of_day(session, LINE, date(2026, 11, 25)) == []


@pytest.mark.parametrize(
    ("day", "starts_utc", "hours"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, 0, tzinfo=UTC), 23),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, 0, tzinfo=UTC), 25),
    ],
)
def test_a_whole_day_is_as_long_as_the_day(
    sqlite_record: Record, day: date, starts_utc: datetime, hours: int
) -> None:
    record = with_tiny_line(sqlite_record)
    _pattern(record, SUNDAY, time(0), time(0))  # from midnight to midnight
    [window] = _make(record, day, day)
    assert window.starts_at == starts_utc
    assert (window.ends_at - window.starts_at).total_seconds() == hours * 3600


def test_daytime_keeps_its_local_clock_time_when_the_clock_changes(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _pattern(record, SUNDAY, time(10), time(16))
    summer, winter = _make(record, date(2026, 10, 18), date(2026, 10, 25))
    assert summer.starts_at == datetime(2026, 10, 18, 8, 0, tzinfo=UTC)
    assert winter.starts_at == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)


def test_a_window_inside_the_hour_that_is_skipped_is_not_made(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    # 02:50 does not exist on the spring night and counts as 03:50; 03:10 is before that.
    _pattern(record, SUNDAY, time(2, 50), time(3, 10))
    assert _make(record, date(2026, 3, 29), date(2026, 3, 29)) == []


def test_a_withdrawn_window_is_not_made_again(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _pattern(record, TUESDAY, time(9, 45), time(11, 45))
    day = date(2026, 11, 24)
    [window] = _make(record, day, day)
    with record.change("test") as session:
        row = session.get_one(IdleWindow, window.id)
        row.withdrawn_at = record.clock.now()
    assert _make(record, day, day) == []


def test_no_window_is_made_over_one_entered_by_hand(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _pattern(record, TUESDAY, time(9, 45), time(11, 45))
    day = date(2026, 11, 24)
    with record.change("test") as session:
        session.add(
            IdleWindow(
                line_id=LINE,
                van_id="van",
                base_stop_id="base",
                service_date=day,
                starts_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
                ends_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
            )
        )
    assert _make(record, day, day) == []


def test_a_van_that_is_out_of_use_gets_no_windows(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    _pattern(record, TUESDAY, time(9, 45), time(11, 45))
    with record.change("test") as session:
        session.scalars(select(Van)).one().active = False
    assert _make(record, date(2026, 11, 24), date(2026, 11, 24)) == []


def test_an_unknown_line_and_too_many_days_are_refused(sqlite_record: Record) -> None:
    with sqlite_record.change("test") as session, pytest.raises(UnknownNoun):
        make_windows(session, "nowhere", date(2026, 1, 1), date(2026, 1, 1))
    record = with_tiny_line(sqlite_record)
    with record.change("test") as session, pytest.raises(InvalidInput, match="too many"):
        make_windows(session, LINE, date(2026, 1, 1), date(2036, 1, 1))


def test_a_line_drives_from_its_first_window_to_its_last(record: Record) -> None:
    with_tiny_line(record)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    with record.read() as session:
        assert driving_hours(session, LINE, tuesday) is None
    _pattern(record, TUESDAY, time(9, 45), time(11, 45))
    _pattern(record, TUESDAY, time(13), time(15, 15))
    [first, last] = _make(record, tuesday, tuesday)
    with record.change("test") as session:
        session.get_one(IdleWindow, last.id).withdrawn_at = datetime(2026, 11, 23, tzinfo=UTC)
    with record.read() as session:
        assert driving_hours(session, LINE, tuesday) == (first.starts_at, last.ends_at)  # as people know it
        usual = driving_hours(session, LINE, monday)  # has no windows: the hours of the week
    assert usual == (datetime(2026, 11, 23, 8, 45, tzinfo=UTC), datetime(2026, 11, 23, 14, 15, tzinfo=UTC))
