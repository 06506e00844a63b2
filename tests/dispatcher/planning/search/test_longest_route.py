"""How many visits a route can have at most."""

import pytest
from hypothesis import given, settings

from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.schedule import schedule
from dispatcher.planning.search.longest_route import most_visits
from tests.dispatcher.planning.instances import driven_duties, duty, on_a_line, ride, route


def stops_of(*stands_s):
    """Rides that hold a van up for so long each."""
    return tuple(ride(f"r{k}", 1, 2, boarding_s=s - 1, alighting_s=1) for k, s in enumerate(stands_s))


@given(driven_duties(most_rides=6))
@settings(max_examples=300, deadline=None)
def test_no_route_that_can_be_driven_has_more(case):
    problem, way = case
    if schedule(problem, problem.duties[0], way) is not None:
        assert len(way) <= most_visits(problem, Plan.empty(problem))


@pytest.mark.parametrize(
    ("frame", "rides"),
    [
        (duty(back_by=99), 0),
        (duty(back_by=600), 3),  # 100 + 200 + 300, to the second
        (duty(back_by=599), 2),
        (duty(leave_from=5_000, back_by=5_300), 2),
        (duty(max_duration_s=300), 2),
        (duty(max_duration_s=300, back_by=100), 1),
        (duty(back_by=5_000), 5),
    ],
)
def test_those_of_the_shortest_stops_fit_into_a_duty(frame, rides):
    problem = Problem(on_a_line(3), (frame,), stops_of(500, 300, 100, 400, 200))
    assert most_visits(problem, Plan.empty(problem)) == 2 * rides + 1


def test_the_longest_duty_counts():
    problem = Problem(on_a_line(3), (duty("a", back_by=150), duty("b", back_by=300)), stops_of(100, 100, 100))
    assert most_visits(problem, Plan.empty(problem)) == 7


def test_rides_without_a_stop_all_fit():
    problem = Problem(on_a_line(3), (duty(back_by=10),), (ride("a", 1, 2), ride("b", 1, 2)))
    assert most_visits(problem, Plan.empty(problem)) == 5


def test_who_is_on_board_has_boarded():
    aboard = ride("a", 0, 1, boarding_s=500, alighting_s=100, boarded_at=0, duty_id="d")
    problem = Problem(on_a_line(3), (duty(back_by=200, under_way=True),), (aboard, *stops_of(100)))
    assert most_visits(problem, Plan.empty(problem)) == 5


def test_a_late_run_keeps_all_its_visits():
    problem = Problem(on_a_line(3), (duty(back_by=100),), stops_of(100, 100))
    plan = Plan((route("+r0", "-r0", "+r1", "-r1"),))
    assert most_visits(problem, plan) == 4


def test_a_day_without_vans_has_no_routes():
    problem = Problem(on_a_line(3), (), ())
    assert most_visits(problem, Plan.empty(problem)) == 1
