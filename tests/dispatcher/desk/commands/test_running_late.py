"""A driver says that the van comes later: what is expected follows until something happens."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import iso_z
from busline.feed.messages import DriverEventRecorded
from busline.nouns import (
    BookingState,
    Call,
    DriverEventKind,
    DutyState,
    MessageChannel,
    MessageKind,
    TaskKind,
)
from busline.record import tables as t
from busline.record.driver_events import OVERRUN, EventWish, store_event
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.day.day import Day, Halt
from dispatcher.day.driving import EventDoesNotFit, Reported, follow
from dispatcher.day.line_data import LineData
from dispatcher.day.settling.settling import settle
from dispatcher.desk.chores import upkeep
from dispatcher.desk.chores.calling_ahead import call_ahead
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.chores.test_upkeep import Tell
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s, times
from tests.dispatcher.desk.small_line import TUESDAY, ask, at

LINE, THAWED = make_line_data(), make_line_data(freeze_s=0)
KIND = DriverEventKind
# After Ann: the van is at d at 10:32, 300 s after it has left c at 10:27.
BOB = ride("bob", "d", "b", "10:32", "10:42", "11:20")


def told(line: LineData, day: Day, kind: DriverEventKind, at_s: int, **more: object) -> Day:
    """Return the day after an event on duty1, settled at once."""
    plain = Reported(kind, "duty1", None, None, at_s)
    return settle(line, follow(line, day, replace(plain, **more)).day, at_s).day  # type: ignore[arg-type]


def halts_of(day: Day) -> tuple[Halt, ...]:
    return day.duties["duty1"].halts


def driving(line: LineData = LINE) -> Day:
    """Return Ann's and Bob's run with the van gone from its base at 10:10, expected at a at 10:15."""
    return on_the_road(make_day(line, duty(1, ANN, BOB), rides=(ANN, BOB)))


def test_a_driving_van_is_expected_later_and_so_is_all_that_follows() -> None:
    day = told(LINE, driving(), KIND.LATE, s("10:12"), late_s=300)
    # At a 10:20 for 10:15; 60 s of boarding, 600 s to c, 60 s there, 300 s to d, where Bob waits.
    assert times(halts_of(day))[1:4] == [
        ("a", "10:20", "10:21"),
        ("c", "10:31", "10:32"),
        ("d", "10:37", "10:38"),
    ]
    assert all(day.bookings[one.id].pickup_to == one.pickup_to for one in (ANN, BOB))


def test_the_next_arrival_puts_the_run_right() -> None:
    day = told(LINE, driving(), KIND.LATE, s("10:12"), late_s=300)
    day = told(LINE, day, KIND.ARRIVED, s("10:16"), stop="a")
    assert times(halts_of(day))[2:4] == [("c", "10:27", "10:28"), ("d", "10:33", "10:34")]
    assert not any(halt.planned or halt.leave_from for halt in halts_of(day))


def test_a_standing_van_leaves_later_until_it_has_left() -> None:
    day = told(
        LINE, on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16"), KIND.LATE, s("10:16"), late_s=600
    )
    # It was to leave a at 10:16 and leaves at 10:26; somebody who gets in meanwhile changes nothing of that.
    assert times(halts_of(day))[1:3] == [("a", "10:15", "10:26"), ("c", "10:36", "10:37")]
    day = told(LINE, day, KIND.BOARDED, s("10:17"), booking_id="ann")
    assert times(halts_of(day))[2] == ("c", "10:36", "10:37")
    day = told(LINE, day, KIND.DEPARTED, s("10:18"))
    assert times(halts_of(day))[2] == ("c", "10:28", "10:29")


def test_said_again_the_newest_counts() -> None:
    day = told(LINE, driving(), KIND.LATE, s("10:12"), late_s=900)
    day = told(LINE, day, KIND.LATE, s("10:13"), late_s=300)
    assert times(halts_of(day))[1:3] == [("a", "10:20", "10:21"), ("c", "10:31", "10:32")]


def test_what_was_said_before_the_van_moved_is_no_news() -> None:
    day = told(LINE, driving(), KIND.ARRIVED, s("10:16"), stop="a")
    assert follow(LINE, day, Reported(KIND.LATE, "duty1", None, None, s("10:12"), 900)).day == day


def test_said_without_reception_it_is_later_than_what_was_planned_then() -> None:
    # Planned at a 10:15; at 10:25 the van should have been there, so it is expected any moment: at 10:25.
    day = settle(LINE, driving(), s("10:25")).day
    assert times(halts_of(day))[1][1] == "10:25"
    late = Reported(KIND.LATE, "duty1", None, None, s("10:12"), 900, heard_at=s("10:25"))
    day = settle(LINE, follow(LINE, day, late).day, s("10:25")).day
    assert times(halts_of(day))[1] == ("a", "10:30", "10:31")


def test_a_standing_van_that_said_so_without_reception_leaves_later_than_then() -> None:
    day = settle(LINE, on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16"), s("10:24")).day
    late = Reported(KIND.LATE, "duty1", None, None, s("10:17"), 600, heard_at=s("10:24"))
    day = settle(LINE, follow(LINE, day, late).day, s("10:24")).day
    assert times(halts_of(day))[1][2] == times(halts_of(told_live(late)))[1][2]


def told_live(late: Reported) -> Day:
    """Return Ann's run where the desk hears at once that the standing van leaves later."""
    day = settle(LINE, on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16"), late.at).day
    return settle(LINE, follow(LINE, day, replace(late, heard_at=late.at)).day, late.at).day


def test_a_promise_that_is_threatened_is_listed() -> None:
    day = follow(LINE, driving(), Reported(KIND.LATE, "duty1", None, None, s("10:12"), 900)).day
    assert [one.booking_id for one in settle(LINE, day, s("10:12")).late] == ["ann", "bob"]


def test_before_the_duty_and_after_its_last_call_nothing_is_late() -> None:
    planned = make_day(LINE, duty(1, ANN))
    with pytest.raises(EventDoesNotFit):
        told(LINE, planned, KIND.LATE, s("09:00"), late_s=300)
    home = told(LINE, driving(), KIND.ARRIVED, s("11:00"), stop="base")
    assert halts_of(told(LINE, home, KIND.LATE, s("11:00"), late_s=300)) == halts_of(home)


def test_the_record_keeps_what_was_planned() -> None:
    for halt in halts_of(told(LINE, driving(), KIND.LATE, s("10:12"), late_s=300)):
        assert Halt.of(Call.model_validate(halt.call().model_dump(mode="json"))) == halt


@given(
    line=st.sampled_from((LINE, THAWED)),
    is_standing=st.booleans(),
    minutes=st.lists(st.integers(1, 60), min_size=1, max_size=3),
    pauses_s=st.lists(st.integers(0, 900), min_size=4, max_size=4),
)
def test_times_never_go_before_what_was_planned_and_the_next_event_resets(
    line: LineData, is_standing: bool, minutes: list[int], pauses_s: list[int]
) -> None:
    plain = late = on_the_road(
        make_day(line, duty(1, ANN, BOB), rides=(ANN, BOB)), boarded="10:16" if is_standing else None
    )
    now = s("10:16") if is_standing else s("10:11")
    for late_min, pause_s in zip(minutes, pauses_s, strict=False):
        now += pause_s
        plain = settle(line, plain, now).day
        late = told(line, late, KIND.LATE, now, late_s=60 * late_min)
        pairs = list(zip(halts_of(plain), halts_of(late), strict=True))
        assert [_who(halt) for halt, _ in pairs] == [_who(halt) for _, halt in pairs]
        assert all(on_time.arrive <= later.arrive for on_time, later in pairs)
        assert all(on_time.depart <= later.depart for on_time, later in pairs)
        assert [one.pickup_to for one in late.bookings.values()] == [ANN.pickup_to, BOB.pickup_to]
    now += pauses_s[-1]
    happens = (KIND.DEPARTED, None) if is_standing else (KIND.ARRIVED, "a")
    plain, late = (told(line, one, happens[0], now, stop=happens[1]) for one in (plain, late))
    assert _ahead(late) == _ahead(plain)
    assert settle(line, late, now).late == settle(line, plain, now).late


def _who(halt: Halt) -> tuple[object, ...]:
    return halt.kind, halt.stop, halt.board, halt.alight


def _ahead(day: Day) -> list[Halt]:
    return [halt for halt in halts_of(day) if halt.arrived is None]


class Van:
    """The driver of the only run on the small line, who presses buttons."""

    def __init__(self, desk: LineDesk, tell: Tell, record: Record, clock: VirtualClock) -> None:
        self.desk, self.tell, self.record, self.clock = desk, tell, record, clock

    def reports(self, clock_time: str, kind: DriverEventKind, **more: object) -> None:
        """Store an event as the driver's page does, and tell the desk."""
        self.clock.move_to(at(clock_time))
        self.tell(DriverEventRecorded, event_id=self.stores(kind, **more))

    def stores(self, kind: DriverEventKind, **more: object) -> str:
        """Store an event as the driver's page does; return its id."""
        duty = next(one for one in self.desk.day(TUESDAY).duties.values() if one.halts)
        fields = {"id": new_id(), "duty_id": duty.id, "kind": kind, "happened_at": self.clock.now(), **more}
        wish = EventWish.model_validate(fields)
        with self.record.change("test") as session:
            store_event(session, wish, driver_id=duty.driver_id or "", now=self.clock.now())
        return wish.id

    def expected(self) -> list[str]:
        """Return when the van is expected at each call, as the record has it, in Amsterdam."""
        with self.record.read() as session:
            (run,) = [one for one in session.scalars(select(t.Run)) if one.calls]
        calls = [Call.model_validate(call) for call in run.calls]
        return [f"{call.arrive + timedelta(hours=1):%H:%M}" for call in calls]


def test_what_a_driver_says_reaches_the_record_the_riders_and_the_coordinators(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    with small_record.change("test") as session:
        session.get_one(t.Resident, ("small", "ann")).message_channel = MessageChannel.SMS
    ride = booked(tell, ask(small_record, clock, wanted="10:15")).bookings[0]
    van = Van(desk, tell, small_record, clock)
    van.reports("09:45", KIND.CLOCK_IN)
    van.reports("10:10", KIND.DEPARTED)
    assert van.expected() == ["09:45", "10:15", "10:26", "10:42"]
    assert call_ahead(desk) == 1
    van.reports("10:11", KIND.LATE, minutes=15)
    assert van.expected() == ["09:45", "10:30", "10:41", "10:57"]
    with small_record.read() as session:
        (task,) = session.scalars(select(t.Task))
        promised = session.get_one(t.Booking, ride.booking_id).pickup_to
    # Ann was promised 10:25 at the latest, and still is: somebody phones her, as with any other delay.
    assert (task.kind, task.booking_id) == (TaskKind.PROMISE_AT_RISK, ride.booking_id)
    assert task.about["expected_pickup"] == at("10:30").isoformat()
    assert promised == ride.promise.pickup_to
    assert call_ahead(desk) == 1  # and her telephone tells her the other time
    with small_record.read() as session:
        ahead = [one for one in session.scalars(select(t.Message)) if one.kind is MessageKind.CALL_AHEAD]
    newest = max(ahead, key=lambda one: one.made_at)
    assert newest.facts["expected_pickup"] == iso_z(at("10:30"))

    # Neither time nor another desk that reads the record takes back what was said.
    clock.move_to(at("10:20"))
    upkeep.follow_time(desk)
    desk.forget(TUESDAY)
    upkeep.follow_time(desk)
    assert van.expected()[1] == "10:30"
    van.reports("10:22", KIND.ARRIVED, stop_id="a")
    assert van.expected()[2:] == ["10:33", "10:49"]


def test_a_van_that_comes_home_after_midnight_is_followed_until_it_is_clocked_out(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    with small_record.change("test") as session:
        for pattern in session.scalars(select(t.WindowPattern)):
            pattern.starts, pattern.ends = time(21, 45), time(23, 45)
        for pattern in session.scalars(select(t.AvailabilityPattern)):
            pattern.starts, pattern.ends = time(21), time(23, 59)
    ride = booked(tell, ask(small_record, clock, wanted="22:30")).bookings[0]
    van = Van(desk, tell, small_record, clock)
    van.reports("21:50", KIND.CLOCK_IN)
    van.reports("22:25", KIND.DEPARTED)
    van.reports("22:30", KIND.BOARDED, booking_id=ride.booking_id)
    van.reports("22:31", KIND.DEPARTED)
    for clock_time, arrives in (("23:59", "23:59"), ("24:05", "00:05"), ("24:20", "00:20")):
        clock.move_to(at(clock_time))
        upkeep.follow_time(desk)
        assert van.expected()[2] == arrives
        desk.forget(TUESDAY)  # as a desk does not know it that was opened since
    clock.move_to(at("23:45") + OVERRUN)
    upkeep.follow_time(desk)
    assert van.expected()[2] == "00:20"  # nobody drives any more: only the clock-out was forgotten
    tell(DriverEventRecorded, event_id=van.stores(KIND.CLOCK_OUT, happened_at=at("24:22")))
    with small_record.read() as session:
        (duty,) = [one for one in session.scalars(select(t.Duty)) if one.state is DutyState.DONE]
        assert session.get_one(t.Hours, duty.id).worked_to == at("24:22")
        assert session.get_one(t.Booking, ride.booking_id).state is BookingState.COMPLETED


def test_a_late_that_comes_with_the_arrival_after_it_moves_and_phones_nobody(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    booked(tell, ask(small_record, clock, wanted="10:15"))
    van = Van(desk, tell, small_record, clock)
    van.reports("09:45", KIND.CLOCK_IN)
    van.reports("10:10", KIND.DEPARTED)
    clock.move_to(at("10:20"))  # there was no reception; now both come in one post
    van.stores(KIND.LATE, minutes=30, happened_at=at("10:12"))
    van.stores(KIND.ARRIVED, stop_id="a", happened_at=at("10:16"))
    assert upkeep.take_waiting_events(desk) == 2
    assert van.expected()[2] == "10:30"  # a is left at 10:20 at the earliest: nobody has got in yet
    with small_record.read() as session:
        assert session.scalars(select(t.Task)).all() == []
        late = session.scalars(select(t.DriverEvent).where(t.DriverEvent.kind == KIND.LATE)).one()
    assert late.applied_at is not None
    assert late.rejected_why is None  # its driver said nothing wrong


def test_of_two_that_come_together_the_one_said_last_counts(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    booked(tell, ask(small_record, clock, wanted="10:15"))
    van = Van(desk, tell, small_record, clock)
    van.reports("09:45", KIND.CLOCK_IN)
    van.reports("10:10", KIND.DEPARTED)
    clock.move_to(at("10:14"))
    newest = van.stores(KIND.LATE, minutes=5, happened_at=at("10:13"))
    oldest = van.stores(KIND.LATE, minutes=60, happened_at=at("10:12"))
    for event_id in (newest, oldest):
        tell(DriverEventRecorded, event_id=event_id)
    assert van.expected()[1] == "10:20"
    with small_record.read() as session:
        assert session.scalars(select(t.Task)).all() == []


def test_nobody_is_late_twice_for_one_report(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    booked(tell, ask(small_record, clock, wanted="10:15"))
    van = Van(desk, tell, small_record, clock)
    van.reports("09:45", KIND.CLOCK_IN)
    van.reports("10:10", KIND.DEPARTED)
    for clock_time in ("10:11", "10:12"):
        van.reports(clock_time, KIND.LATE, minutes=5)
    assert van.expected()[1] == "10:20"
