"""The peer gets a fair model: whatever plan we would commit is a solution of it, and its own are checked."""

from dataclasses import replace

import numpy as np
import pytest

from busline.nouns import Layout
from dispatcher.bench.peer.routing_model import RoutingModel
from dispatcher.bench.peer.stock_plan import plan_from_scratch, search_parameters
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import BreakNeed, DutyFrame, Plan, Problem, Ride, Visit
from tests.dispatcher.improver.days import random_day

GOALS = Goals()
SECONDS = 0.3


def planned(problem: Problem) -> Plan:
    return plan_from_scratch(problem, GOALS, seconds=SECONDS, seed=1)


@pytest.mark.parametrize("seed", range(12))
def test_the_model_can_start_from_every_plan_that_may_be_committed(seed: int) -> None:
    problem, plan = random_day(seed, rides=14)
    assert check(problem, plan) == []
    model = RoutingModel(problem, GOALS)
    model.close(search_parameters(1), seed)
    start = model.start_from(plan)
    assert start is not None
    # An empty route comes back empty, though the model holds its break.
    assert model.plan_of(start) == plan


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_is_never_wrong(seed: int) -> None:
    problem, _ = random_day(seed, rides=12)
    plan = planned(problem)
    assert check(problem, plan) == []
    assert {"aboard"} < plan.served()


def on_a_line(rides: tuple[Ride, ...], duties: tuple[DutyFrame, ...]) -> Problem:
    """Stops 0…4 stand in a row, 100 s apart."""
    at = np.arange(5, dtype=np.int64) * 100
    return Problem(np.abs(at[:, None] - at[None, :]), duties, rides)


def ride(ride_id: str, origin: int, destination: int, pickup_from: int = 0, **other: object) -> Ride:
    fields = {"seats": 1, "wheelchairs": 0, "boarding_s": 0, "alighting_s": 0, "dropoff_from": 0}
    window = {"pickup_from": pickup_from, "pickup_to": pickup_from + 5000, "dropoff_by": 9000}
    return Ride(
        id=ride_id, origin=origin, destination=destination, **(fields | window | {"max_ride_s": 9000} | other)
    )


def duty(duty_id: str, **other: object) -> DutyFrame:
    fields = {"start": 0, "end": 0, "leave_from": 0, "back_by": 10_000}
    return DutyFrame(id=duty_id, **(fields | {"layouts": (Layout(seats=2, wheelchairs=0),)} | other))


def test_two_rides_on_the_same_way_go_by_one_van() -> None:
    plan = planned(on_a_line((ride("a", 1, 4), ride("b", 1, 4)), (duty("d"), duty("e"))))
    assert sorted(len(route) for route in plan.routes) == [0, 4]


def test_pinned_rides_and_who_is_on_board_stay() -> None:
    aboard = ride("on", 1, 4, boarded_at=-50, duty_id="e")
    problem = on_a_line((ride("a", 1, 4, duty_id="d"), aboard), (duty("d"), duty("e")))
    plan = planned(problem)
    assert check(problem, plan) == []
    assert [v.ride for v in plan.routes[0]] == ["a", "a"]
    assert plan.routes[1] == (Visit("on"),)


def test_a_duty_that_owes_a_break_stays_in_where_another_can_drive() -> None:
    rest = BreakNeed(300, 1000, 2000)
    problem = on_a_line((ride("a", 1, 4), ride("b", 1, 4)), (duty("d", break_need=rest), duty("e")))
    plan = planned(problem)
    assert check(problem, plan) == []
    assert plan.routes[0] == ()


def test_a_ride_that_no_duty_can_carry_disturbs_nobody() -> None:
    problem = on_a_line((ride("x", 1, 4, wheelchairs=1), ride("a", 1, 4)), (duty("d"),))
    assert planned(problem).served() == {"a"}


def test_travel_times_that_break_the_triangle_are_no_obstacle() -> None:
    problem = on_a_line((ride("a", 1, 4, max_ride_s=300),), (duty("d"),))
    longer = problem.travel_s.copy()
    longer[1, 4] = 900  # than over stop 2
    assert planned(replace(problem, travel_s=longer)).served() == frozenset()
