"""Standing bookings are filled in ahead, once, or become a phone call."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.nouns import LegName, SkipKind, TaskKind
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.standing import fill_next_day
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import TUESDAY, ask, at
from tests.dispatcher.desk.standing.dying import die_then_go_on
from tests.dispatcher.desk.standing.series import (
    add_series,
    book,
    bookings_on,
    days,
    local,
    planned,
    rides,
    tuesdays,
)


def fill(desk: LineDesk) -> None:
    """Look at every day of the horizon."""
    while fill_next_day(desk):
        pass


def test_every_tuesday_there_and_back_until_the_horizon(desk: LineDesk, small_record: Record) -> None:
    add_series(small_record)
    for _ in range(2):  # looking twice books once
        fill(desk)
        desk.filled.clear()
    both = (LegName.BACK.value, LegName.OUT.value)
    assert rides(small_record) == [(day, leg) for day in tuesdays(TUESDAY, 4) for leg in both]


def test_one_that_does_not_fit_is_a_phone_call_once(desk: LineDesk, small_record: Record) -> None:
    add_series(small_record, out_at=time(9, 30))  # the vans come at 09:45
    for _ in range(2):
        fill(desk)
        desk.filled.clear()
    with small_record.read() as session:
        tasks = session.scalars(select(t.Task).order_by(t.Task.service_date)).all()
    assert [task.kind for task in tasks] == [TaskKind.STANDING_BOOKING] * 4
    assert tasks[0].service_date == TUESDAY


def test_a_day_that_comes_into_the_horizon_is_filled(
    desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    add_series(small_record)
    fill(desk)
    assert days(small_record) == tuesdays(TUESDAY, 4)
    clock.advance(timedelta(days=1))  # now the fifth Tuesday is the 28th day
    assert fill_next_day(desk)
    assert not fill_next_day(desk)
    assert days(small_record) == tuesdays(TUESDAY, 5)


def test_a_public_holiday_is_left_out_unless_the_series_or_the_line_says_otherwise(
    small_record: Record, service: LineService, clock: VirtualClock
) -> None:
    clock.move_to(at("08:00", date(2027, 3, 16)))
    easter_monday = date(2027, 3, 29)
    with small_record.change("test") as session:
        for van in ("v1", "v2"):
            session.add(
                t.WindowPattern(line_id="small", van_id=van, weekday=0, starts=time(9, 45), ends=time(11, 45))
            )
            session.add(
                t.AvailabilityPattern(
                    line_id="small", driver_id=f"driver{van[1]}", weekday=0, starts=time(9), ends=time(12)
                )
            )
    add_series(small_record, weekday=0)
    add_series(small_record, "gym", resident_id="bob", weekday=0, on_holidays=True)
    fill(service.open_desk())
    with small_record.read() as session:
        on_easter = session.scalars(select(t.Booking).where(t.Booking.service_date == easter_monday)).all()
    assert {booking.resident_id for booking in on_easter} == {"bob"}

    with small_record.change("test") as session:
        line = session.get_one(t.Line, "small")
        line.rules = {**line.rules, "standing_on_holidays": True}
    fill(service.open_desk())
    with small_record.read() as session:
        on_easter = session.scalars(select(t.Booking).where(t.Booking.service_date == easter_monday)).all()
    assert {booking.resident_id for booking in on_easter} == {"ann", "bob"}


def test_ten_thirty_stays_ten_thirty_when_the_clock_changes(
    small_record: Record, service: LineService, clock: VirtualClock
) -> None:
    clock.move_to(at("08:00", date(2027, 3, 16)))
    add_series(small_record)
    fill(service.open_desk())
    with small_record.read() as session:
        legs = session.scalars(
            select(t.RequestLeg).where(t.RequestLeg.leg == LegName.OUT).order_by(t.RequestLeg.wanted_at)
        ).all()
    assert [local(leg.wanted_at) for leg in legs] == ["10:30"] * 4
    # The clock goes forward on 28 March: in UTC the ride comes an hour earlier from then on.
    assert [leg.wanted_at.hour for leg in legs] == [9, 9, 8, 8]
    assert len({local(ride.pickup_from) for ride in _outward(small_record)}) == 1


def _outward(record: Record) -> list[t.Booking]:
    with record.read() as session:
        return list(session.scalars(select(t.Booking).where(t.Booking.leg == LegName.OUT)))


def test_the_same_trip_booked_by_hand_is_not_doubled(desk: LineDesk, small_record: Record) -> None:
    add_series(small_record)
    request = ask(small_record, desk.clock, wanted="10:15", day=TUESDAY + timedelta(weeks=1))
    book(desk, request)
    fill(desk)
    desk.filled.clear()
    fill(desk)
    assert rides(small_record).count((TUESDAY + timedelta(weeks=1), LegName.OUT.value)) == 1
    assert days(small_record) == tuesdays(TUESDAY, 4)
    with small_record.read() as session:
        (noted,) = session.scalars(select(t.StandingSkip)).all()
    assert (noted.service_date, noted.kind) == (TUESDAY + timedelta(weeks=1), SkipKind.BOOKED_APART)


# Rosters, then request, offers and bookings of one day after the other.
@pytest.mark.parametrize("writes", range(12))
def test_what_a_crash_left_half_done_is_finished_once(
    small_record: Record, embedded_feed: Feed, clock: VirtualClock, writes: int
) -> None:
    """Whatever the dispatcher wrote last before it died, the next one books each day once."""
    add_series(small_record)
    assert die_then_go_on(small_record, embedded_feed, clock, fill, writes)
    both = (LegName.BACK.value, LegName.OUT.value)
    assert rides(small_record) == [(day, leg) for day in tuesdays(TUESDAY, 4) for leg in both]
    made = [ride.id for day in tuesdays(TUESDAY, 4) for ride in bookings_on(small_record, day)]
    assert planned(small_record) == sorted(made)
