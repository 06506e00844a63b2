"""Expected rides: what callers wanted at that hour of the week before, shared by vans at the same time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from busline.days import AMSTERDAM, at
from busline.record.engine import Record
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables import RequestLeg
from dispatcher.roster.weeks.demand import expected_rides, wanted_by_hour
from tests.tiny_line import LINE, with_tiny_line

MONDAY = date(2026, 11, 23)


def clock(day: date, text: str) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def call(record: Record, day: date, text: str) -> None:
    """Store a wish for a ride, as it was asked a day before."""
    now = clock(day, "09:00") - timedelta(days=1)
    wish = RequestWish(
        resident_id="rie", legs=(LegWish(from_stop="home", to_stop="market", wanted_at=clock(day, text)),)
    )
    with record.change("test") as session:
        store_request(session, LINE, wish, who="test", now=now)


def test_wishes_of_eight_weeks_are_counted_by_the_local_hour(record: Record) -> None:
    with_tiny_line(record)
    # Tuesdays at half past ten before and after the clock goes back; one too old, one still to come.
    for day in (MONDAY - timedelta(days=6), date(2026, 10, 13), MONDAY - timedelta(weeks=9, days=-1)):
        call(record, day, "10:30")
    call(record, MONDAY + timedelta(days=1), "10:30")
    with record.read() as session:
        assert len(session.scalars(select(RequestLeg)).all()) == 4
        assert wanted_by_hour(session, LINE, MONDAY, AMSTERDAM) == {(1, 10): 2 / 8}


def test_a_window_expects_its_part_of_each_hour_and_shares_it() -> None:
    tuesday = MONDAY + timedelta(days=1)
    by_hour = {(1, 9): 4.0, (1, 10): 6.0}
    one = (clock(tuesday, "09:45"), clock(tuesday, "11:00"))
    other = (clock(tuesday, "10:00"), clock(tuesday, "10:30"))
    # A quarter of four, and six shared by two; of which the other drives half.
    assert expected_rides([one], by_hour, AMSTERDAM) == pytest.approx([1 + 6])
    assert expected_rides([one, other], by_hour, AMSTERDAM) == pytest.approx([1 + 3, 1.5])


def test_nothing_is_expected_where_nobody_called() -> None:
    assert expected_rides(
        [(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))], {}, AMSTERDAM
    ) == [0]
