"""The routing library can start from every plan, and what it finds is taken only if it is really better."""

from dataclasses import replace

import numpy as np
import pytest

from busline.nouns import Layout
from dispatcher.improver.ortools_routing import OrToolsRouting, plan_from_scratch, search_parameters
from dispatcher.improver.routing_model import RoutingModel
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion import cost_of
from dispatcher.planning.problem import BreakNeed, DutyFrame, Plan, Problem, Ride, Visit
from tests.dispatcher.improver.days import random_day

GOALS = Goals()
# The number of solutions ends the search; the clock only where there is but one solution.
SECONDS = 1.5


def improve(problem: Problem, plan: Plan, solutions: int = 40) -> Plan:
    return OrToolsRouting(GOALS, solutions).improve(problem, plan, seconds=SECONDS, seed=1)


@pytest.mark.parametrize("seed", range(12))
def test_the_model_can_start_from_every_plan_that_may_be_committed(seed: int) -> None:
    problem, plan = random_day(seed, rides=14)
    assert check(problem, plan) == []
    model = RoutingModel(problem, plan.served(), GOALS)
    model.close(search_parameters(1), seed)
    start = model.start_from(plan)
    assert start is not None
    # An empty route comes back empty, though the model holds its break.
    assert model.plan_of(start) == plan


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_is_never_worse_and_never_wrong(seed: int) -> None:
    problem, plan = random_day(seed, rides=16)
    better = improve(problem, plan)
    assert check(problem, better) == []
    assert plan.served() <= better.served()
    assert cost_of(problem, better) <= cost_of(problem, plan)


def test_some_plans_get_better() -> None:
    gains = 0
    for seed in range(4):
        problem, plan = random_day(seed, rides=16)
        gains += cost_of(problem, improve(problem, plan)) < cost_of(problem, plan)
    assert gains > 0


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


def trip(*rides: str) -> tuple[Visit, ...]:
    return tuple(visit for name in rides for visit in (Visit(name, True), Visit(name)))


def test_two_vans_on_the_same_way_become_one() -> None:
    problem = on_a_line((ride("a", 1, 4), ride("b", 1, 4)), (duty("d"), duty("e")))
    better = improve(problem, Plan((trip("a"), trip("b"))))
    # 400 there and 400 back once instead of twice.
    assert cost_of(problem, better) < 801 * GOALS.van_s
    assert sorted(len(route) for route in better.routes) == [0, 4]


def test_a_ride_left_out_is_taken_in_where_it_fits() -> None:
    problem = on_a_line((ride("a", 1, 4), ride("b", 2, 3)), (duty("d"),))
    assert improve(problem, Plan((trip("a"),))).served() == {"a", "b"}


def test_pinned_rides_and_who_is_on_board_stay() -> None:
    aboard = ride("on", 1, 4, boarded_at=-50, duty_id="e")
    problem = on_a_line((ride("a", 1, 4, duty_id="d"), aboard), (duty("d"), duty("e")))
    plan = Plan((trip("a"), (Visit("on"),)))
    better = improve(problem, plan)
    assert check(problem, better) == []
    assert [v.ride for v in better.routes[0]] == ["a", "a"]
    assert better.routes[1] == (Visit("on"),)


def test_the_break_stays_on_a_duty_that_drives_and_goes_with_its_rides() -> None:
    rest = BreakNeed(300, 1000, 2000)
    problem = on_a_line((ride("a", 1, 4), ride("b", 1, 4)), (duty("d", break_need=rest), duty("e")))
    plan = Plan(((*trip("a"), Visit(None)), trip("b")))
    better = improve(problem, plan)
    assert check(problem, better) == []
    # One van without a break carries both: 800 s of van time.
    assert better.routes[0] == ()
    assert cost_of(problem, better) < 801 * GOALS.van_s


def test_a_plan_that_is_late_already_comes_back_as_it_is() -> None:
    problem = on_a_line((ride("a", 1, 4, dropoff_by=100),), (duty("d"),))
    plan = Plan((trip("a"),))
    assert check(problem, plan) != []
    assert improve(problem, plan) is plan


def test_nothing_to_do_is_nothing_done() -> None:
    empty = on_a_line((), (duty("d"),))
    assert improve(empty, Plan(((),))) == Plan(((),))
    no_van = on_a_line((ride("a", 1, 4),), ())
    assert improve(no_van, Plan(())) == Plan(())


def test_a_ride_that_no_duty_can_carry_disturbs_nobody() -> None:
    hopeless = ride("x", 1, 4, wheelchairs=1)
    problem = on_a_line((hopeless, ride("a", 1, 4)), (duty("d"),))
    assert plan_from_scratch(problem, GOALS, seconds=0.2, seed=1).served() == {"a"}
    assert improve(problem, Plan((trip("a"),))).served() == {"a"}


def test_travel_times_that_break_the_triangle_are_no_obstacle() -> None:
    problem = on_a_line((ride("a", 1, 4, max_ride_s=300),), (duty("d"),))
    shortcut = problem.travel_s.copy()
    shortcut[1, 4] = 900  # longer than over stop 2
    problem = replace(problem, travel_s=shortcut)
    assert plan_from_scratch(problem, GOALS, seconds=0.2, seed=1).served() == frozenset()
