"""The times of one route: exact against a linear program, and chosen as documented."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from busline.errors import InvalidInput, UnknownNoun
from dispatcher.planning.check import check, check_times
from dispatcher.planning.problem import BreakNeed, Plan, Problem
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import driven_duties, duty, on_a_line, ride, route
from tests.dispatcher.planning.oracle import Oracle


@given(driven_duties())
@settings(max_examples=400, deadline=None)
def test_a_schedule_is_found_exactly_where_there_is_one(case):
    problem, way = case
    frame = problem.duties[0]
    oracle = Oracle(problem, frame, way)
    expected = oracle.earliest() if oracle.places_hold() else None
    times = schedule(problem, frame, way)
    assert (times is None) == (expected is None)
    if times is not None:
        assert check_times(problem, frame, way, times) == []
        # Pickups and a break at the start may be later than the earliest; drop-offs and the end are not.
        assert times.back == expected[-1] or not way
        for k, (visit, begin, first) in enumerate(zip(way, times.begins, expected[1:-1], strict=True)):
            may_drift = visit.is_pickup or (k == 0 and visit.ride is None)
            assert begin >= first if may_drift else begin == first


@given(driven_duties())
@settings(max_examples=150, deadline=None)
def test_check_agrees_with_the_schedule(case):
    problem, way = case
    problem = replace(problem, rides=tuple(r for r in problem.rides if any(v.ride == r.id for v in way)))
    feasible = schedule(problem, problem.duties[0], way) is not None
    assert (check(problem, Plan((way,))) == []) == feasible


def one_duty(frame, *rides):
    return Problem(on_a_line(5), (frame,), tuple(rides))


def test_the_van_leaves_as_late_as_the_first_pickup_allows():
    # From stop 0 to stop 2 is 200 s; the window opens at 1000, so 800. On to stop 4: 60 + 200 → 1260.
    # Back from there 30 + 400 → 1690.
    a = ride("a", 2, 4, pickup_from=1000, boarding_s=60, alighting_s=30)
    problem = one_duty(duty(), a)
    times = schedule(problem, problem.duties[0], route("+a", "-a"))
    assert (times.leave, times.begins, times.back) == (800, (1000, 1260), 1690)
    assert times.departs == (1060, 1290)


def test_a_pickup_moves_at_most_three_minutes_into_a_wait_on_board():
    # a could board at 100; b's window opens at 2000, 100 s further. a drifts to 100 + 180, not to 1900.
    a = ride("a", 1, 4, pickup_from=100)
    b = ride("b", 2, 4, pickup_from=2000)
    problem = one_duty(duty(), a, b)
    times = schedule(problem, problem.duties[0], route("+a", "+b", "-a", "-b"))
    assert times.begins == (280, 2000, 2200, 2200)
    assert times.departs[0] == 1900


def test_a_ride_time_limit_pushes_the_pickup_into_its_window():
    # As before, but a may ride 1000 s only: dropped at 2200, so on board not before 1200.
    a = ride("a", 1, 4, pickup_from=100, max_ride_s=1000)
    b = ride("b", 2, 4, pickup_from=2000)
    problem = one_duty(duty(), a, b)
    way = route("+a", "+b", "-a", "-b")
    assert schedule(problem, problem.duties[0], way).begins == (1200, 2000, 2200, 2200)
    tight = problem.with_rides(replace(a, pickup_to=1199))
    assert schedule(tight, tight.duties[0], way) is None


def test_a_ride_of_its_limit_exactly_is_kept_and_one_second_less_is_not():
    # Direct drive from 1 to 4 is 300 s.
    problem = one_duty(duty(), ride("a", 1, 4, max_ride_s=300))
    assert schedule(problem, problem.duties[0], route("+a", "-a")) is not None
    problem = one_duty(duty(), ride("a", 1, 4, max_ride_s=299))
    assert schedule(problem, problem.duties[0], route("+a", "-a")) is None


def test_the_length_of_a_duty_pushes_leaving_the_base():
    # Out to 1 and on to 4 in 400 s, back 400 s; b boards at 2000 at the earliest, so back is at 2500.
    # With 900 s, the van leaves at 1600 and a boards at 1700, or later than its window allows.
    a = ride("a", 1, 4, pickup_from=100, pickup_to=1700)
    b = ride("b", 3, 4, pickup_from=2000)
    way = route("+a", "+b", "-a", "-b")
    problem = one_duty(duty(max_duration_s=900), a, b)
    times = schedule(problem, problem.duties[0], way)
    assert (times.leave, times.begins[0], times.back) == (1600, 1700, 2500)
    problem = one_duty(duty(max_duration_s=899), a, b)
    assert schedule(problem, problem.duties[0], way) is None


def test_a_rider_on_board_counts_from_when_they_boarded():
    # 300 s of the ride are over when the van goes on at 500 from stop 2; stop 4 is 200 s further.
    a = ride("a", 1, 4, boarded_at=200, duty_id="d", max_ride_s=500)
    frame = duty(start=2, leave_from=500, under_way=True)
    problem = one_duty(frame, a)
    assert schedule(problem, frame, route("-a")).begins == (700,)
    problem = problem.with_rides(replace(a, max_ride_s=499))
    assert schedule(problem, frame, route("-a")) is None
    assert schedule(problem, frame, route("+a", "-a")) is None


def test_a_break_is_at_the_base_with_nobody_on_board():
    # Dropped at stop 1 at 100 (boarded at stop 0), base at 200, break until 500.
    frame = duty(break_need=BreakNeed(300, 0, 1000))
    problem = one_duty(frame, ride("a", 0, 1))
    assert schedule(problem, frame, route("+a", "-a", "break")).back == 500
    assert schedule(problem, frame, route("+a", "break", "-a")) is None
    assert schedule(problem, frame, route("+a", "-a")) is None
    assert schedule(problem, frame, ()) is not None
    late = one_duty(duty(break_need=BreakNeed(300, 0, 199)), ride("a", 0, 1, pickup_from=50))
    assert schedule(late, late.duties[0], route("+a", "-a", "break")) is None


def test_places_are_counted_by_layout_on_every_leg():
    # The van takes 8 seats, or 5 and 1 wheelchair, or 2 and 2.
    five = ride("five", 0, 2, seats=5)
    chair = ride("chair", 1, 3, seats=0, wheelchairs=1)
    one = ride("one", 1, 3)
    problem = one_duty(duty(), five, chair, one)
    frame = problem.duties[0]
    assert schedule(problem, frame, route("+five", "+chair", "-five", "-chair")) is not None
    both = ("+chair", "+one")
    assert schedule(problem, frame, route("+five", *both, "-five", "-chair", "-one")) is None
    assert schedule(problem, frame, route("+five", "-five", *both, "-chair", "-one")) is not None


def test_malformed_routes_have_no_schedule():
    problem = one_duty(duty(), ride("a", 1, 2))
    frame = problem.duties[0]
    for words in (("-a", "+a"), ("+a",), ("-a",), ("+a", "-a", "-a"), ("+a", "-a", "break")):
        assert schedule(problem, frame, route(*words)) is None
    with pytest.raises(UnknownNoun):
        schedule(problem, frame, route("+b", "-b"))


def test_cost_is_van_time_first_then_detour_and_waiting():
    # Leave 1820 (a drifts to 280 from 100 → leave 180): see the drift test. Van time 180 … back 2600.
    # a rides 280 → 2200, direct 300: detour 1620. b rides 200 direct: none. One party waits 1620 s.
    a = ride("a", 1, 4, pickup_from=100)
    b = ride("b", 2, 4, pickup_from=2000)
    problem = one_duty(duty(), a, b)
    times = schedule(problem, problem.duties[0], route("+a", "+b", "-a", "-b"))
    assert times.cost == (2600 - 180) * 10**4 + 1620 + 1620


def test_numbers_that_would_overflow_are_refused():
    with pytest.raises(InvalidInput, match="beyond"):
        ride("a", 0, 1, max_ride_s=2**62)
    with pytest.raises(InvalidInput, match="longer"):
        Problem(on_a_line(2, hop_s=2**31), (duty(),), ())
    with pytest.raises(InvalidInput, match="without a layout"):
        duty(layouts=())
