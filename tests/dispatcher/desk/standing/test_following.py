"""A standing booking that was changed: its rides ahead follow, and what was agreed apart stays."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.feed.messages import AnyReply, CancelBookings, Done, Failed, StandingChanged
from busline.nouns import BookingState, LegName, TaskKind, TaskState
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.standing import fill_next_day, follow_changed
from dispatcher.desk.standing.following import followed
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import TUESDAY, ask, at, make_line
from tests.dispatcher.desk.standing.dying import die_then_go_on
from tests.dispatcher.desk.standing.series import (
    add_series,
    book,
    bookings_on,
    days,
    edit_series,
    local,
    planned,
    rides,
    skip,
    tuesdays,
    unskip,
)

Follow = Callable[[], dict[str, list[str]]]
DECEMBER_1, DECEMBER_8, DECEMBER_15 = tuesdays(TUESDAY + timedelta(weeks=1), 3)
BOTH = (LegName.BACK.value, LegName.OUT.value)


@pytest.fixture
def follow(tell: Callable[..., AnyReply]) -> Follow:
    """Let the dispatcher follow the series; return what it says came of it."""

    def _follow() -> dict[str, list[str]]:
        reply = tell(StandingChanged, standing_id="coffee")
        assert isinstance(reply, Done), reply
        return reply.result

    return _follow


def changed_at(record: Record) -> object:
    with record.read() as session:
        return session.get_one(t.StandingBooking, ("small", "coffee")).changed_at


def test_a_new_series_is_filled_at_once(small_record: Record, follow: Follow) -> None:
    add_series(small_record)
    result = follow()
    assert rides(small_record) == [(day, leg) for day in tuesdays(TUESDAY, 4) for leg in BOTH]
    assert result["booked"] == [
        ride.id for day in tuesdays(TUESDAY, 4) for ride in bookings_on(small_record, day)
    ]
    assert [result[name] for name in ("cancelled", "kept", "apart", "unplaced")] == [[], [], [], []]
    assert changed_at(small_record) is None


def test_told_twice_it_answers_the_same_and_books_once(
    small_record: Record, tell: Callable[..., AnyReply]
) -> None:
    add_series(small_record)
    first = tell(StandingChanged, standing_id="coffee", key="once")
    assert tell(StandingChanged, standing_id="coffee", key="once") == first
    assert len(rides(small_record)) == 8


def test_another_time_moves_the_rides_ahead(small_record: Record, follow: Follow) -> None:
    add_series(small_record)
    follow()
    before = {ride.id for day in tuesdays(TUESDAY, 4) for ride in bookings_on(small_record, day)}
    edit_series(small_record, out_at=time(10, 45))
    result = follow()
    assert set(result["cancelled"]) == before
    assert len(result["booked"]) == 8
    assert rides(small_record) == [(day, leg) for day in tuesdays(TUESDAY, 4) for leg in BOTH]
    assert planned(small_record) == sorted(result["booked"])


def test_a_change_taken_back_gives_the_old_promises_back(small_record: Record, follow: Follow) -> None:
    add_series(small_record)
    first = follow()["booked"]
    edit_series(small_record, out_at=time(10, 45))
    second = follow()["booked"]
    edit_series(small_record, out_at=time(10, 30))
    result = follow()
    assert sorted(result["cancelled"]) == sorted(second)
    assert sorted(result["booked"]) == sorted(first)
    assert planned(small_record) == sorted(first)


def test_where_the_old_place_is_taken_meanwhile_a_new_one_is_found(
    desk: LineDesk, small_record: Record, follow: Follow
) -> None:
    add_series(small_record, back_at=None)
    first = follow()["booked"]
    skip(small_record, DECEMBER_1)
    edit_series(small_record)
    follow()
    for resident in ("bob", "wim") * 2:  # the vans fill up; each has two seats, or one and a wheelchair place
        book(desk, ask(small_record, desk.clock, resident=resident, wanted="10:10", day=DECEMBER_1))
    unskip(small_record, DECEMBER_1)
    edit_series(small_record)
    result = follow()
    anns = [ride for ride in bookings_on(small_record, DECEMBER_1) if ride.resident_id == "ann"]
    stands = [ride.id for ride in anns if ride.state is BookingState.CONFIRMED]
    assert stands == result["booked"] or result["unplaced"] == ["2026-12-01"]
    assert len(stands) <= 1
    assert set(first) - {ride.id for ride in anns} <= set(planned(small_record))


def test_a_skipped_day_is_given_back_and_rides_again_when_that_is_taken_back(
    small_record: Record, follow: Follow
) -> None:
    add_series(small_record)
    follow()
    on_the_day = [ride.id for ride in bookings_on(small_record, DECEMBER_1)]
    skip(small_record, DECEMBER_1)
    edit_series(small_record)
    assert sorted(follow()["cancelled"]) == sorted(on_the_day)
    assert days(small_record) == [TUESDAY, DECEMBER_8, DECEMBER_15]
    unskip(small_record, DECEMBER_1)
    edit_series(small_record)
    assert sorted(follow()["booked"]) == sorted(on_the_day)
    assert days(small_record) == tuesdays(TUESDAY, 4)


def test_a_stopped_series_gives_its_rides_back_from_that_day(small_record: Record, follow: Follow) -> None:
    add_series(small_record)
    follow()
    edit_series(small_record, last_on=DECEMBER_1)
    assert len(follow()["cancelled"]) == 4
    assert days(small_record) == [TUESDAY, DECEMBER_1]
    assert days(small_record, BookingState.CANCELLED) == [DECEMBER_8, DECEMBER_15]


def test_fortnightly_from_weekly_gives_every_second_day_back(small_record: Record, follow: Follow) -> None:
    add_series(small_record)
    follow()
    edit_series(small_record, every_weeks=2, first_on=TUESDAY)
    assert len(follow()["cancelled"]) == 4
    assert days(small_record) == [TUESDAY, DECEMBER_8]


def test_a_ride_that_was_changed_with_the_caller_stays_and_is_named(
    desk: LineDesk, small_record: Record, follow: Follow
) -> None:
    add_series(small_record, back_at=None)
    follow()
    (old,) = bookings_on(small_record, DECEMBER_1)
    (moved,) = book(desk, ask(small_record, desk.clock, wanted="11:00", day=DECEMBER_1, replaces=(old.id,)))
    edit_series(small_record, out_at=time(10, 45))
    result = follow()
    assert result["kept"] == [moved]
    assert old.id not in result["cancelled"]
    assert rides(small_record).count((DECEMBER_1, LegName.OUT.value)) == 1
    edit_series(small_record, last_on=TUESDAY)
    assert follow()["kept"] == [moved]  # nobody is dropped in silence
    assert days(small_record) == [TUESDAY, DECEMBER_1]


def test_a_day_that_was_cancelled_by_hand_is_not_booked_again(
    small_record: Record, follow: Follow, tell: Callable[..., AnyReply], desk: LineDesk
) -> None:
    add_series(small_record)
    follow()
    ids = tuple(ride.id for ride in bookings_on(small_record, DECEMBER_1))
    tell(CancelBookings, booking_ids=ids)
    for columns in ({}, {"out_at": time(10, 45)}, {"out_at": time(10, 30)}):
        edit_series(small_record, **columns)
        follow()
    desk.filled.clear()
    while fill_next_day(desk):
        pass
    assert DECEMBER_1 not in days(small_record)


def test_one_way_that_was_cancelled_by_hand_keeps_its_day_as_it_is(
    small_record: Record, follow: Follow, tell: Callable[..., AnyReply]
) -> None:
    add_series(small_record)
    follow()
    back = next(ride.id for ride in bookings_on(small_record, DECEMBER_1) if ride.leg is LegName.BACK)
    out = next(ride.id for ride in bookings_on(small_record, DECEMBER_1) if ride.leg is LegName.OUT)
    tell(CancelBookings, booking_ids=(back,))
    edit_series(small_record, out_at=time(10, 45))
    assert follow()["kept"] == [out]
    skip(small_record, DECEMBER_1)
    edit_series(small_record)
    assert follow()["cancelled"] == [out]
    unskip(small_record, DECEMBER_1)
    edit_series(small_record, out_at=time(10, 30))
    assert out in follow()["booked"]
    assert [leg for day, leg in rides(small_record) if day == DECEMBER_1] == [LegName.OUT.value]


def test_the_same_trip_booked_by_hand_is_named(desk: LineDesk, small_record: Record, follow: Follow) -> None:
    (by_hand,) = book(desk, ask(small_record, desk.clock, wanted="10:15", day=DECEMBER_1))
    add_series(small_record)
    result = follow()
    assert result["apart"] == [by_hand]
    assert len(result["booked"]) == 6
    edit_series(small_record)
    assert follow()["booked"] == []


def test_what_has_begun_today_stays(
    desk: LineDesk, small_record: Record, follow: Follow, clock: VirtualClock
) -> None:
    add_series(small_record)
    follow()
    with small_record.change("test") as session:
        out = session.scalars(
            select(t.Booking).where(t.Booking.service_date == TUESDAY, t.Booking.leg == LegName.OUT)
        ).one()
        out.state = BookingState.ON_BOARD
    desk.forget(TUESDAY)
    clock.move_to(at("10:20"))
    edit_series(small_record, back_at=time(11, 20), last_on=DECEMBER_1)
    result = follow()
    back = next(ride for ride in bookings_on(small_record, TUESDAY) if ride.leg is LegName.BACK)
    assert back.state is BookingState.CONFIRMED
    assert result["kept"] == [back.id]


def test_an_edit_that_moves_no_ride_leaves_them_all(
    small_record: Record, follow: Follow, clock: VirtualClock
) -> None:
    add_series(small_record)
    follow()
    clock.move_to(at("10:50"))  # the way out is over, the way back is still to come
    edit_series(small_record, last_on=date(2027, 6, 1))
    assert {name for name, found in follow().items() if found} == set()
    assert len(rides(small_record)) == 8


def test_a_phone_call_about_the_old_time_is_closed_with_a_word(small_record: Record, follow: Follow) -> None:
    add_series(small_record, out_at=time(9, 30))
    assert follow()["unplaced"] == [day.isoformat() for day in tuesdays(TUESDAY, 4)]
    edit_series(small_record, out_at=time(10, 30))
    assert follow()["unplaced"] == []
    with small_record.read() as session:
        calls = session.scalars(select(t.Task).where(t.Task.kind == TaskKind.STANDING_BOOKING)).all()
    assert {(call.state, call.outcome) for call in calls} == {
        (TaskState.DONE, "the standing booking was changed")
    }
    edit_series(small_record, out_at=time(9, 30))
    assert len(follow()["unplaced"]) == 4  # new calls, about the new wish


def test_a_change_whose_message_was_lost_is_followed_all_the_same(
    desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    add_series(small_record)
    assert follow_changed(desk) == 0  # the message may be on its way
    clock.advance(timedelta(seconds=30))
    assert follow_changed(desk) == 1
    assert follow_changed(desk) == 0
    assert days(small_record) == tuesdays(TUESDAY, 4)


def test_a_series_that_is_changed_again_meanwhile_is_followed_again(
    desk: LineDesk, small_record: Record, follow: Follow
) -> None:
    add_series(small_record)
    with small_record.read() as session:
        stale = session.get_one(t.StandingBooking, ("small", "coffee"))
    edit_series(small_record, out_at=time(10, 45))
    followed(desk, stale)
    assert changed_at(small_record) is not None
    follow()
    assert changed_at(small_record) is None


def test_a_series_that_is_not_there_is_refused(tell: Callable[..., AnyReply]) -> None:
    reply = tell(StandingChanged, standing_id="nobody")
    assert isinstance(reply, Failed)
    assert reply.code == "unknown"


# Giving back; then request, offers and bookings of four days.
@pytest.mark.parametrize("writes", range(13))
def test_a_crash_anywhere_in_a_change_is_finished_once(
    small_record: Record, embedded_feed: Feed, clock: VirtualClock, follow: Follow, writes: int
) -> None:
    add_series(small_record)
    follow()
    edit_series(small_record, out_at=time(10, 45))
    command = StandingChanged(
        id=new_id(), line_id="small", actor="carla", sent_at=clock.now(), standing_id="coffee"
    )
    assert die_then_go_on(small_record, embedded_feed, clock, lambda desk: desk.handle(command), writes)
    assert rides(small_record) == [(day, leg) for day in tuesdays(TUESDAY, 4) for leg in BOTH]
    stands = [
        ride
        for day in tuesdays(TUESDAY, 4)
        for ride in bookings_on(small_record, day)
        if ride.state is BookingState.CONFIRMED
    ]
    assert planned(small_record) == sorted(ride.id for ride in stands)
    assert all(local(ride.dropoff_by) <= "10:45" for ride in stands if ride.leg is LegName.OUT)
    assert changed_at(small_record) is None


def test_each_database_keeps_what_was_given_back(
    record: Record, embedded_feed: Feed, clock: VirtualClock
) -> None:
    make_line(record)
    add_series(record)
    desk = LineService(
        record, embedded_feed, clock, "small", holder="test", lease_s=5.0, patience_s=8.0
    ).open_desk()

    def follow() -> dict[str, list[str]]:
        envelope = {"id": new_id(), "line_id": "small", "actor": "carla", "sent_at": clock.now()}
        reply = desk.handle(StandingChanged(standing_id="coffee", **envelope))
        assert isinstance(reply, Done), reply
        return reply.result

    first = follow()["booked"]
    skip(record, DECEMBER_1)
    edit_series(record, out_at=time(9, 30))  # too early for the vans: three phone calls
    result = follow()
    assert sorted(result["cancelled"]) == sorted(first)
    assert result["unplaced"] == [day.isoformat() for day in (TUESDAY, DECEMBER_8, DECEMBER_15)]
    unskip(record, DECEMBER_1)
    edit_series(record, out_at=time(10, 30))
    assert sorted(follow()["booked"]) == sorted(first)
    assert planned(record) == sorted(first)
