"""Slips at the desk taken back: the old ride rides again with its promise, or nothing changes."""

from collections.abc import Callable
from datetime import timedelta

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply, BookedRide, CancelBookings, Done, Failed, UndoBookings
from busline.nouns import BookingState
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

Tell = Callable[..., AnyReply]


def _rides_on(record: Record, booking_id: str) -> list[str]:
    """Return the duties on whose run a booking boards."""
    with record.read() as session:
        runs = session.query(t.Run)
        return [run.duty_id for run in runs if any(booking_id in call["board"] for call in run.calls)]


def _state(record: Record, booking_id: str) -> BookingState:
    with record.read() as session:
        return session.get_one(t.Booking, booking_id).state


def _changed(tell: Tell, record: Record, clock: VirtualClock, **new: object) -> tuple[BookedRide, BookedRide]:
    """Book Ann a ride and change it into another; return both, the old one first."""
    old = booked(tell, ask(record, clock)).bookings[0]
    request = ask(record, clock, replaces=(old.booking_id,), **new)  # type: ignore[arg-type]
    return old, booked(tell, request).bookings[0]


def test_an_undone_change_gives_the_old_ride_back_with_its_promise(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    old, new = _changed(tell, small_record, clock, wanted="11:00")
    before = desk.day(TUESDAY).revision
    undo = {"booking_ids": (new.booking_id,), "reinstate": (old.booking_id,)}
    assert isinstance(tell(UndoBookings, **undo), Done)
    assert _state(small_record, old.booking_id) is BookingState.CONFIRMED
    assert _state(small_record, new.booking_id) is BookingState.CANCELLED
    assert len(_rides_on(small_record, old.booking_id)) == 1
    assert _rides_on(small_record, new.booking_id) == []
    with small_record.read() as session:
        assert session.get_one(t.Booking, old.booking_id).pickup_from == old.promise.pickup_from
    assert desk.day(TUESDAY).revision == before + 1
    assert isinstance(tell(UndoBookings, **undo), Done)  # said twice: it is done already
    assert desk.day(TUESDAY).revision == before + 1


def test_a_change_to_another_day_is_undone_on_both(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    old, new = _changed(tell, small_record, clock, day=TUESDAY + timedelta(days=7))
    reply = tell(UndoBookings, booking_ids=(new.booking_id,), reinstate=(old.booking_id,))
    assert isinstance(reply, Done)
    assert len(_rides_on(small_record, old.booking_id)) == 1
    assert _rides_on(small_record, new.booking_id) == []


def test_a_cancelled_ride_rides_again(tell: Tell, small_record: Record, clock: VirtualClock) -> None:
    ride = booked(tell, ask(small_record, clock)).bookings[0]
    tell(CancelBookings, booking_ids=(ride.booking_id,), why="wrong one")
    assert isinstance(tell(UndoBookings, reinstate=(ride.booking_id,), why="slip"), Done)
    assert _state(small_record, ride.booking_id) is BookingState.CONFIRMED
    assert len(_rides_on(small_record, ride.booking_id)) == 1


def test_nothing_changes_where_the_old_ride_no_longer_fits(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    # One wheelchair place in each of the two vans: two others at the same time take both.
    wim = {"resident": "wim", "from_stop": "a", "to_stop": "d", "wanted": "10:15"}
    old = booked(tell, ask(small_record, clock, **wim)).bookings[0]  # type: ignore[arg-type]
    new = booked(
        tell,
        ask(small_record, clock, replaces=(old.booking_id,), **wim | {"wanted": "11:00"}),  # type: ignore[arg-type]
    ).bookings[0]
    for _ in range(2):
        booked(tell, ask(small_record, clock, **wim))  # type: ignore[arg-type]
    before = desk.day(TUESDAY).revision
    reply = tell(UndoBookings, booking_ids=(new.booking_id,), reinstate=(old.booking_id,))
    assert isinstance(reply, Failed)
    assert reply.code == "ride-not-back"
    assert _state(small_record, new.booking_id) is BookingState.CONFIRMED
    assert len(_rides_on(small_record, new.booking_id)) == 1
    assert desk.day(TUESDAY).revision == before


def test_a_ride_whose_time_is_past_does_not_come_back(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = booked(tell, ask(small_record, clock)).bookings[0]
    tell(CancelBookings, booking_ids=(ride.booking_id,))
    clock.move_to(at("10:40"))
    reply = tell(UndoBookings, reinstate=(ride.booking_id,))
    assert isinstance(reply, Failed)
    assert reply.code == "ride-not-back"
