"""What the desk does by itself."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    ConfirmOffers,
    DeclineOffers,
    Done,
    DriverUnavailable,
    Failed,
    Offers,
    QuoteRequest,
    TakeDuty,
)
from busline.nouns import BookingState, RequestState, TaskKind, TaskState
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.leases import FencedOff
from dispatcher.desk.chores import upkeep
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

Tell = Callable[..., AnyReply]
NEXT_TUESDAY = TUESDAY + timedelta(weeks=1)


@pytest.fixture
def nobody_drives(small_record: Record) -> None:
    """No driver is available next week."""
    with small_record.change("test") as session:
        for pattern in session.scalars(select(t.AvailabilityPattern)):
            pattern.starts, pattern.ends = time(20), time(21)


def told_of_open(desk: LineDesk, clock: VirtualClock) -> list[TaskState]:
    """Let a minute pass, and return where the tasks about duties without a driver stand, oldest first."""
    clock.advance(timedelta(minutes=1))
    upkeep.tell_open_duties(desk)
    with desk.record.read() as session:
        tasks = session.scalars(select(t.Task).order_by(t.Task.made_at)).all()
    return [task.state for task in tasks if task.kind is TaskKind.OPEN_DUTY]


@pytest.mark.usefixtures("nobody_drives")
def test_rides_in_a_window_without_a_driver_are_promised_early_and_given_up_in_time(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request_id = ask(small_record, clock, day=NEXT_TUESDAY)
    offers = tell(QuoteRequest, request_id=request_id)
    assert isinstance(offers, Offers)
    assert not any(offer.driver_known for offer in offers.legs[0].offers)
    ride = booked(tell, request_id).bookings[0]
    upkeep.tell_open_duties(desk)
    upkeep.tell_open_duties(desk)  # once is enough
    with small_record.read() as session:
        assert [task.kind for task in session.scalars(select(t.Task))] == [TaskKind.OPEN_DUTY]
    # A day before the window (the line's default) it is too late: the ride is given up, with a call.
    clock.advance(timedelta(days=6, hours=4))
    upkeep.release_late_open_duties(desk)
    with small_record.read() as session:
        assert session.get_one(t.Booking, ride.booking_id).state is BookingState.BROKEN
        kinds = {task.kind for task in session.scalars(select(t.Task))}
    assert kinds == {TaskKind.OPEN_DUTY, TaskKind.PROMISE_BROKEN}


@pytest.mark.usefixtures("nobody_drives")
def test_a_window_that_loses_its_driver_again_is_told_of_again(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = booked(tell, ask(small_record, clock, day=NEXT_TUESDAY)).bookings[0]
    assert told_of_open(desk, clock) == [TaskState.OPEN]
    with small_record.change("carla") as session:
        session.scalars(select(t.Task)).one().state = TaskState.DONE
    assert told_of_open(desk, clock) == [TaskState.DONE]  # nobody drives it yet, as carla knows
    with small_record.change("carla") as session:
        for pattern in session.scalars(select(t.AvailabilityPattern).filter_by(driver_id="driver1")):
            pattern.starts, pattern.ends = time(9), time(12)
    assert isinstance(tell(TakeDuty, duty_id=ride.duty_id, driver_id="driver1"), Done)
    assert told_of_open(desk, clock) == [TaskState.DONE]
    away = {"starts_at": at("08:00", NEXT_TUESDAY), "ends_at": at("13:00", NEXT_TUESDAY)}
    lost = tell(DriverUnavailable, driver_id="driver1", why="ill", **away)
    assert isinstance(lost, Done)
    assert lost.result["without_driver"] == [ride.duty_id]
    assert told_of_open(desk, clock) == [TaskState.DONE, TaskState.OPEN]
    assert told_of_open(desk, clock) == [TaskState.DONE, TaskState.OPEN]  # once is enough


@pytest.mark.usefixtures("nobody_drives")
def test_offers_in_a_window_without_a_driver_are_let_go_in_time_without_a_new_plan(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # The windows begin at 09:45; a day before (the line's default) it is too late to find a driver.
    clock.move_to(at("09:44", NEXT_TUESDAY - timedelta(days=1)))
    tell(QuoteRequest, request_id=ask(small_record, clock, day=NEXT_TUESDAY))
    before = desk.day(NEXT_TUESDAY)
    assert before.holds
    clock.advance(timedelta(seconds=59))
    upkeep.release_late_open_duties(desk)
    assert desk.day(NEXT_TUESDAY).holds == before.holds
    clock.advance(timedelta(seconds=2))
    upkeep.release_late_open_duties(desk)
    after = desk.day(NEXT_TUESDAY)
    assert (after.holds, after.revision) == ({}, before.revision)


@pytest.mark.usefixtures("nobody_drives")
def test_an_offer_is_not_booked_where_it_is_too_late_to_find_a_driver_since(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    clock.move_to(at("09:44", NEXT_TUESDAY - timedelta(days=1)))
    request_id = ask(small_record, clock, day=NEXT_TUESDAY)
    offers = tell(QuoteRequest, request_id=request_id)
    assert isinstance(offers, Offers)
    clock.advance(timedelta(minutes=2))
    gone = tell(ConfirmOffers, request_id=request_id, offer_ids=(offers.legs[0].offers[0].id,))
    assert isinstance(gone, Failed)
    assert gone.code == "offer-gone"


def test_every_day_of_the_horizon_gets_its_duties(desk: LineDesk, small_record: Record) -> None:
    while upkeep.open_next_day(desk):
        pass
    with small_record.read() as session:
        days = {duty.service_date for duty in session.scalars(select(t.Duty))}
    # Tuesdays within 28 days of a Tuesday: that day and the four after it.
    assert days == {TUESDAY + timedelta(weeks=week) for week in range(5)}


def test_a_request_stored_while_planning_was_away_becomes_a_call_back(
    desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    request_id = ask(small_record, clock)
    assert upkeep.answer_waiting_requests(desk) == 0  # its caller is still on the phone
    clock.advance(timedelta(minutes=1))
    assert upkeep.answer_waiting_requests(desk) == 1
    assert upkeep.answer_waiting_requests(desk) == 0
    with small_record.read() as session:
        task = session.scalars(select(t.Task)).one()
        assert task.kind is TaskKind.ANSWER_READY
        assert task.request_id == request_id
        assert session.get_one(t.Request, request_id).state is RequestState.OFFERED


def unheard(tell: Tell, record: Record, clock: VirtualClock) -> str:
    """Return a request that was answered after its asker was told to call back."""
    request_id = ask(record, clock)
    tell(QuoteRequest, request_id=request_id)
    with record.change("carla") as session:
        session.get_one(t.Request, request_id).call_back_since = clock.now()
    return request_id


def test_an_answer_that_nobody_heard_becomes_a_call_back(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    request_id = unheard(tell, small_record, clock)
    assert upkeep.answer_waiting_requests(desk) == 0  # they may ask again at once
    clock.advance(timedelta(minutes=1))
    assert upkeep.answer_waiting_requests(desk) == 1
    assert upkeep.answer_waiting_requests(desk) == 0
    with small_record.read() as session:
        task = session.scalars(select(t.Task)).one()
        assert (task.kind, task.request_id) == (TaskKind.ANSWER_READY, request_id)
        assert session.get_one(t.Request, request_id).call_back_since is None


@pytest.mark.parametrize("is_booked", [True, False])
def test_nobody_is_called_back_about_what_was_booked_or_declined_meanwhile(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, is_booked: bool
) -> None:
    request_id = unheard(tell, small_record, clock)
    if is_booked:
        booked(tell, request_id)
    else:
        tell(DeclineOffers, request_id=request_id)
    clock.advance(timedelta(minutes=1))
    assert upkeep.answer_waiting_requests(desk) == 0


def test_a_request_that_is_typed_in_from_paper_now_is_not_taken_for_one_that_waits(
    desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    request_id = ask(small_record, clock)
    with small_record.change("carla") as session:
        request = session.get_one(t.Request, request_id)
        request.made_at, request.typed_at = clock.now() - timedelta(hours=3), clock.now()
    assert upkeep.answer_waiting_requests(desk) == 0  # it is being answered at the desk
    clock.advance(timedelta(minutes=1))
    assert upkeep.answer_waiting_requests(desk) == 1


def test_a_phone_call_comes_back_to_the_list_when_its_time_has_come(
    desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    with small_record.change("test") as session:
        session.add(
            t.Task(
                line_id="small",
                kind=TaskKind.OPEN_DUTY,
                service_date=TUESDAY,
                about={},
                made_at=clock.now(),
                again_at=clock.now() + timedelta(minutes=10),
            )
        )
    assert upkeep.wake_tasks(desk) == 0
    clock.advance(timedelta(minutes=10))
    assert upkeep.wake_tasks(desk) == 1
    assert upkeep.wake_tasks(desk) == 0
    with small_record.read() as session:
        assert session.scalars(select(t.Task)).one().again_at is None
        (told,) = session.scalars(select(t.OutboxMessage))
        assert told.message["topic"] == "tasks"


def test_a_dispatcher_that_dies_between_answer_and_phone_call_drops_nobody(
    desk: LineDesk, small_record: Record, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = ask(small_record, clock)
    clock.advance(timedelta(minutes=1))
    with monkeypatch.context() as dying:
        dying.setattr(upkeep, "Task", _die)
        with pytest.raises(KeyboardInterrupt):
            upkeep.answer_waiting_requests(desk)
    with small_record.read() as session:
        assert session.get_one(t.Request, request_id).state is RequestState.OFFERED
    clock.advance(timedelta(minutes=1))
    assert upkeep.answer_waiting_requests(desk) == 1
    with small_record.read() as session:
        [task] = session.scalars(select(t.Task)).all()
    assert (task.kind, task.request_id) == (TaskKind.ANSWER_READY, request_id)
    assert upkeep.answer_waiting_requests(desk) == 0


def _die(**_: object) -> None:
    raise KeyboardInterrupt


def test_a_dispatcher_that_has_lost_its_line_wakes_no_tasks(
    desk: LineDesk, service: LineService, small_record: Record, clock: VirtualClock
) -> None:
    with small_record.change("test") as session:
        session.add(
            t.Task(
                line_id="small",
                kind=TaskKind.OPEN_DUTY,
                service_date=TUESDAY,
                about={},
                made_at=clock.now(),
                again_at=clock.now(),
            )
        )
    successor = service.open_desk()
    with pytest.raises(FencedOff):
        upkeep.wake_tasks(desk)
    assert upkeep.wake_tasks(successor) == 1
