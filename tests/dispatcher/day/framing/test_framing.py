"""What is fixed of a run at a moment, and the problem that is left to plan."""

from dataclasses import replace

from busline.nouns import CallKind
from dispatcher.day.day import Halt
from dispatcher.day.framing.duty_framing import frame_duty
from dispatcher.day.framing.framing import at_promise, fixed_part, frame_day, ride_of
from dispatcher.planning.problem import BreakNeed, Visit
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s

LINE = make_line_data()


def test_before_the_day_everything_can_change() -> None:
    framing = frame_day(LINE, make_day(LINE, duty(1, ANN)), s("08:00"))
    frame = framing.problem.duty("duty1")
    # The margin of 300 s is off both ends of the window.
    assert (frame.leave_from, frame.back_by) == (s("09:50"), s("11:40"))
    assert (frame.start, frame.end, frame.under_way) == (0, 0, False)
    assert framing.plan.routes == ((Visit("ann", True), Visit("ann")),)
    assert framing.duties["duty1"].fixed.halts == ()


def test_plans_keep_the_lines_slack_free() -> None:
    # Slack is 180 s; a ride of 600 s may take 600 × 1.5 + 900 = 1800 s.
    planned = ride_of(LINE, ANN)
    assert (planned.pickup_from, planned.pickup_to) == (s("10:15"), s("10:22"))
    assert planned.dropoff_by == s("10:52")
    assert planned.max_ride_s == 1620
    bound = ride_of(LINE, at_promise(LINE, ANN))
    assert (bound.pickup_to, bound.dropoff_by) == (s("10:25"), s("10:55"))
    assert bound.max_ride_s == 1620  # the road may need it: a ride put elsewhere is planned no longer


def test_a_ride_expected_later_than_its_slack_binds_there() -> None:
    assert ride_of(LINE, replace(ANN, late_pickup_to=s("10:20"))).pickup_to == s("10:22")
    assert ride_of(LINE, replace(ANN, late_pickup_to=s("10:31"))).pickup_to == s("10:31")


def test_calls_inside_the_freeze_time_are_fixed() -> None:
    day = make_day(LINE, duty(1, ANN))
    assert fixed_part(LINE, day, day.duties["duty1"], s("10:05")).halts == ()  # 10:15 is just outside
    part = fixed_part(LINE, day, day.duties["duty1"], s("10:05:01"))
    assert [halt.stop for halt in part.halts] == ["base", "a"]
    assert part.free_at == s("10:16")
    framing = frame_day(LINE, day, s("10:05:01"))
    assert framing.problem.duty("duty1").start == 1  # at a
    assert framing.plan.routes == ((Visit("ann"),),)
    ann = framing.problem.ride("ann")
    assert (ann.boarded_at, ann.duty_id) == (s("10:16"), "duty1")


def test_the_call_the_van_drives_to_is_fixed_however_far() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    part = fixed_part(LINE, day, day.duties["duty1"], s("10:10"))
    assert [halt.stop for halt in part.halts] == ["base", "a"]


def test_a_van_that_should_be_there_and_has_not_said_so_is_expected_now() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    part = fixed_part(LINE, day, day.duties["duty1"], s("10:15:40"))
    assert [halt.stop for halt in part.halts] == ["base", "a"]
    assert part.halts[1].arrive == s("10:15:40")
    assert part.free_at == s("10:16:40")


def test_a_van_that_has_not_left_yet_leaves_now() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    one = day.duties["duty1"]
    waiting = replace(one, halts=(replace(one.halts[0], departed=None), *one.halts[1:]))
    part = fixed_part(LINE, day.with_duties(waiting), waiting, s("10:13"))
    # 300 s to a, and c, 660 s later, lies outside the freeze time.
    assert (part.halts[0].depart, part.halts[1].arrive) == (s("10:13"), s("10:18"))


def test_who_is_on_board_is_planned_from_where_they_boarded() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:17")
    framing = frame_day(LINE, day, s("10:15:30"))
    assert framing.plan.routes == ((Visit("ann"),),)
    assert framing.problem.ride("ann").boarded_at == s("10:17")
    assert framing.problem.duty("duty1").under_way


def test_a_duty_is_over_only_when_its_van_is_back() -> None:
    day = on_the_road(make_day(LINE, duty(1, ANN)), boarded="10:16")
    late = s("11:50")  # after the window, and Ann is still on board
    assert "duty1" in frame_day(LINE, day, late).duties
    home = Halt(CallKind.BASE, "base", s("10:42"), s("10:42"), arrived=s("10:42"))
    done = replace(day.duties["duty1"], halts=(home,), order=())
    assert "duty1" not in frame_day(LINE, day.with_duties(done), late).duties


def test_a_break_that_a_new_driver_brings_is_planned_where_there_are_rides() -> None:
    need = BreakNeed(1800, s("10:30"), s("11:00"))
    empty = replace(duty(1), break_need=need)
    riding = replace(duty(2, ANN), break_need=need)
    framing = frame_day(LINE, make_day(LINE, empty, riding), s("08:00"))
    assert framing.route("duty1") == ()
    assert framing.route("duty2") == (Visit("ann", True), Visit("ann"), Visit(None))


def test_rides_and_duties_can_be_left_out() -> None:
    bob = ride("bob", "b", "d", "10:30", "10:40", "11:10")
    day = make_day(LINE, duty(1, ANN), duty(2, bob), rides=(ANN, bob))
    assert {one.id for one in frame_day(LINE, day, s("08:00"), only=["duty2"]).problem.rides} == {"bob"}
    framed = frame_duty(LINE, day, day.duties["duty2"], s("08:00"), without=frozenset({"bob"}))
    assert framed is not None
    assert (framed.route, framed.rides) == ((), {})


def test_nobody_waits_in_the_van_for_a_break_that_a_held_offer_moved_forward() -> None:
    # While an offer is held the break comes first; what is recorded has Ann first, and the van drives to her.
    day = on_the_road(make_day(LINE, duty(1, ANN)))
    one = day.duties["duty1"]
    rests = replace(one, break_need=BreakNeed(1800, s("10:20"), s("11:10")), order=(Visit(None), *one.order))
    framed = frame_duty(LINE, day.with_duties(rests), rests, s("10:10"))
    assert framed is not None
    assert framed.route == (Visit("ann"), Visit(None))
