"""The improver of production: never worse, no rule broken, and a bound that is none too high."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from busline.errors import InvalidInput
from dispatcher.bound.proving import prove
from dispatcher.bound.width import HARDLY_PROVEN, MOST_NESTED
from dispatcher.improver.chains import SEEDS_APART, explore
from dispatcher.improver.day_improver import day_improver
from dispatcher.improver.warming import warm
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.parts import parts_of
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.route.route_times import plan_van_s
from dispatcher.planning.search.construct import construct
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from tests.dispatcher.improver.days import random_day
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

GOALS = Goals()
IMPROVER = "dispatcher.improver.day_improver"


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile the kernels first: that is no part of the time an improver is given."""
    warm()


def test_the_days_improver_keeps_every_rule() -> None:
    problem, plan = random_day(4, rides=12)
    better = day_improver().improve(problem, plan, seconds=1, seed=0)
    assert check(problem, better) == []
    assert cost_of(problem, better) <= cost_of(problem, plan)


def test_the_bound_is_below_the_plan() -> None:
    problem, plan = random_day(4, rides=12)
    improved = day_improver().improve_and_bound(problem, plan, seconds=20, seed=0)
    assert len(improved.plan.served()) == len(problem.rides)
    assert improved.bound is not None
    assert improved.bound <= cost_of(problem, improved.plan)


def test_the_bound_is_told_in_seconds_of_van_time() -> None:
    problem, plan = random_day(4, rides=12)
    replanned = day_improver().replan(problem, plan, seconds=4, seed=0)
    assert replanned.best_possible_van_s is not None
    assert 0 < replanned.best_possible_van_s <= plan_van_s(problem, replanned.plan)


def test_no_number_is_told_where_none_is_proven() -> None:
    problem, plan = random_day(4, rides=3)
    crowd = problem.with_rides(replace(problem.rides[1], id="crowd", seats=9))  # a van has eight
    assert day_improver().replan(crowd, plan, seconds=0.1, seed=0).best_possible_van_s is None


def test_a_day_too_wide_for_a_proof_is_searched_all_the_time() -> None:
    rides = tuple(ride(f"r{n}", 1 + n % 3, 4 + n % 2) for n in range(MOST_NESTED + 8))
    wide = Problem(on_a_line(6), (duty("d"), duty("e")), rides)
    plan = construct(wide)
    with patch(f"{IMPROVER}.prove", side_effect=AssertionError("tried to prove it")):
        improved = day_improver().improve_and_bound(wide, plan, seconds=0.5, seed=0)
    assert improved.bound is None
    assert check(wide, improved.plan) == []
    assert cost_of(wide, improved.plan) <= cost_of(wide, plan)


@pytest.mark.parametrize("goals", [GOALS, Goals.driving_only()], ids=["day", "published instance"])
def test_a_wide_day_is_searched_for_half_of_the_time_first(goals: Goals) -> None:
    rides = tuple(ride(f"r{n}", 1 + n % 3, 4 + n % 2) for n in range(HARDLY_PROVEN + 2))
    wide = Problem(on_a_line(6), (duty("d"), duty("e")), rides)
    plan = construct(wide)
    steps = []

    def searched(*given, seconds: float, **named):
        steps.append(seconds)
        return explore(*given, seconds=0.1, **named)

    def proven(*given, **named):
        steps.append("proof")
        return prove(*given, **named)

    with patch(f"{IMPROVER}.explore", searched), patch(f"{IMPROVER}.prove", proven):
        improved = day_improver(goals).improve(wide, plan, seconds=6, seed=0)
    assert steps[:2] == [pytest.approx(3, rel=0.1), "proof"]
    assert steps.count("proof") == 1
    assert check(wide, improved) == []


def test_parts_of_a_day_are_proven_by_themselves() -> None:
    # Two vans in the morning, one in the afternoon, and one on its way home that nobody needs.
    morning = [ride(f"m{n}", n, 7 - n, **window(1_000 + 300 * n)) for n in range(4)]
    afternoon = [ride(f"a{n}", 6 - n, n, **window(20_000 + 200 * n)) for n in range(3)]
    duties = (
        *(duty("m", back_by=9_000), duty("n", back_by=9_000)),
        duty("home", start=5, leave_from=30_000, back_by=40_000, under_way=True),
        duty("a", leave_from=15_000, back_by=29_000),
    )
    problem = Problem(on_a_line(8), duties, (*morning, *afternoon))
    plan = construct(problem)
    assert len(plan.served()) == 7
    improved = day_improver().improve_and_bound(problem, plan, seconds=10, seed=0)
    whole = prove(problem, plan, GOALS, seconds=60, seed=0)
    assert check(problem, improved.plan) == []
    assert cost_of(problem, improved.plan) <= cost_of(problem, plan)
    assert improved.bound == whole.bound
    assert whole.is_best
    at_once = day_improver(cores=2).improve_and_bound(problem, plan, seconds=10, seed=0)
    assert (at_once.bound, check(problem, at_once.plan)) == (whole.bound, [])
    assert plan_van_s(problem, at_once.plan) == plan_van_s(problem, improved.plan)


def window(earliest: int) -> dict[str, int]:
    return {"pickup_from": earliest, "pickup_to": earliest + 600, "dropoff_by": earliest + 2_500}


def test_a_late_van_keeps_no_other_from_being_planned_better() -> None:
    together = [ride("c", 1, 2, pickup_to=2_000), ride("x", 1, 2, pickup_to=2_000)]
    late = [ride("a", 1, 2, pickup_from=200, pickup_to=300), ride("b", 3, 2, pickup_to=350)]
    problem = Problem(on_a_line(4), (duty("d"), duty("e"), duty("f")), (*late, *together))
    plan = Plan((route("+a", "-a", "+b", "-b"), route("+c", "-c"), route("+x", "-x")))
    assert check(problem, plan)
    better = day_improver().improve(problem, plan, seconds=1, seed=0)
    assert better.routes[0] == plan.routes[0]
    assert cost_of(problem, better) < cost_of(problem, plan)


@pytest.mark.parametrize(
    ("goals", "seconds", "chains"),
    [(GOALS, 4.0, 2), (GOALS, 0.04, 1), (Goals.driving_only(), 4.0, 1)],
    ids=["day", "day in a hurry", "published instance"],
)
def test_a_search_of_a_day_begins_anew_where_time_suffices(goals: Goals, seconds: float, chains: int) -> None:
    problem, plan = random_day(4, rides=4)
    whole, seeds = NeighbourhoodSearch.explore, []

    def recorded(search, *given, seed: int, **named):
        seeds.append(seed)
        return whole(search, *given, seed=seed, **named)

    with patch.object(NeighbourhoodSearch, "explore", recorded):
        day_improver(goals).improve(problem, plan, seconds=seconds, seed=7)
    at_first = [seed for seed in seeds if (seed - 7) % SEEDS_APART == 0]  # the others go on after a proof
    assert len(at_first) == chains * len(parts_of(problem, plan))
    assert len(set(at_first)) == chains


def test_looser_limits_bound_nothing_where_van_time_counts() -> None:
    problem = Problem(on_a_line(3), (duty("d"),), (ride("a", 1, 2),))
    with pytest.raises(InvalidInput, match="driving alone"):
        day_improver().improve_and_bound(problem, construct(problem), seconds=1, seed=1, relaxed=problem)
