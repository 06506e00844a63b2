"""What drivers say of their time: weekly hours, work elsewhere, and what that does to their duties."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from busline.days import AMSTERDAM, at
from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import DutyState
from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.engine import Record
from busline.record.tables import AvailabilityPattern, DriverWish, Duty, IdleWindow, WorkedElsewhere
from busline.roster.driver_times import (
    Hours,
    can_drive_weekly,
    duties_against_rules,
    remove_entry,
    worked_elsewhere,
    works_elsewhere_weekly,
)
from tests.tiny_line import LINE, with_tiny_line

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
WHO = "dirk"


def hours(starts: str, ends: str) -> Hours:
    return Hours(time.fromisoformat(starts), time.fromisoformat(ends))


def clock_on(day: date, text: str) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


@pytest.fixture
def tiny_record(sqlite_record: Record) -> Record:
    """The smallest line, on SQLite."""
    return with_tiny_line(sqlite_record)


def week(record: Record) -> list[tuple[int, str, str]]:
    with record.read() as session:
        rows = session.scalars(
            select(AvailabilityPattern).order_by(AvailabilityPattern.weekday, AvailabilityPattern.starts)
        )
        return [(row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") for row in rows]


def test_hours_that_touch_become_one_and_others_stay_apart(record: Record) -> None:
    with_tiny_line(record)
    with record.change("dirk") as session:
        can_drive_weekly(session, LINE, WHO, [0, 1], hours("09:00", "12:00"))
        can_drive_weekly(session, LINE, WHO, [0], hours("18:00", "22:00"))
        can_drive_weekly(session, LINE, WHO, [0], hours("12:00", "14:00"))
    assert week(record) == [(0, "09:00", "14:00"), (0, "18:00", "22:00"), (1, "09:00", "12:00")]
    with record.change("dirk") as session:
        can_drive_weekly(session, LINE, WHO, [0], hours("13:00", "00:00"))
    assert week(record) == [(0, "09:00", "00:00"), (1, "09:00", "12:00")]


@pytest.mark.parametrize(
    ("weekdays", "starts", "ends"),
    [([], "09:00", "12:00"), ([7], "09:00", "12:00"), ([0], "12:00", "12:00"), ([0], "12:00", "09:00")],
)
def test_hours_without_sense_are_refused(
    sqlite_record: Record, weekdays: list[int], starts: str, ends: str
) -> None:
    record = with_tiny_line(sqlite_record)
    with pytest.raises(InvalidInput), record.change("dirk") as session:
        can_drive_weekly(session, LINE, WHO, weekdays, hours(starts, ends))
    assert week(record) == []


QUARTERS = st.integers(0, 96)  # of an hour since midnight; 96 is the midnight that ends the day
SPANS = st.tuples(QUARTERS, QUARTERS).map(sorted).filter(lambda span: span[0] < span[1])


def _quarter(count: int) -> time:
    return time(count // 4 % 24, count % 4 * 15)


def _quarters(row: tuple[int, str, str]) -> tuple[int, int]:
    first, last = (int(text[:2]) * 4 + int(text[3:]) // 15 for text in row[1:])
    return first, last or 96


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SPANS, min_size=1, max_size=6))
def test_what_is_joined_is_what_was_said(tiny_record: Record, spans: list[list[int]]) -> None:
    """However the hours come in, the rows cover the same time, and none overlaps or touches another."""
    with tiny_record.change("dirk") as session:
        session.execute(delete(AvailabilityPattern))
        for first, last in spans:
            can_drive_weekly(session, LINE, WHO, [1], Hours(_quarter(first), _quarter(last)))
    rows = [_quarters(row) for row in week(tiny_record)]
    said = {quarter for first, last in spans for quarter in range(first, last)}
    assert {quarter for first, last in rows for quarter in range(first, last)} == said
    assert all(one[1] < other[0] for one, other in pairwise(rows))


def test_a_night_shift_elsewhere_goes_on_the_day_after(record: Record) -> None:
    with_tiny_line(record)
    with record.change("dirk") as session:
        works_elsewhere_weekly(session, LINE, WHO, [6], hours("22:00", "06:00"), employer="Cordaan")
        worked_elsewhere(session, LINE, WHO, TUESDAY, hours("23:00", "07:00"), zone=AMSTERDAM)
    with record.read() as session:
        spans = worked_elsewhere_of(session, LINE, MONDAY - timedelta(days=1), TUESDAY)[WHO]
    assert spans == [
        (clock_on(MONDAY - timedelta(days=1), "22:00"), clock_on(MONDAY, "06:00")),
        (clock_on(TUESDAY, "23:00"), clock_on(TUESDAY + timedelta(days=1), "07:00")),
    ]


def test_an_hour_that_does_not_exist_is_no_work(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    # On 28 March 2027 the clock goes from 02:00 to 03:00.
    with pytest.raises(InvalidInput), record.change("dirk") as session:
        worked_elsewhere(session, LINE, WHO, date(2027, 3, 28), hours("02:30", "03:30"), zone=AMSTERDAM)


def test_an_entry_is_taken_back_by_whose_it_is(record: Record) -> None:
    with_tiny_line(record)
    with record.change("dirk") as session:
        can_drive_weekly(session, LINE, WHO, [1], hours("09:00", "12:00"))
        elsewhere = worked_elsewhere(session, LINE, WHO, TUESDAY, hours("13:00", "17:00"), zone=AMSTERDAM)
        wish = DriverWish(
            line_id=LINE,
            driver_id=WHO,
            starts_at=clock_on(TUESDAY, "09:00"),
            ends_at=clock_on(TUESDAY, "12:00"),
        )
        session.add(wish)
    with pytest.raises(UnknownNoun), record.change("other") as session:
        remove_entry(session, LINE, "somebody", elsewhere.id)
    with record.change("dirk") as session:
        for entry in (elsewhere, wish):
            remove_entry(session, LINE, WHO, entry.id)
    with record.read() as session:
        assert session.get(WorkedElsewhere, elsewhere.id) is None
        assert availability_of(session, LINE, TUESDAY)[WHO] != []
        assert worked_elsewhere_of(session, LINE, TUESDAY, TUESDAY)[WHO] == []
    with pytest.raises(UnknownNoun), record.change("dirk") as session:
        remove_entry(session, LINE, WHO, wish.id)


def test_a_duty_that_hours_elsewhere_forbid_is_found_with_the_rule(record: Record) -> None:
    with_tiny_line(record)
    now = clock_on(MONDAY, "08:00")
    starts_at, ends_at = clock_on(TUESDAY, "09:00"), clock_on(TUESDAY, "12:00")
    with record.change("test") as session:
        window = IdleWindow(
            line_id=LINE,
            van_id="van",
            base_stop_id="base",
            service_date=TUESDAY,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.add(window)
        session.flush()
        duty = Duty(
            line_id=LINE,
            window_id=window.id,
            van_id="van",
            driver_id=WHO,
            service_date=TUESDAY,
            starts_at=starts_at,
            ends_at=ends_at,
            state=DutyState.PLANNED,
        )
        session.add(duty)
    with record.read() as session:
        assert duties_against_rules(session, LINE, WHO, now=now) == {}
    with record.change("dirk") as session:
        worked_elsewhere(session, LINE, WHO, MONDAY, hours("22:00", "04:00"), zone=AMSTERDAM)
    with record.read() as session:
        [(duty_id, refused)] = duties_against_rules(session, LINE, WHO, now=now).items()
    assert duty_id == duty.id
    assert refused.params["source"].startswith("Arbeidstijdenwet")
