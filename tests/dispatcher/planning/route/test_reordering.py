"""Another order for a route that can't be kept."""

from itertools import permutations

from hypothesis import given, settings

from dispatcher.planning.problem import Problem
from dispatcher.planning.route.reordering import first_order_that_holds
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import driven_duties, duty, on_a_line, ride, route


def test_a_rider_on_board_gets_out_before_others_get_in():
    # Stop 2 is reached at 200 by way of the pickup at 1, and by way of 3 at 400: a may ride until 350.
    a = ride("a", 0, 2, boarded_at=0, max_ride_s=350, duty_id="d")
    b, c = ride("b", 1, 4), ride("c", 3, 4)
    problem = Problem(on_a_line(5), (duty(under_way=True),), (a, b, c))
    found = first_order_that_holds(problem, problem.duties[0], route("+b", "+c", "-a", "-b", "-c"))
    assert found == route("+b", "-a", "+c", "-b", "-c")


def test_a_route_that_can_be_kept_stays():
    problem = Problem(on_a_line(5), (duty(),), (ride("a", 1, 4), ride("b", 2, 3)))
    way = route("+a", "-a", "+b", "-b")
    assert first_order_that_holds(problem, problem.duties[0], way) == way


def test_what_is_too_late_in_every_order_is_given_up():
    late = ride("a", 3, 4, pickup_to=299)
    problem = Problem(on_a_line(5), (duty(),), (late, ride("b", 1, 2)))
    way = route("+b", "-b", "+a", "-a")
    assert first_order_that_holds(problem, problem.duties[0], way) is None


def test_the_number_of_visits_tried_is_limited():
    problem = Problem(on_a_line(5), (duty(),), (ride("a", 1, 4), ride("b", 2, 3)))
    way = route("+a", "-a", "+b", "-b")
    assert first_order_that_holds(problem, problem.duties[0], way, most_steps=3) is None
    assert first_order_that_holds(problem, problem.duties[0], way, most_steps=4) == way


@given(driven_duties(most_rides=2))
@settings(max_examples=300, deadline=None)
def test_the_nearest_order_of_all_is_found(case):
    problem, way = case
    frame = problem.duties[0]
    in_order = (order for order in permutations(way) if schedule(problem, frame, order) is not None)
    assert first_order_that_holds(problem, frame, way) == next(in_order, None)
