"""Two rides that a van has on board at once: what is ruled out can be driven in no order."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.label_tables import label_tables
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Problem, Route, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.bound.trying_out import orders
from tests.dispatcher.planning.instances import duties, duty, matrices, on_a_line, ride, rides

DRIVING = Goals.driving_only()
BOTH_WAYS = pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])


def nested(route: Route, *, backward: bool) -> Iterator[tuple[str, str]]:
    """Every two rides of a route of which the second is opened while the first is open."""
    is_open: set[str] = set()
    for visit in reversed(route) if backward else route:
        assert visit.ride is not None
        if visit.is_pickup != backward:
            yield from ((each, visit.ride) for each in is_open)
            is_open.add(visit.ride)
        else:
            is_open.remove(visit.ride)


@BOTH_WAYS
@settings(max_examples=400, deadline=None)
@given(
    travel_s=matrices(),
    frame=duties("d", with_break=False),
    both=st.tuples(rides("a"), rides("b")),
    longest=st.tuples(st.integers(2, 25), st.integers(2, 25)),
)
def test_what_can_be_driven_is_never_ruled_out(backward, travel_s, frame, both, longest) -> None:
    # Longest times that are seldom kept with another on board: that is where a bound may be one too low.
    problem = Problem(
        travel_s, (frame,), tuple(replace(r, max_ride_s=s) for r, s in zip(both, longest, strict=True))
    )
    may_nest = label_tables(problem, frame, DRIVING, backward=backward).may_nest
    visits = tuple(Visit(r.id, is_pickup) for r in problem.rides for is_pickup in (True, False))
    for route in orders(visits):
        if schedule(problem, frame, route, DRIVING) is not None:
            for first, second in nested(route, backward=backward):
                assert may_nest[problem.ride_index[first], problem.ride_index[second]]


@BOTH_WAYS
def test_a_detour_that_takes_too_long_is_ruled_out_on_the_way_there_alone(backward: bool) -> None:
    along = ride("along", 0, 3, max_ride_s=300)
    inside = ride("inside", 1, 2)
    beyond = ride("beyond", 4, 5)
    problem = Problem(on_a_line(6), (duty(),), (along, inside, beyond))
    may_nest = label_tables(problem, problem.duties[0], DRIVING, backward=backward).may_nest
    assert may_nest[0, 1]
    assert not may_nest[0, 2]  # to stop 4 and back takes 200 s more than along may be on board


@BOTH_WAYS
def test_rides_of_the_morning_and_of_the_evening_are_not_on_board_together(backward: bool) -> None:
    morning = ride("morning", 0, 1, dropoff_by=500)
    evening = ride("evening", 0, 1, pickup_from=5_000)
    problem = Problem(on_a_line(2), (duty(),), (morning, evening))
    may_nest = label_tables(problem, problem.duties[0], DRIVING, backward=backward).may_nest
    assert not may_nest[0, 1]
    assert not may_nest[1, 0]


@BOTH_WAYS
def test_whoever_is_on_board_already_rules_nobody_out(backward: bool) -> None:
    aboard = ride("aboard", 0, 3, boarded_at=-10, duty_id="d")
    problem = Problem(on_a_line(4), (duty(under_way=True),), (aboard, ride("next", 1, 2)))
    assert label_tables(problem, problem.duties[0], DRIVING, backward=backward).may_nest.all()
