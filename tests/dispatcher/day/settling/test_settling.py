"""Giving runs their times, and telling what is late."""

from dataclasses import replace

from busline.nouns import BookingState, CallKind, DutyState
from dispatcher.day.settling.settling import ease, settle
from dispatcher.planning.problem import BreakNeed, Visit
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s, times

LINE = make_line_data()


def test_a_run_leaves_late_and_serves_early() -> None:
    halts = make_day(LINE, duty(1, ANN)).duties["duty1"].halts
    assert times(halts) == [
        ("base", "09:45", "10:10"),
        ("a", "10:15", "10:16"),
        ("c", "10:26", "10:27"),
        ("base", "10:42", "10:42"),
    ]
    assert [(halt.board, halt.alight) for halt in halts] == [
        ((), ()),
        (("ann",), ()),
        ((), ("ann",)),
        ((), ()),
    ]


def test_one_stop_is_one_call_out_first() -> None:
    bob = ride("bob", "c", "d", "10:25", "10:35", "11:00")
    both = duty(1, ANN, bob)
    halts = make_day(LINE, both, rides=(ANN, bob)).duties["duty1"].halts
    # Ann out at c 10:26 to 10:27, Bob in until 10:28, then 300 s to d.
    assert times(halts)[2:4] == [("c", "10:26", "10:28"), ("d", "10:33", "10:34")]
    assert (halts[2].alight, halts[2].board) == (("ann",), ("bob",))


def test_a_delay_inside_the_slack_moves_the_run_and_nothing_else() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    settled = settle(LINE, day, s("10:21"))
    assert times(settled.day.duties["duty1"].halts)[1:] == [
        ("a", "10:21", "10:22"),
        ("c", "10:32", "10:33"),
        ("base", "10:48", "10:48"),
    ]
    assert settled.late == ()
    assert settled.strained == frozenset()


# After Ann: the van is at d at 10:32, 300 s after it has left c at 10:27.
BOB = ride("bob", "d", "b", "10:32", "10:42", "11:20")
THAWED = make_line_data(freeze_s=0)


def test_a_delay_that_eats_the_slack_lets_the_ride_bind_at_what_is_expected() -> None:
    day = on_the_road(make_day(THAWED, duty(1, ANN, BOB), rides=(ANN, BOB)))
    settled = settle(THAWED, day, s("10:23"))
    # At a 10:23, at c 10:34, at d 10:40: after 10:39, where the slack begins, and inside the promise.
    assert (settled.late, settled.strained) == ((), frozenset())
    bob = settled.day.bookings["bob"]
    assert bob.late_pickup_to == s("10:40")
    assert bob.late_ride_s == 600  # d to b: nothing may be planned in between because of the delay


def test_a_run_without_slack_may_take_the_whole_ride_time_allowed() -> None:
    # Ann sits since 10:16, and the van still stands at a: at c 10:45 she has ridden 1740 s, of 1800 s.
    day = on_the_road(make_day(THAWED, duty(1, ANN)), boarded="10:16")
    one = day.duties["duty1"]
    settled = settle(THAWED, day.with_duties(replace(one, halts=one.halts[:2])), s("10:35"))
    assert settled.strained == frozenset()
    assert settled.day.bookings["ann"].late_ride_s == 1740


def test_a_rider_waits_for_the_van_rather_than_in_it() -> None:
    # Bob gets in at b from 10:44:30 on; the van is at c at 10:50:30. Ann may ride 1800 s, planned are 1620:
    # for that she is fetched 30 s into the slack of her window, instead of as early as her limit allows.
    bob = ride("bob", "b", "d", "10:44:30", "10:54:30", "11:20")
    day = make_day(LINE, duty(1, ANN, bob), rides=(ANN, bob))
    together = (Visit("ann", True), Visit("bob", True), Visit("ann"), Visit("bob"))
    day = day.with_duties(replace(day.duties["duty1"], order=together))
    settled = settle(LINE, day, s("08:00"))
    assert settled.strained == frozenset()
    assert settled.day.bookings["ann"].late_ride_s == 1620
    assert times(settled.day.duties["duty1"].halts)[1][1] == "10:22:30"


def test_what_is_late_goes_on_as_early_as_it_can_and_is_listed() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    settled = settle(LINE, day, s("10:30"))
    [late] = settled.late
    assert (late.booking_id, late.duty_id) == ("ann", "duty1")
    assert (late.pickup_at, late.dropoff_at) == (s("10:30"), s("10:41"))


def test_seconds_beyond_the_promise_are_no_phone_call() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    assert settle(LINE, day, s("10:26")).late == ()  # one minute is tolerated
    assert settle(LINE, day, s("10:26:01")).late != ()


def test_a_late_van_is_noticed_although_its_whole_run_is_frozen() -> None:
    # The window ends at 10:45: at 10:38 all calls lie inside the freeze time, and the margin has begun.
    day = on_the_road(make_day(LINE, duty(1, ANN, end="10:45")))
    settled = settle(LINE, day, s("10:38"))
    assert [late.booking_id for late in settled.late] == ["ann"]
    assert times(settled.day.duties["duty1"].halts)[-1] == ("base", "11:05", "11:05")


def test_lateness_is_forgotten_when_it_is_made_up_for() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    late = settle(LINE, day, s("10:30")).day
    caught_up = settle(LINE, late, s("10:20")).day.bookings["ann"]
    assert (caught_up.late_pickup_to, caught_up.late_dropoff_by) == (None, None)


def test_a_van_with_nothing_ahead_goes_home() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16")
    one = replace(day.duties["duty1"], order=(), halts=day.duties["duty1"].halts[:2])
    gone = replace(ANN, state=BookingState.COMPLETED)
    settled = settle(LINE, day.with_duties(one).with_bookings(gone), s("10:17"))
    assert times(settled.day.duties["duty1"].halts)[1:] == [
        ("a", "10:15", "10:17"),
        ("base", "10:22", "10:22"),
    ]


def test_a_duty_without_rides_rests_at_its_base() -> None:
    need = BreakNeed(1800, s("11:30"), s("15:00"))
    long = replace(duty(1, begin="10:00", end="16:00"), break_need=need)
    assert make_day(LINE, long, rides=()).duties["duty1"].halts == ()  # nobody has clocked in
    base = make_day(LINE, duty(1, ANN)).duties["duty1"].halts[0]
    begun = replace(long, state=DutyState.UNDER_WAY, halts=(replace(base, arrived=s("10:00")),))
    halts = settle(LINE, make_day(LINE, begun, rides=()), s("10:00")).day.duties["duty1"].halts
    assert [halt.kind for halt in halts] == [CallKind.BASE, CallKind.BREAK, CallKind.BASE]
    assert times(halts)[1] == ("base", "11:30", "12:00")


def test_easing_changes_what_binds_and_no_run() -> None:
    day = on_the_road(make_day(THAWED, duty(1, ANN, BOB), rides=(ANN, BOB)))
    eased = ease(THAWED, day, s("10:31"))
    assert eased.duties["duty1"].halts == day.duties["duty1"].halts
    assert eased.bookings["bob"].late_pickup_to == s("10:48")  # 1020 s after a
