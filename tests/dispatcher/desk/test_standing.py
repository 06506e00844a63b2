"""Standing bookings are filled in ahead, once, or become a phone call."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from busline.nouns import TaskKind
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.standing import fill_next_day, rides_on
from tests.dispatcher.desk.small_line import TUESDAY


def _standing(record: Record, out_at: time = time(10, 30), every_weeks: int = 1) -> t.StandingBooking:
    row = t.StandingBooking(
        line_id="small",
        id="coffee",
        resident_id="ann",
        from_stop_id="a",
        to_stop_id="c",
        weekday=1,
        out_at=out_at,
        back_at=time(11, 10),
        every_weeks=every_weeks,
        first_on=date(2026, 11, 16),
    )
    with record.change("carla") as session:
        session.add(row)
    return row


def test_every_tuesday_there_and_back_until_the_horizon(desk: LineDesk, small_record: Record) -> None:
    _standing(small_record)
    for _ in range(2):  # looking twice books once
        while fill_next_day(desk):
            pass
        desk.filled.clear()
    with small_record.read() as session:
        days = session.execute(
            select(t.Booking.service_date, func.count()).group_by(t.Booking.service_date)
        ).all()
    assert [tuple(row) for row in days] == [(TUESDAY + timedelta(weeks=week), 2) for week in range(4)]


def test_one_that_does_not_fit_is_a_phone_call_once(desk: LineDesk, small_record: Record) -> None:
    _standing(small_record, out_at=time(9, 30))  # the vans come at 09:45
    for _ in range(2):
        while fill_next_day(desk):
            pass
        desk.filled.clear()
    with small_record.read() as session:
        tasks = session.scalars(select(t.Task).order_by(t.Task.service_date)).all()
    assert [task.kind for task in tasks] == [TaskKind.STANDING_BOOKING] * 4
    assert tasks[0].service_date == TUESDAY


@pytest.mark.parametrize(
    ("day", "weekly", "fortnightly"),
    [
        (date(2026, 11, 10), False, False),  # before it began
        (date(2026, 11, 17), True, True),  # the first week
        (date(2026, 11, 18), False, False),  # a Wednesday
        (date(2026, 11, 24), True, False),
        (date(2026, 12, 1), True, True),
    ],
)
def test_which_days_it_rides_on(small_record: Record, day: date, weekly: bool, fortnightly: bool) -> None:
    row = _standing(small_record)
    assert rides_on(row, day) is weekly
    row.every_weeks = 2
    assert rides_on(row, day) is fortnightly
