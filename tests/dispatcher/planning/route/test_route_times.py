"""Van time and riders' time of a route, apart."""

from dispatcher.planning.problem import Problem
from dispatcher.planning.route.relaxed import LateKind, Lateness, relaxed_schedule
from dispatcher.planning.route.route_times import RouteTimes, route_times
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route


def test_the_times_of_a_route_are_told_apart() -> None:
    more = {"boarding_s": 60, "alighting_s": 40}
    problem = Problem(on_a_line(4), (duty("d"),), (ride("x", 1, 3, **more), ride("y", 1, 3, **more)))
    # 100 s to the first stop, 60 to board, 200 on, 40 to get off, 300 back.
    assert route_times(problem, "d", route("+x", "-x")) == RouteTimes(van_s=700, detour_s=0)
    # The van takes 100 s longer for both; x waits while y boards, y while x gets off.
    both = route_times(problem, "d", route("+x", "+y", "-x", "-y"))
    assert both - RouteTimes(van_s=700, detour_s=0) == RouteTimes(van_s=100, detour_s=100)


def test_a_van_that_stays_at_its_base_takes_no_time() -> None:
    problem = Problem(on_a_line(4), (duty("d"), duty("e")), (ride("x", 1, 3),))
    assert route_times(problem, "e", ()) == RouteTimes(0, 0)


def test_a_late_route_takes_the_time_that_it_is_driven_in() -> None:
    # x boards late whatever happens. y, who may get off from 3000 on, is not fetched too early all the same.
    x = ride("x", 1, 1, pickup_to=50)
    y = ride("y", 2, 3, dropoff_from=3000, max_ride_s=400)
    problem = Problem(on_a_line(4), (duty("d"),), (x, y))
    driven = route("+x", "-x", "+y", "-y")
    late = relaxed_schedule(problem, problem.duty("d"), driven)
    assert late.lateness == (Lateness(LateKind.PICKUP_LATE, 50, "x"),)
    times = late.schedule
    assert route_times(problem, "d", driven) == RouteTimes(van_s=times.back - times.leave, detour_s=300)
    assert times.begins[3] - times.begins[2] == 400
