"""Routes that the world has made late."""

import pytest
from hypothesis import given, settings

from busline.errors import InvalidInput
from dispatcher.planning.check import check
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.relaxed import LateKind, Lateness, eased, relaxed_schedule
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import driven_duties, duty, on_a_line, ride, route
from tests.dispatcher.planning.oracle import Oracle


def test_a_route_in_time_is_the_schedule_itself():
    problem = Problem(on_a_line(5), (duty(),), (ride("a", 1, 4),))
    way = route("+a", "-a")
    relaxed = relaxed_schedule(problem, problem.duties[0], way)
    assert relaxed.schedule == schedule(problem, problem.duties[0], way)
    assert relaxed.lateness == ()


def test_every_exceeded_limit_is_named_with_its_seconds():
    # The van can leave stop 0 at 500 only: a boards at 600 instead of 550 at the latest, is at stop 4 at
    # 900 instead of 890, and the van is back at 1300 instead of 1290.
    a = ride("a", 1, 4, pickup_to=550, dropoff_by=890)
    problem = Problem(on_a_line(5), (duty(leave_from=500, back_by=1290),), (a,))
    relaxed = relaxed_schedule(problem, problem.duties[0], route("+a", "-a"))
    assert relaxed.lateness == (
        Lateness(LateKind.PICKUP_LATE, 50, "a"),
        Lateness(LateKind.DROPOFF_LATE, 10, "a"),
        Lateness(LateKind.BACK_LATE, 10),
    )


def test_a_late_rider_does_not_make_another_ride_too_long():
    # b is late and stays late; a still boards so late that the wait for c (opens at 2000) is no ride of
    # more than 1000 s: dropped at 2200, on board at 1200.
    b = ride("b", 1, 1, pickup_to=50)
    a = ride("a", 1, 4, pickup_from=100, max_ride_s=1000)
    c = ride("c", 2, 4, pickup_from=2000)
    problem = Problem(on_a_line(5), (duty(),), (a, b, c))
    relaxed = relaxed_schedule(problem, problem.duties[0], route("+b", "-b", "+a", "+c", "-a", "-c"))
    assert relaxed.lateness == (Lateness(LateKind.PICKUP_LATE, 50, "b"),)
    assert relaxed.schedule.begins[2] == 1200


def test_a_malformed_route_is_refused():
    problem = Problem(on_a_line(5), (duty(),), (ride("a", 1, 4),))
    with pytest.raises(InvalidInput):
        relaxed_schedule(problem, problem.duties[0], route("-a"))


@given(driven_duties())
@settings(max_examples=200, deadline=None)
def test_late_exactly_where_there_is_no_schedule_and_feasible_once_eased(case):
    problem, way = case
    frame = problem.duties[0]
    in_time = Oracle(problem, frame, way).earliest() is not None
    assert (relaxed_schedule(problem, frame, way).lateness == ()) == in_time
    easier = eased(problem, Plan((way,)))
    assert relaxed_schedule(easier, easier.duties[0], way).lateness == ()
    if Oracle(problem, frame, way).places_hold():
        unserved = [r for r in problem.rides if all(v.ride != r.id for v in way)]
        assert not unserved
        assert check(easier, Plan((way,))) == []
