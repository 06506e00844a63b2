"""Windows that are lent at other times than before, through the desk and into the record."""

from datetime import datetime

import pytest

from busline.clock import VirtualClock
from busline.feed.messages import ChangeWindow, Done, RosterDays
from busline.nouns import BookingState, DutyState
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.commands.test_disrupting import Tell, book, one, rows
from tests.dispatcher.desk.day_invariants import faults_of
from tests.dispatcher.desk.small_line import TUESDAY, at


def change(tell: Tell, window_id: str, starts_at: datetime, ends_at: datetime) -> Done:
    reply = tell(ChangeWindow, window_id=window_id, starts_at=starts_at, ends_at=ends_at, why="new calendar")
    assert isinstance(reply, Done), reply
    assert isinstance(tell(RosterDays, from_day=TUESDAY, to_day=TUESDAY), Done)
    return reply


@pytest.mark.parametrize(("begin", "end"), [("10:00", "11:45"), ("09:45", "11:00"), ("09:30", "12:00")])
def test_a_ride_that_still_fits_stays_on_its_van(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, begin: str, end: str
) -> None:
    ride = book(tell, small_record, clock)  # from a at 10:15 to c
    duty = one(small_record, t.Duty, ride.duty_id)
    assert change(tell, duty.window_id, at(begin), at(end)).result == {"broken": [], "tasks": 0}
    duty = one(small_record, t.Duty, ride.duty_id)
    window = one(small_record, t.IdleWindow, duty.window_id)
    assert (window.starts_at, window.ends_at) == (duty.starts_at, duty.ends_at) == (at(begin), at(end))
    carrying = desk.day(TUESDAY).duty_of(ride.booking_id)
    assert carrying is not None
    assert carrying.id == ride.duty_id
    assert faults_of(desk) == []


def test_a_ride_that_no_longer_fits_moves_to_another_van(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    duty = one(small_record, t.Duty, ride.duty_id)
    assert change(tell, duty.window_id, at("10:30"), at("11:45")).result["broken"] == []
    carrying = desk.day(TUESDAY).duty_of(ride.booking_id)
    assert carrying is not None
    assert carrying.id != ride.duty_id
    assert faults_of(desk) == []


def test_a_ride_that_fits_nowhere_becomes_a_phone_call(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    desk.day(TUESDAY)
    for window in rows(small_record, t.IdleWindow):
        change(tell, window.id, at("10:30"), at("11:45"))
    assert one(small_record, t.Booking, ride.booking_id).state is BookingState.BROKEN
    assert [task.booking_id for task in rows(small_record, t.Task)] == [ride.booking_id]
    assert faults_of(desk) == []


def test_a_driver_who_can_not_drive_at_the_new_time_is_taken_off(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    duty = one(small_record, t.Duty, ride.duty_id)
    change(tell, duty.window_id, at("09:45"), at("14:00"))  # both drivers go home at noon
    duty = one(small_record, t.Duty, ride.duty_id)
    assert (duty.driver_id, duty.state) == (None, DutyState.OPEN)
    assert one(small_record, t.Booking, ride.booking_id).state is BookingState.CONFIRMED


def test_the_same_change_twice_is_one(tell: Tell, small_record: Record, clock: VirtualClock) -> None:
    ride = book(tell, small_record, clock)
    duty = one(small_record, t.Duty, ride.duty_id)
    for _ in range(2):
        change(tell, duty.window_id, at("10:00"), at("11:30"))
    assert one(small_record, t.IdleWindow, duty.window_id).ends_at == at("11:30")
