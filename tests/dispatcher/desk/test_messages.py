"""What residents are told is written with what it tells of, once, on both databases."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import AMSTERDAM, instant, iso_z
from busline.days import at as at_zone
from busline.feed.connection import Feed
from busline.feed.messages import (
    AnyReply,
    BookedRide,
    CancelBookings,
    Command,
    DriverEventRecorded,
    UndoBookings,
)
from busline.nouns import DriverEventKind, MessageChannel, MessageKind, MessageState
from busline.record import tables as t
from busline.record.engine import Record
from busline.record.leases import FencedOff
from busline.record.messages import set_message_state
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables.base import new_id
from busline.rules.line_rules import LineRules
from busline.rules.message_times import MessageTimes
from dispatcher.desk.chores.calling_ahead import call_ahead
from dispatcher.desk.chores.reminding import remind
from dispatcher.desk.chores.upkeep import follow_time
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask, at, make_line

Tell = Callable[..., AnyReply]
WAITING, UNNEEDED = MessageState.WAITING, MessageState.UNNEEDED
NEXT_TUESDAY = TUESDAY + timedelta(weeks=1)


@pytest.fixture
def each_record(record: Record) -> Record:
    """The small line on each database; Ann wants to hear everything."""
    make_line(record)
    with record.change("test") as session:
        session.get_one(t.Resident, ("small", "ann")).message_channel = MessageChannel.SMS
    return record


@pytest.fixture
def each_desk(each_record: Record, embedded_feed: Feed, clock: VirtualClock) -> LineDesk:
    return _open(each_record, embedded_feed, clock)


@pytest.fixture
def tell(each_desk: LineDesk, clock: VirtualClock) -> Tell:
    def _tell(kind: type[Command], **fields: Any) -> AnyReply:
        command = kind(id=new_id(), line_id="small", actor="carla", sent_at=clock.now(), **fields)
        return each_desk.handle(command)  # type: ignore[arg-type]

    return _tell


def _open(record: Record, feed: Feed, clock: VirtualClock) -> LineDesk:
    service = LineService(record, feed, clock, "small", holder="test", lease_s=5.0, patience_s=8.0)
    return service.open_desk()


def told(record: Record) -> list[t.Message]:
    """Return all messages, the oldest first."""
    with record.read() as session:
        return list(session.scalars(select(t.Message).order_by(t.Message.made_at, t.Message.due_at)))


def kinds(record: Record) -> list[tuple[MessageKind, MessageState]]:
    """Return kind and state of all messages, the oldest first."""
    return [(message.kind, message.state) for message in told(record)]


def sent(record: Record) -> None:
    """Let everything that waits be sent."""
    with record.change("test") as session:
        for message in session.scalars(select(t.Message).where(t.Message.state == WAITING)):
            set_message_state(message, MessageState.SENDING)
            set_message_state(message, MessageState.SENT)


def ride(tell: Tell, record: Record, clock: VirtualClock, **wish: Any) -> BookedRide:
    """Book one ride."""
    return booked(tell, ask(record, clock, **wish)).bookings[0]


def test_a_booking_is_confirmed_a_minute_later_so_that_a_slip_is_never_told(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    made = ride(tell, each_record, clock)
    (message,) = told(each_record)
    assert (message.kind, message.booking_id, message.state) == (
        MessageKind.CONFIRMATION,
        made.booking_id,
        WAITING,
    )
    assert message.due_at == clock.now() + timedelta(seconds=60)
    assert message.useless_at == made.promise.pickup_from
    tell(UndoBookings, booking_ids=(made.booking_id,))
    assert kinds(each_record) == [(MessageKind.CONFIRMATION, UNNEEDED)]


def test_who_did_not_ask_for_messages_gets_none(tell: Tell, each_record: Record, clock: VirtualClock) -> None:
    ride(tell, each_record, clock, resident="bob")
    with each_record.change("test") as session:
        session.get_one(t.Resident, ("small", "ann")).message_kinds = ["reminder"]
    ride(tell, each_record, clock)
    assert told(each_record) == []


def test_a_cancelled_ride_is_told(tell: Tell, each_record: Record, clock: VirtualClock) -> None:
    made = ride(tell, each_record, clock)
    sent(each_record)
    clock.advance(timedelta(minutes=5))
    tell(CancelBookings, booking_ids=(made.booking_id,))
    tell(CancelBookings, booking_ids=(made.booking_id,))
    assert kinds(each_record) == [
        (MessageKind.CONFIRMATION, MessageState.SENT),
        (MessageKind.CANCELLATION, WAITING),
    ]
    # Undone before it left: neither that it is off nor that it stands again is told.
    tell(UndoBookings, reinstate=(made.booking_id,))
    assert kinds(each_record)[1:] == [(MessageKind.CANCELLATION, UNNEEDED)]


def test_a_ride_that_stands_again_after_its_cancellation_was_told_is_confirmed_anew(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    made = ride(tell, each_record, clock)
    sent(each_record)
    clock.advance(timedelta(minutes=1))
    tell(CancelBookings, booking_ids=(made.booking_id,))
    sent(each_record)
    clock.advance(timedelta(minutes=1))
    tell(UndoBookings, reinstate=(made.booking_id,))
    assert kinds(each_record)[2:] == [(MessageKind.CONFIRMATION, WAITING)]


def test_a_change_is_one_message_and_an_undone_change_is_none(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    old = ride(tell, each_record, clock)
    sent(each_record)
    clock.advance(timedelta(minutes=1))
    new = ride(tell, each_record, clock, replaces=(old.booking_id,), wanted="11:00")
    assert kinds(each_record)[1:] == [(MessageKind.CHANGE, WAITING)]
    assert told(each_record)[1].booking_id == new.booking_id
    tell(UndoBookings, booking_ids=(new.booking_id,), reinstate=(old.booking_id,))
    assert kinds(each_record)[1:] == [(MessageKind.CHANGE, UNNEEDED)]


def test_a_ride_that_was_changed_before_its_first_message_left_is_simply_confirmed(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    old = ride(tell, each_record, clock)
    clock.advance(timedelta(seconds=20))
    ride(tell, each_record, clock, replaces=(old.booking_id,), wanted="11:00")
    assert kinds(each_record) == [(MessageKind.CONFIRMATION, UNNEEDED), (MessageKind.CONFIRMATION, WAITING)]


def test_a_way_back_that_falls_away_in_a_change_is_cancelled(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    both = booked(tell, ask(each_record, clock, wanted="10:00", back="11:00")).bookings
    sent(each_record)
    clock.advance(timedelta(minutes=1))
    ride(tell, each_record, clock, replaces=tuple(one.booking_id for one in both), wanted="10:10")
    news = {MessageKind.CANCELLATION, MessageKind.CHANGE}
    assert set(kinds(each_record)[2:]) == {(kind, WAITING) for kind in news}


def test_what_is_booked_at_night_is_told_in_the_morning(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    clock.move_to(at("22:30"))
    ride(tell, each_record, clock, day=NEXT_TUESDAY)
    assert told(each_record)[0].due_at == at("08:00", TUESDAY + timedelta(days=1))


def test_rides_of_a_standing_booking_are_not_confirmed_week_by_week(
    tell: Tell, each_record: Record, clock: VirtualClock
) -> None:
    with each_record.change("test") as session:
        session.add(
            t.StandingBooking(
                line_id="small",
                id="weekly",
                resident_id="ann",
                from_stop_id="a",
                to_stop_id="c",
                weekday=1,
                out_at=time(10, 15),
                first_on=TUESDAY,
            )
        )
        session.flush()
        leg = LegWish(from_stop="a", to_stop="c", wanted_at=at("10:15", NEXT_TUESDAY))
        wish = RequestWish(resident_id="ann", legs=(leg,), standing_id="weekly")
        request = store_request(session, "small", wish, who="standing booking", now=clock.now()).id
    booked(tell, request)
    assert told(each_record) == []


def test_an_error_in_the_transaction_takes_the_message_with_it(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    request = ask(each_record, clock)
    _open(each_record, embedded_feed, clock)  # another has taken the line meanwhile
    with pytest.raises(FencedOff):
        booked(tell, request)
    assert told(each_record) == []


def test_everybody_who_wants_it_is_reminded_in_the_evening_and_once(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    made = ride(tell, each_record, clock, day=NEXT_TUESDAY)
    ride(tell, each_record, clock, day=NEXT_TUESDAY, resident="bob")
    monday = NEXT_TUESDAY - timedelta(days=1)
    clock.move_to(at("17:59", monday))
    assert remind(each_desk) == 0
    clock.move_to(at("18:00", monday))
    assert [remind(each_desk), remind(each_desk)] == [1, 0]
    late = ride(tell, each_record, clock, day=NEXT_TUESDAY, wanted="11:00")  # knows it well enough
    assert remind(_open(each_record, embedded_feed, clock)) == 0  # after a restart
    reminders = [one for one in told(each_record) if one.kind is MessageKind.REMINDER]
    assert [(one.booking_id, one.due_at) for one in reminders] == [(made.booking_id, at("18:00", monday))]
    assert late.booking_id not in {one.booking_id for one in reminders}


def test_whoever_starts_again_at_night_reminds_in_the_morning(
    tell: Tell, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    ride(tell, each_record, clock, day=NEXT_TUESDAY)
    sent(each_record)
    clock.move_to(at("01:30", NEXT_TUESDAY))
    assert remind(_open(each_record, embedded_feed, clock)) == 1
    assert told(each_record)[-1].due_at == at("08:00", NEXT_TUESDAY)
    clock.move_to(at("08:10", NEXT_TUESDAY))
    assert remind(_open(each_record, embedded_feed, clock)) == 0


def _expected(desk: LineDesk, booking_id: str) -> datetime:
    day = desk.kept_day(desk.today)
    halts = [halt for duty in day.duties.values() for halt in duty.halts if booking_id in halt.board]
    return instant(max(halts[0].arrive, day.bookings[booking_id].pickup_from))


def test_the_call_ahead_comes_ten_minutes_before_the_van_and_once(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    made = ride(tell, each_record, clock)
    sent(each_record)
    expected = _expected(each_desk, made.booking_id)
    clock.move_to(expected - timedelta(seconds=601))
    assert call_ahead(each_desk) == 0
    clock.move_to(expected - timedelta(seconds=600))
    assert [call_ahead(each_desk), call_ahead(each_desk)] == [1, 0]
    assert call_ahead(_open(each_record, embedded_feed, clock)) == 0  # after a restart
    (message,) = (one for one in told(each_record) if one.kind is MessageKind.CALL_AHEAD)
    assert (message.due_at, message.useless_at) == (clock.now(), expected)


def test_another_time_is_told_only_if_it_differs_by_more_than_the_rule(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    """Nobody clocks in, so the van is expected ever later: a new call after each five minutes and a bit."""
    made = ride(tell, each_record, clock)
    sent(each_record)
    first = _expected(each_desk, made.booking_id)
    clock.move_to(first - timedelta(minutes=10))
    times = []
    for _ in range(50):
        follow_time(each_desk)
        if call_ahead(each_desk):
            times.append(_expected(each_desk, made.booking_id))
            sent(each_record)
        clock.advance(timedelta(seconds=30))
    assert times[0] == first
    assert len(times) > 2
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    assert all(300 < gap <= 420 for gap in gaps)
    calls = [one for one in told(each_record) if one.kind is MessageKind.CALL_AHEAD]
    assert [one.facts["expected_pickup"] for one in calls] == [iso_z(moment) for moment in times]


def test_a_call_ahead_that_has_not_left_gives_way_to_the_newer_one(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    made = ride(tell, each_record, clock)
    sent(each_record)
    clock.move_to(_expected(each_desk, made.booking_id) - timedelta(minutes=10))
    assert call_ahead(each_desk) == 1
    clock.advance(timedelta(minutes=16))
    follow_time(each_desk)
    assert call_ahead(each_desk) == 1
    assert kinds(each_record)[1:] == [(MessageKind.CALL_AHEAD, UNNEEDED), (MessageKind.CALL_AHEAD, WAITING)]


def test_who_sits_in_the_van_is_not_called(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    made = ride(tell, each_record, clock)
    sent(each_record)
    clock.move_to(_expected(each_desk, made.booking_id) - timedelta(minutes=11))
    event = new_id()
    with each_record.change("test") as session:
        duty = session.get_one(t.Duty, made.duty_id)
        session.add(
            t.DriverEvent(
                id=event,
                line_id="small",
                duty_id=duty.id,
                driver_id=duty.driver_id,
                kind=DriverEventKind.BOARDED,
                booking_id=made.booking_id,
                happened_at=clock.now(),
                received_at=clock.now(),
            )
        )
    tell(DriverEventRecorded, event_id=event)
    clock.advance(timedelta(minutes=2))
    assert call_ahead(each_desk) == 0


SUNDAYS = {date(2026, 10, 25): 25, date(2027, 3, 28): 23, date(2026, 11, 1): 24}  # hours in the day


@pytest.mark.parametrize("sunday", SUNDAYS)
def test_on_the_nights_in_which_the_clock_changes_the_evening_is_still_six_o_clock(sunday: date) -> None:
    times = MessageTimes(LineRules(), AMSTERDAM)
    for day in (sunday, sunday + timedelta(days=1)):
        evening = times.evening_before(day).astimezone(AMSTERDAM)
        assert (evening.date(), evening.hour, evening.minute) == (day - timedelta(days=1), 18, 0)
    morning = times.awake(at_zone(sunday, time(4), AMSTERDAM))
    assert morning.astimezone(AMSTERDAM).hour == 8
    saturday_night = times.awake(at_zone(sunday - timedelta(days=1), time(23), AMSTERDAM))
    assert saturday_night == morning
    assert (times.awake(at_zone(sunday, time(22), AMSTERDAM)) - morning) == timedelta(hours=24)
    eight_to_eight = morning - times.awake(at_zone(sunday - timedelta(days=1), time(3), AMSTERDAM))
    assert eight_to_eight == timedelta(hours=SUNDAYS[sunday])


def test_in_the_night_in_which_the_clock_changes_everybody_is_reminded_once_in_the_evening(
    tell: Tell, each_desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    spring = date(2027, 3, 28)
    with each_record.change("test") as session:
        for pattern in session.scalars(select(t.WindowPattern)):
            pattern.weekday = spring.weekday()
        for free in session.scalars(select(t.AvailabilityPattern)):
            free.weekday = spring.weekday()
    clock.move_to(at("12:00", date(2027, 3, 20)))
    with each_record.change("test") as session:
        leg = LegWish(from_stop="a", to_stop="c", wanted_at=at_zone(spring, time(10, 15), AMSTERDAM))
        wish = RequestWish(resident_id="ann", legs=(leg,))
        request = store_request(session, "small", wish, who="carla", now=clock.now()).id
    booked(tell, request)
    sent(each_record)
    clock.move_to(at("12:00", date(2027, 3, 27)))
    written = []
    for _ in range(24 * 4):
        written += [clock.now()] * remind(each_desk)
        clock.advance(timedelta(minutes=15))
    assert [moment.astimezone(AMSTERDAM).strftime("%d %H:%M") for moment in written] == ["27 18:00"]
