"""Rides on another van, or pinned to the one they are on, at a real desk.

Ann rides from a to c between 10:15 and 10:55; an empty van takes 1,920 s for it (see `test_explaining`).
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Confirmed,
    DriverUnavailable,
    Explained,
    ExplainRide,
    Failed,
    Moved,
    MoveRide,
    UndoBookings,
    WithdrawWindow,
)
from busline.nouns import BookingState, Obstacle, RideExplained, Stay
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.desk.chores.improving import DeskImprover
from dispatcher.desk.line_desk import LineDesk
from dispatcher.improver.day_improver import DayImprover
from dispatcher.improver.inline import InlineWorkbench
from dispatcher.improver.protocol import Replanner
from dispatcher.improver.unproven import Unproven
from dispatcher.improver.warming import warm
from dispatcher.planning.goals import Goals
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.day_invariants import faults_of
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, ride, s
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

Tell = Callable[..., AnyReply]


@pytest.fixture
def ann(tell: Tell, small_record: Record, clock: VirtualClock) -> str:
    """Ann's booking."""
    return book(tell, small_record, clock)


def book(tell: Tell, record: Record, clock: VirtualClock, **wish: object) -> str:
    made = booked(tell, ask(record, clock, **wish))  # type: ignore[arg-type]
    assert isinstance(made, Confirmed)
    return made.bookings[0].booking_id


def explained(tell: Tell, booking_id: str) -> RideExplained:
    reply = tell(ExplainRide, booking_id=booking_id)
    assert isinstance(reply, Explained)
    return reply.ride


def other_duty(desk: LineDesk, booking_id: str) -> str:
    """Return the duty of the other van."""
    here = on(desk, booking_id)
    return next(duty for duty in desk.day(TUESDAY).duties if duty != here)


def on(desk: LineDesk, booking_id: str) -> str:
    """Return the duty that a booking is on."""
    duty = desk.day(TUESDAY).duty_of(booking_id)
    assert duty is not None
    return duty.id


def pin_of(record: Record, booking_id: str) -> t.Pin | None:
    with record.read() as session:
        return session.get(t.Pin, booking_id)


def improve(desk: LineDesk, engine: Replanner) -> None:
    """Hand the day to the improver, and bring home what it found."""
    warm()  # a plan is improved once: not while kernels are loaded
    improver = DeskImprover(InlineWorkbench(engine), seconds=1.0)
    for _ in range(3):
        improver(desk)


def by_search() -> Replanner:
    """The search that the desk's own process can do."""
    return Unproven(NeighbourhoodSearch(iterations=100))


def by_all() -> Replanner:
    """All that production re-plans a day with: OR-Tools, search, and a proof of how good it is."""
    return DayImprover(Goals())


def test_a_moved_ride_is_on_the_other_van_and_pinned_there(
    tell: Tell, desk: LineDesk, small_record: Record, ann: str
) -> None:
    here, there = on(desk, ann), other_duty(desk, ann)
    ride = explained(tell, ann)
    assert ride.elsewhere[0].duty_id == there
    moved = tell(MoveRide, booking_id=ann, duty_id=there, revision=ride.revision)
    assert isinstance(moved, Moved)
    assert (moved.from_duty_id, moved.duty_id, moved.was_pinned, moved.pinned) == (here, there, False, True)
    assert on(desk, ann) == there
    with small_record.read() as session:
        calls = {run.duty_id: run.calls for run in session.query(t.Run)}
    assert calls[here] == []
    assert any(ann in call["board"] for call in calls[there])
    pin = pin_of(small_record, ann)
    assert pin is not None
    assert (pin.duty_id, pin.pinned_by, pin.freed_at) == (there, "carla", None)
    assert explained(tell, ann).stay is Stay.PINNED
    assert faults_of(desk) == []


def test_moving_back_without_a_pin_undoes_it(
    tell: Tell, desk: LineDesk, small_record: Record, ann: str
) -> None:
    before = desk.day(TUESDAY)
    moved = tell(MoveRide, booking_id=ann, duty_id=other_duty(desk, ann))
    assert isinstance(moved, Moved)
    back = tell(MoveRide, booking_id=ann, duty_id=moved.from_duty_id, pin=moved.was_pinned)
    assert isinstance(back, Moved)
    after = desk.day(TUESDAY)
    assert {duty.id: duty.halts for duty in after.duties.values()} == {
        duty.id: duty.halts for duty in before.duties.values()
    }
    assert after.bookings[ann].pinned_to is None
    assert pin_of(small_record, ann) is None


def test_the_same_move_said_twice_is_done_once(tell: Tell, desk: LineDesk, ann: str) -> None:
    there = other_duty(desk, ann)
    first = tell(MoveRide, key="one-wish", booking_id=ann, duty_id=there)
    revision = desk.day(TUESDAY).revision
    assert tell(MoveRide, key="one-wish", booking_id=ann, duty_id=there) == first
    assert isinstance(tell(MoveRide, booking_id=ann, duty_id=there), Moved)  # it is there already
    assert desk.day(TUESDAY).revision == revision


def test_a_ride_that_does_not_fit_stays_and_nothing_is_written(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    # One wheelchair place in each van: two wheelchairs at one time are on two vans.
    wish = {"resident": "wim", "from_stop": "a", "to_stop": "d"}
    first = book(tell, small_record, clock, **wish)
    second = book(tell, small_record, clock, **wish)
    assert explained(tell, first).elsewhere[0].obstacle is Obstacle.FULL
    revision = desk.day(TUESDAY).revision
    refused = tell(MoveRide, booking_id=first, duty_id=on(desk, second))
    assert isinstance(refused, Failed)
    assert refused.code == "does-not-fit-there"
    assert desk.day(TUESDAY).revision == revision
    assert pin_of(small_record, first) is None


def test_a_plan_that_changed_meanwhile_is_shown_anew_and_others_do_not_matter(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock, ann: str
) -> None:
    seen = explained(tell, ann)
    there = other_duty(desk, ann)
    # Another booking on the same van, which shares the way: that run has changed.
    bob = book(tell, small_record, clock, resident="bob")
    assert on(desk, bob) == on(desk, ann)
    late = tell(MoveRide, booking_id=ann, duty_id=there, revision=seen.revision)
    assert isinstance(late, Failed)
    assert late.code == "seen-plan-is-old"
    # A pin changes the plan's revision, but neither of the runs.
    seen = explained(tell, ann)
    tell(MoveRide, booking_id=bob)
    assert desk.day(TUESDAY).revision > seen.revision
    assert isinstance(tell(MoveRide, booking_id=ann, duty_id=there, revision=seen.revision), Moved)


def test_a_ride_that_has_begun_or_is_about_to_stays(
    tell: Tell, desk: LineDesk, clock: VirtualClock, ann: str
) -> None:
    clock.move_to(at("10:06"))  # her pickup at 10:15 lies inside the ten minutes
    refused = tell(MoveRide, booking_id=ann, duty_id=other_duty(desk, ann))
    assert isinstance(refused, Failed)
    assert refused.code == "ride-stays"


def test_unknown_duties_and_rides_without_a_van_are_said(tell: Tell, small_record: Record, ann: str) -> None:
    unknown = tell(MoveRide, booking_id=ann, duty_id="nowhere")
    assert isinstance(unknown, Failed)
    assert (unknown.code, unknown.params["noun"]) == ("unknown", "duty")
    tell(CancelBookings, booking_ids=(ann,))
    gone = tell(MoveRide, booking_id=ann)
    assert isinstance(gone, Failed)
    assert gone.code == "not-on-a-van"


@pytest.mark.parametrize("engine", [by_search, by_all])
def test_the_improver_leaves_a_pinned_ride_where_it_is(
    tell: Tell,
    desk: LineDesk,
    small_record: Record,
    clock: VirtualClock,
    ann: str,
    engine: Callable[[], Replanner],
) -> None:
    bob = book(tell, small_record, clock, resident="bob")
    assert on(desk, ann) == on(desk, bob)  # together is cheapest by far
    there = other_duty(desk, ann)
    tell(MoveRide, booking_id=ann, duty_id=there)
    improve(desk, engine())
    assert on(desk, ann) == there
    assert faults_of(desk) == []
    # Free again, it goes back to where it is cheapest, or Bob comes along.
    tell(MoveRide, booking_id=ann, pin=False)
    assert pin_of(small_record, ann) is None
    improve(desk, engine())
    assert on(desk, ann) == on(desk, bob)


def test_pins_survive_a_restart(
    tell: Tell, desk: LineDesk, service: LineService, small_record: Record, ann: str
) -> None:
    tell(MoveRide, booking_id=ann, why="her neighbour drives it")
    again = service.open_desk()
    assert again.day(TUESDAY).bookings[ann].pinned_to == on(desk, ann)
    with small_record.read() as session:
        entries = [(e.what, e.who, e.why) for e in session.query(t.HistoryEntry).filter_by(noun="pins")]
    assert entries == [("created", "carla", "her neighbour drives it")]


def test_a_withdrawn_window_frees_the_pin_and_leaves_word_of_it(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock, ann: str
) -> None:
    here, there = on(desk, ann), other_duty(desk, ann)
    tell(MoveRide, booking_id=ann)
    window = desk.day(TUESDAY).duties[here].window_id
    tell(WithdrawWindow, window_id=window, from_instant=clock.now(), why="needed")
    assert on(desk, ann) == there
    assert desk.day(TUESDAY).bookings[ann].pinned_to is None
    pin = pin_of(small_record, ann)
    assert pin is not None
    assert (pin.duty_id, pin.pinned_by) == (here, "carla")
    assert pin.freed_at == clock.now()
    with small_record.read() as session:
        booking = session.get_one(t.Booking, ann)
        assert booking.state is BookingState.CONFIRMED
    assert faults_of(desk) == []
    # Somebody has seen it: the word goes, and the plan stays as it is.
    revision = desk.day(TUESDAY).revision
    assert isinstance(tell(MoveRide, booking_id=ann, pin=False), Moved)
    assert pin_of(small_record, ann) is None
    assert desk.day(TUESDAY).revision == revision


def test_a_pin_stays_where_the_window_is_only_shortened(
    tell: Tell, desk: LineDesk, small_record: Record, ann: str
) -> None:
    here = on(desk, ann)
    tell(MoveRide, booking_id=ann)
    window = desk.day(TUESDAY).duties[here].window_id
    # Back at 10:42, and five minutes of margin.
    tell(WithdrawWindow, window_id=window, from_instant=at("11:00"), why="needed")
    assert on(desk, ann) == here
    pin = pin_of(small_record, ann)
    assert pin is not None
    assert pin.freed_at is None


def test_an_ill_driver_frees_the_pin_of_a_duty_that_nobody_drives(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock, ann: str
) -> None:
    there = other_duty(desk, ann)
    tell(MoveRide, booking_id=ann)
    driver = desk.day(TUESDAY).duties[on(desk, ann)].driver_id
    clock.move_to(at("09:00"))
    tell(DriverUnavailable, driver_id=driver, starts_at=clock.now(), ends_at=at("18:00"), why="ill")
    assert on(desk, ann) == there
    assert desk.day(TUESDAY).bookings[ann].pinned_to is None
    assert faults_of(desk) == []


def test_a_late_ride_moves_by_itself_unless_it_is_pinned() -> None:
    # Half an hour of boarding at a from 10:00 and as much of getting off at b: Ann's promise is gone by then.
    line = make_line_data()
    slow = ride("slow", "a", "b", "10:00", "10:10", "11:30", boarding_s=1800)
    pinned = replace(ANN, pinned_to="duty1")
    for ann, duty_id, late in ((ANN, "duty2", []), (pinned, "duty1", ["ann"])):
        day = make_day(line, duty(1, slow, ann), duty(2), rides=(slow, ann))
        rescued = rescue(line, day, s("08:00"))
        on_duty = rescued.day.duty_of("ann")
        assert on_duty is not None
        assert on_duty.id == duty_id
        assert [call.booking_id for call in rescued.calls] == late


def test_a_cancelled_ride_that_comes_back_is_pinned_as_before(tell: Tell, desk: LineDesk, ann: str) -> None:
    there = other_duty(desk, ann)
    tell(MoveRide, booking_id=ann, duty_id=there)
    tell(CancelBookings, booking_ids=(ann,))
    tell(UndoBookings, reinstate=(ann,))
    assert on(desk, ann) == there
    assert desk.day(TUESDAY).bookings[ann].pinned_to == there


def test_one_that_comes_back_to_a_withdrawn_van_is_free(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock, ann: str
) -> None:
    here, there = on(desk, ann), other_duty(desk, ann)
    tell(MoveRide, booking_id=ann)
    tell(CancelBookings, booking_ids=(ann,))
    window = desk.day(TUESDAY).duties[here].window_id
    tell(WithdrawWindow, window_id=window, from_instant=clock.now(), why="needed")
    tell(UndoBookings, reinstate=(ann,))
    assert on(desk, ann) == there
    pin = pin_of(small_record, ann)
    assert pin is not None
    assert pin.freed_at is not None
