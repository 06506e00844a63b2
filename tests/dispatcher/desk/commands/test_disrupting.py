"""Windows withdrawn and drivers who can't drive, through the desk and into the record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    BookedRide,
    ConfirmOffers,
    Done,
    DriverEventRecorded,
    DriverUnavailable,
    Failed,
    Offers,
    QuoteRequest,
    TakeDuty,
    WithdrawWindow,
)
from busline.nouns import BookingState, DriverEventKind, DutyState, TaskKind, TaskState
from busline.record import tables as t
from busline.record.driver_events import EventWish, store_event
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.day.day import DutyOnDay
from dispatcher.desk.chores import upkeep
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

Tell = Callable[..., AnyReply]
Report = Callable[..., Done]
KIND = DriverEventKind


@pytest.fixture
def report(tell: Tell, small_record: Record, clock: VirtualClock) -> Report:
    """Let the driver of a duty press a button at a clock time."""

    def _report(duty_id: str, kind: KIND, when: str, **fields: Any) -> Done:
        clock.move_to(at(when))
        with small_record.change("driver", kind.value) as session:
            driver = str(session.get_one(t.Duty, duty_id).driver_id)
            wish = EventWish(id=new_id(), duty_id=duty_id, kind=kind, happened_at=clock.now(), **fields)
            event, _ = store_event(session, wish, driver_id=driver, now=clock.now())
        reply = tell(DriverEventRecorded, event_id=event.id)
        assert isinstance(reply, Done), reply
        return reply

    return _report


def book(tell: Tell, record: Record, clock: VirtualClock, **wish: Any) -> BookedRide:
    return booked(tell, ask(record, clock, **wish)).bookings[0]


def carrying(desk: LineDesk, ride: BookedRide) -> DutyOnDay:
    """Return the duty that has a ride on its run now."""
    duty = desk.day(TUESDAY).duty_of(ride.booking_id)
    assert duty is not None
    return duty


def rows(record: Record, table: type[Any]) -> list[Any]:
    with record.read() as session:
        return list(session.scalars(select(table)))


def one(record: Record, table: type[Any], key: object) -> Any:
    with record.read() as session:
        return session.get_one(table, key)


def test_a_withdrawn_window_moves_what_it_carries(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    duty = one(small_record, t.Duty, ride.duty_id)
    done = tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now(), why="needed")
    assert done == Done(result={"broken": [], "tasks": 0})
    assert carrying(desk, ride).id != ride.duty_id
    assert one(small_record, t.Duty, ride.duty_id).state is DutyState.WITHDRAWN
    window = one(small_record, t.IdleWindow, duty.window_id)
    assert (window.withdrawn_at, window.withdrawn_why) == (clock.now(), "needed")
    again = tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now())
    assert isinstance(again, Done)


def test_who_was_only_offered_a_place_gives_way_to_a_promise(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # Ann has a companion, and so has Bob: one van takes either of them, and each has one.
    ride = booked(tell, ask(small_record, clock, companions=1)).bookings[0]
    request_id = ask(small_record, clock, resident="bob", companions=1)
    offers = tell(QuoteRequest, request_id=request_id)
    assert isinstance(offers, Offers)
    offer = offers.legs[0].offers[0]
    assert offer.duty_id != ride.duty_id
    duty = one(small_record, t.Duty, ride.duty_id)
    done = tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now(), why="needed")
    assert done == Done(result={"broken": [], "tasks": 0})
    assert carrying(desk, ride).id == offer.duty_id
    gone = tell(ConfirmOffers, request_id=request_id, offer_ids=(offer.id,))
    assert isinstance(gone, Failed)
    assert gone.code == "offer-gone"


def test_both_windows_withdrawn_leave_a_broken_promise_and_somebody_to_phone(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    for window in rows(small_record, t.IdleWindow):
        tell(WithdrawWindow, window_id=window.id, from_instant=clock.now(), why="needed")
    booking = one(small_record, t.Booking, ride.booking_id)
    assert (booking.state, booking.state_why) == (BookingState.BROKEN, "needed")
    [task] = rows(small_record, t.Task)
    assert (task.kind, task.booking_id, task.resident_id) == (TaskKind.PROMISE_BROKEN, ride.booking_id, "ann")
    assert task.about["promise"]["pickup_from"] == ride.promise.pickup_from.isoformat()
    assert desk.day(TUESDAY).duty_of(ride.booking_id) is None


def test_a_van_on_the_road_brings_home_who_is_on_board(
    tell: Tell, report: Report, small_record: Record, clock: VirtualClock
) -> None:
    # Ann is on board at 10:16 from a to c; the window is withdrawn at 10:18.
    ride = book(tell, small_record, clock)
    report(ride.duty_id, KIND.CLOCK_IN, "09:45")
    report(ride.duty_id, KIND.DEPARTED, "10:10")
    report(ride.duty_id, KIND.ARRIVED, "10:15", stop_id="a")
    report(ride.duty_id, KIND.BOARDED, "10:16", booking_id=ride.booking_id)
    clock.move_to(at("10:18"))
    duty = one(small_record, t.Duty, ride.duty_id)
    tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now(), why="needed")
    # Out at c at 10:28 to 10:29, back at 10:44, and five minutes of margin.
    duty = one(small_record, t.Duty, ride.duty_id)
    assert (duty.state, duty.ends_at) == (DutyState.UNDER_WAY, at("10:49"))
    window = one(small_record, t.IdleWindow, duty.window_id)
    assert (window.withdrawn_at, window.ends_at) == (None, at("10:49"))
    calls = one(small_record, t.Run, duty.id).calls
    assert [call["stop"] for call in calls] == ["base", "a", "c", "base"]
    report(ride.duty_id, KIND.ARRIVED, "10:28", stop_id="c")
    report(ride.duty_id, KIND.ALIGHTED, "10:29", booking_id=ride.booking_id)
    report(ride.duty_id, KIND.CLOCK_OUT, "10:46")
    assert one(small_record, t.Booking, ride.booking_id).state is BookingState.COMPLETED
    assert rows(small_record, t.Task) == []


def test_who_falls_ill_before_the_duty_is_replaced(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    spare = without_duty(small_record)
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    reply = tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"), key="ill")
    assert isinstance(reply, Done)
    assert reply.result["replaced"] == [ride.duty_id]
    assert one(small_record, t.Duty, ride.duty_id).driver_id == spare
    assert rows(small_record, t.Task) == []
    again = tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"), key="ill")
    assert again == reply
    assert len(rows(small_record, t.DriverAbsence)) == 1


def test_who_can_t_drive_from_some_hour_on_drives_until_then(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    spare = without_duty(small_record)
    at_dentist = one(small_record, t.Duty, ride.duty_id).driver_id
    reply = tell(DriverUnavailable, driver_id=at_dentist, starts_at=at("10:50"), ends_at=at("18:00"))
    assert isinstance(reply, Done)
    assert reply.result == {"replaced": [], "without_driver": [], "ended": [ride.duty_id], "tasks": 0}
    duty = one(small_record, t.Duty, ride.duty_id)
    assert (duty.driver_id, duty.starts_at, duty.ends_at) == (at_dentist, at("09:45"), at("10:50"))
    [relief] = [d for d in rows(small_record, t.Duty) if d.window_id == duty.window_id and d.id != duty.id]
    assert (relief.driver_id, relief.starts_at, relief.ends_at) == (spare, at("10:50"), at("11:45"))
    assert carrying(desk, ride).id == duty.id


def test_who_can_t_come_until_some_hour_leaves_no_promise_behind(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    """Who takes over drives from the duty's begin on, also where the absence begins a little after it."""
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    spare = without_duty(small_record)
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    tell(DriverUnavailable, driver_id=ill, starts_at=at("10:00"), ends_at=at("18:00"))
    duty = one(small_record, t.Duty, ride.duty_id)
    assert (duty.driver_id, duty.starts_at) == (spare, at("09:45"))
    assert carrying(desk, ride).id == duty.id
    assert rows(small_record, t.Task) == []


def works_elsewhere(record: Record, driver_id: str, starts: str, ends: str) -> None:
    with record.change("test") as session:
        session.add(
            t.WorkedElsewhere(
                line_id="small",
                driver_id=driver_id,
                service_date=TUESDAY,
                starts_at=at(starts),
                ends_at=at(ends),
            )
        )


def test_rides_make_room_for_the_break_of_who_takes_over(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    works_elsewhere(small_record, without_duty(small_record), "05:00", "09:40")
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    reply = tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"))
    assert isinstance(reply, Done)
    assert reply.result["replaced"] == [ride.duty_id]
    # Half an hour from 10:30 on, when the van would not be back from c: the other van brings her.
    assert carrying(desk, ride).id != ride.duty_id
    assert one(small_record, t.Booking, ride.booking_id).state is BookingState.CONFIRMED
    assert rows(small_record, t.Task) == []


def test_a_promise_that_leaves_whoever_takes_over_no_break_is_a_phone_call(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    works_elsewhere(small_record, without_duty(small_record), "05:00", "09:40")
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    [other] = [d for d in rows(small_record, t.Duty) if d.id != ride.duty_id and d.service_date == TUESDAY]
    tell(WithdrawWindow, window_id=other.window_id, from_instant=clock.now(), why="needed")
    works_elsewhere(small_record, other.driver_id, "09:00", "12:00")
    reply = tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"))
    assert isinstance(reply, Done)
    assert reply.result["tasks"] == 1
    [task] = rows(small_record, t.Task)
    assert (task.kind, task.booking_id) == (TaskKind.PROMISE_BROKEN, ride.booking_id)


@pytest.mark.parametrize("has_other_van", [True, False])
def test_a_duty_is_taken_only_where_its_rides_leave_time_for_the_break(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, has_other_van: bool
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock)
    spare = without_duty(small_record)
    works_elsewhere(small_record, spare, "05:00", "09:40")
    duty = one(small_record, t.Duty, ride.duty_id)
    [other] = [d for d in rows(small_record, t.Duty) if d.id != ride.duty_id and d.service_date == TUESDAY]
    if not has_other_van:
        tell(WithdrawWindow, window_id=other.window_id, from_instant=clock.now(), why="needed")
    with small_record.change("test") as session:
        row = session.get_one(t.Duty, duty.id)
        row.driver_id, row.state = None, DutyState.OPEN
    desk.forget(TUESDAY)
    reply = tell(TakeDuty, duty_id=duty.id, driver_id=spare)
    if has_other_van:
        assert isinstance(reply, Done)
        assert one(small_record, t.Duty, duty.id).driver_id == spare
        assert carrying(desk, ride).id == other.id
    else:
        assert isinstance(reply, Failed)
        assert (reply.code, reply.params["rule"]) == ("against-the-rules", "no_room_for_break")
        assert one(small_record, t.Duty, duty.id).driver_id is None
        assert carrying(desk, ride).id == duty.id


def test_without_another_driver_the_rides_move_to_the_other_van(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, small_record, clock)
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"))
    assert one(small_record, t.Duty, ride.duty_id).state is DutyState.OPEN
    assert carrying(desk, ride).driver_id not in (None, ill)


def test_on_the_road_the_ill_driver_brings_home_and_another_goes_on_from_there(
    desk: LineDesk, tell: Tell, report: Report, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock, wanted="10:00")
    spare = without_duty(small_record)
    later = book(tell, small_record, clock, resident="bob", from_stop="a", to_stop="b", wanted="11:15")
    report(ride.duty_id, KIND.CLOCK_IN, "09:45")
    report(ride.duty_id, KIND.DEPARTED, "09:55")
    report(ride.duty_id, KIND.ARRIVED, "10:00", stop_id="a")
    report(ride.duty_id, KIND.BOARDED, "10:01", booking_id=ride.booking_id)
    ill = one(small_record, t.Duty, ride.duty_id).driver_id
    clock.move_to(at("10:02"))
    tell(DriverUnavailable, driver_id=ill, starts_at=clock.now(), ends_at=at("18:00"), why="ill")
    # Out at c at 10:12 to 10:13, back at 10:28, and five minutes of margin.
    duty = one(small_record, t.Duty, ride.duty_id)
    assert (duty.driver_id, duty.state, duty.ends_at) == (ill, DutyState.UNDER_WAY, at("10:33"))
    [absence] = rows(small_record, t.DriverAbsence)
    assert absence.starts_at == at("10:33")
    [relief] = [d for d in rows(small_record, t.Duty) if d.window_id == duty.window_id and d.id != duty.id]
    assert (relief.driver_id, relief.starts_at, relief.ends_at) == (spare, at("10:33"), at("11:45"))
    assert one(small_record, t.Booking, later.booking_id).state is BookingState.CONFIRMED
    assert desk.day(TUESDAY).duty_of(later.booking_id) is not None


def test_the_rest_of_a_relieved_window_can_be_withdrawn_too(
    tell: Tell, report: Report, small_record: Record, clock: VirtualClock
) -> None:
    add_driver(small_record)
    ride = book(tell, small_record, clock, wanted="10:00")
    spare = without_duty(small_record)
    report(ride.duty_id, KIND.CLOCK_IN, "09:45")
    duty = one(small_record, t.Duty, ride.duty_id)
    clock.move_to(at("09:50"))
    tell(DriverUnavailable, driver_id=duty.driver_id, starts_at=clock.now(), ends_at=at("18:00"))
    clock.move_to(at("09:52"))
    tell(WithdrawWindow, window_id=duty.window_id, from_instant=clock.now(), why="needed")
    states = {d.driver_id: d.state for d in rows(small_record, t.Duty) if d.window_id == duty.window_id}
    assert states == {duty.driver_id: DutyState.UNDER_WAY, spare: DutyState.WITHDRAWN}
    window = one(small_record, t.IdleWindow, duty.window_id)
    assert (window.withdrawn_at, window.ends_at) == (None, at("09:50"))


def test_who_was_phoned_is_phoned_again_only_about_news(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # Both drivers have not come: at 10:30 Ann, promised until 10:25, is expected at 10:35.
    book(tell, small_record, clock)
    clock.move_to(at("10:30"))
    upkeep.follow_time(desk)
    [task] = rows(small_record, t.Task)
    assert (task.kind, task.about["expected_pickup"]) == (
        TaskKind.PROMISE_AT_RISK,
        at("10:35").isoformat(),
    )
    with small_record.change("carla") as session:
        session.get_one(t.Task, task.id).state = TaskState.DONE
    clock.advance(timedelta(minutes=4))
    upkeep.follow_time(desk)
    assert len(rows(small_record, t.Task)) == 1  # 10:39: four minutes are no news
    clock.advance(timedelta(minutes=1))
    upkeep.follow_time(desk)
    assert [one.state for one in rows(small_record, t.Task)].count(TaskState.OPEN) == 1


def add_driver(record: Record) -> None:
    """Add a third driver, for whom there is no van."""
    with record.change("test") as session:
        session.add(t.Driver(line_id="small", id="driver3", name="driver3 Voorbeeld"))
        session.flush()
        pattern = session.scalars(select(t.AvailabilityPattern)).first()
        assert pattern is not None
        session.add(
            t.AvailabilityPattern(
                line_id="small", driver_id="driver3", weekday=1, starts=pattern.starts, ends=pattern.ends
            )
        )


def without_duty(record: Record) -> str:
    """Return the one driver of three who has none of the two duties."""
    [spare] = {d.id for d in rows(record, t.Driver)} - {d.driver_id for d in rows(record, t.Duty)}
    return str(spare)
