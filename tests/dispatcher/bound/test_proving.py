"""No plan is better than the bound says, and a plan that is called best is: by trying out all there are."""

import math
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.branching import Branching
from dispatcher.bound.column_generation import CLOSE, BoundParams, ColumnGeneration
from dispatcher.bound.conditions import VanCount
from dispatcher.bound.dominance_kernels import EXACTLY
from dispatcher.bound.proving import Proven, prove
from dispatcher.bound.sifting import FEW_ROUTES
from dispatcher.planning.check import check
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import BreakNeed, Plan, Problem, Visit
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.search.construct import construct
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from tests.dispatcher.bound.trying_out import least, parties, problems
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

DRIVING = Goals.driving_only()
VAN_TIME = Goals(detour_s=0, waiting_s=0)


@pytest.mark.parametrize("few", [0, FEW_ROUTES], ids=["sifted", "few"])
@pytest.mark.parametrize("goals", [DRIVING, VAN_TIME], ids=["driving", "van time"])
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_no_plan_beats_the_bound(few: int, goals: Goals, problem: Problem) -> None:
    plan = construct(problem, keep=with_riders_on_board(problem), goals=goals)
    with patch("dispatcher.bound.sifting.FEW_ROUTES", few):
        proven = prove(problem, plan, goals, seconds=60, seed=0)
    if len(plan.served()) < len(problem.rides):
        assert proven.bound is None
        return
    best = least(problem, goals)
    if check(problem, plan) == []:  # else somebody on board is late already
        assert proven.bound is not None
    assert proven.bound is None or proven.bound <= best, repr((problem, plan, proven))
    if proven.plan is not None:
        assert check(problem, proven.plan) == []
        assert proven.plan.served() == plan.served()
        if goals is DRIVING:  # what a route costs is the same for both then
            assert cost_of(problem, proven.plan, goals) < cost_of(problem, plan, goals)
    if proven.is_best and goals is DRIVING:
        found = cost_of(problem, proven.plan or plan, goals)
        assert found == proven.bound == best, repr((problem, proven))


def with_riders_on_board(problem: Problem) -> Plan:
    """The plan that only lets those out who are on board; with the break that its duty owes, last."""
    plan = Plan.empty(problem)
    for index, frame in enumerate(problem.duties):
        out = tuple(Visit(r.id) for r in problem.rides if r.boarded_at is not None and r.duty_id == frame.id)
        if out:
            plan = plan.with_route(index, out + ((Visit(None),) if frame.break_need else ()))
    return plan


@pytest.mark.parametrize("far", [0.0, math.inf], ids=["smoothed", "never smoothed"])
@settings(max_examples=40, deadline=None)
@given(problem=problems(), near=st.sampled_from([CLOSE, 0.05, 0.5]))
def test_a_floor_is_a_bound_as_near_as_it_need_be(far: float, problem: Problem, near: float) -> None:
    plan = construct(problem, keep=with_riders_on_board(problem), goals=DRIVING)
    generation = ColumnGeneration(problem, plan, DRIVING, BoundParams(room=60_000, far=far))
    if len(plan.served()) < len(problem.rides) or generation.cost >= NEVER:
        return
    assert generation.generate(EXACTLY, lambda: False, near=near)
    assert generation.proof is not None
    assert generation.proof.bound <= least(problem, DRIVING), repr((problem, plan))
    missing = generation.hope - generation.proof.bound
    rounded = len(problem.rides) + 1e-6  # prices are rounded down to whole numbers
    assert -rounded <= missing <= near * abs(generation.hope - generation.idle_cost) + rounded


@pytest.mark.parametrize("goals", [DRIVING, VAN_TIME], ids=["driving", "van time"])
@settings(max_examples=100, deadline=None)
@given(problem=problems(), data=st.data())
def test_a_floor_under_conditions_is_a_bound_for_the_plans_that_hold_them(goals, problem, data) -> None:
    plan = construct(problem, keep=with_riders_on_board(problem), goals=goals)
    generation = ColumnGeneration(problem, plan, goals, BoundParams(room=60_000))
    if len(plan.served()) < len(problem.rides) or generation.cost >= NEVER:
        return
    rides = data.draw(st.sets(st.integers(0, len(problem.rides) - 1), min_size=1).map(sorted))
    vans = data.draw(st.integers(1, min(2, len(rides))))
    condition = VanCount(tuple(rides), vans, at_least=data.draw(st.booleans()))
    ids = {problem.rides[number].id for number in rides}

    def holds(*duties) -> bool:
        vans = sum(not ids.isdisjoint(duty) for duty in duties)
        return vans >= condition.vans if condition.at_least else vans <= condition.vans

    generation.hold([condition])
    assert generation.generate(EXACTLY, lambda: False)
    assert generation.proof is not None
    assert generation.proof.bound <= least(problem, goals, holds), repr((problem, plan, condition))
    generation.hold([])
    assert generation.generate(EXACTLY, lambda: False)
    assert generation.proof is not None
    assert generation.proof.bound <= least(problem, goals)


@pytest.mark.parametrize(("longest_ride", "van_s"), [(3_000, 1_000), (900, 1_000), (300, 600)])
def test_the_bound_knows_when_the_desk_lets_a_van_leave(longest_ride: int, van_s: int) -> None:
    # One van for both would stand still: a is fetched at 1,000 or soon after, b not before 3,000. So it is
    # two vans, 400 s and 600 s; unless the longest ride puts off fetching a until b is on the way too.
    ahead = {"pickup_to": 2_900, "max_ride_s": longest_ride}
    problem = Problem(
        on_a_line(4),
        (duty("d"), duty("e")),
        (ride("a", 1, 2, pickup_from=1_000, **ahead), ride("b", 2, 3, pickup_from=3_000, pickup_to=3_100)),
    )
    plan = Plan((route("+a", "-a", "+b", "-b"), ()))
    assert least(problem, VAN_TIME) == VAN_TIME.van_s * van_s
    assert prove(problem, plan, VAN_TIME, seconds=60, seed=0).bound == VAN_TIME.van_s * van_s


def test_the_best_plan_is_found_and_known_as_such() -> None:
    # From stop 0: to 1 and 2 on the one side is 400 there and back, whoever drives, in whatever order.
    problem = Problem(
        on_a_line(4), (duty("d"), duty("e")), (ride("a", 1, 2), ride("b", 2, 1), ride("c", 1, 2))
    )
    apart = Plan((route("+a", "-a", "+b", "-b"), route("+c", "-c")))
    proven = prove(problem, apart, DRIVING, seconds=60, seed=0)
    assert proven.bound == 400
    assert proven.plan is not None
    assert cost_of(problem, proven.plan, DRIVING) == 400


def three_of_which_two_fill_a_van() -> tuple[Problem, Plan]:
    """Three parties that leave at once, 400 s there and back, each in a van of its own."""
    party = {"seats": 4, "pickup_to": 110}
    duties = (duty("d"), duty("e"), duty("f"))
    problem = Problem(on_a_line(4), duties, tuple(ride(r, 1, 2, **party) for r in "abc"))
    return problem, Plan((route("+a", "-a"), route("+b", "-b"), route("+c", "-c")))


def test_a_cut_lifts_the_bound_to_what_a_plan_costs() -> None:
    # Half of each pair would do.
    problem, apart = three_of_which_two_fill_a_van()
    generation = ColumnGeneration(problem, apart, DRIVING)
    assert generation.generate(EXACTLY, lambda: False)
    assert generation.proof is not None
    assert generation.proof.bound == 600
    assert generation.cut()
    assert generation.generate(EXACTLY, lambda: False)
    assert generation.proof.bound == 800
    assert not generation.cut()
    proven = prove(problem, apart, DRIVING, seconds=60, seed=0)
    assert (proven.bound, proven.is_best) == (800, True)
    assert proven.plan is not None
    assert cost_of(problem, proven.plan, DRIVING) == 800


@pytest.mark.parametrize("goals", [DRIVING, VAN_TIME], ids=["driving", "van time"])
@settings(max_examples=60, deadline=None)
@given(problem=parties())
def test_the_best_plan_is_proven_by_parting_the_plans(goals: Goals, problem: Problem) -> None:
    """Against listing, which here parting replaces: no cuts, and no list of routes but of a half's few."""
    plan = construct(problem, goals=goals)
    if len(plan.served()) < len(problem.rides):
        return
    expected = prove(problem, plan, goals, seconds=60, seed=0)
    with (
        patch.object(ColumnGeneration, "cut", lambda generation: False),
        patch("dispatcher.bound.proving.NEAR_THE_END", 0.0),
        patch("dispatcher.bound.branching.LEAST_AWAY", 1e-6),
    ):
        proven = prove(problem, plan, goals, seconds=60, seed=0)
    assert expected.is_best
    assert (proven.bound, proven.is_best) == (expected.bound, True)
    found = [cost_of(problem, each.plan or plan, goals) for each in (proven, expected)]
    assert found[0] == found[1]


def test_parting_alone_lifts_the_bound_to_what_a_plan_costs() -> None:
    # Half of each pair would do: one and a half vans for the three.
    problem, apart = three_of_which_two_fill_a_van()
    generation = ColumnGeneration(problem, apart, DRIVING)
    generation.generate(EXACTLY, lambda: False)
    parting = Branching(problem).best(generation.master, enough=generation.cost - generation.idle_cost)
    assert parting is not None
    assert parting.at_most == VanCount((0, 1, 2), 1, at_least=False)
    assert parting.at_least == VanCount((0, 1, 2), 2, at_least=True)
    bounds = []
    for condition in (parting.at_least, parting.at_most):
        generation.hold([condition])
        assert generation.generate(EXACTLY, lambda: False)
        assert generation.proof is not None
        bounds.append(generation.proof.bound)
    assert bounds[0] == 800
    assert bounds[1] > cost_of(problem, apart, DRIVING)  # one van can't take all three
    assert generation.master.holding == [parting.at_most]


def test_routes_with_a_break_are_taken_in_whoever_drives_them() -> None:
    # Both parties fill a van and leave at once: each duty drives one, 400 s there and back.
    need = BreakNeed(30, 0, 9_000)
    party = {"seats": 8, "pickup_to": 110}
    problem = Problem(
        on_a_line(4),
        (duty("d", break_need=need, back_by=9_999), duty("e", break_need=need)),
        (ride("a", 1, 2, **party), ride("b", 1, 2, **party)),
    )
    apart = Plan((route("+a", "-a", "break"), route("+b", "-b", "break")))
    explored = NeighbourhoodSearch(DRIVING, iterations=200).explore(problem, apart, seconds=60, seed=1)
    on_second = [found for index, found in explored.routes() if index == 1]
    assert any(Visit(None) in found for found in on_second)
    swapped = Plan((route("+b", "-b", "break"), route("+a", "-a", "break")))
    generation = ColumnGeneration(problem, swapped, DRIVING)
    assert generation.offer((1, found) for found in on_second)
    # The break is the row after the four of the rides, whoever drives.
    assert all(column.rows.count(4) == 1 for column in generation.master.columns.values())
    proven = prove(problem, apart, DRIVING, seconds=60, seed=0, routes=explored.routes())
    assert proven.bound == 800


def test_a_pinned_ride_is_in_no_other_duty() -> None:
    problem = Problem(on_a_line(4), (duty("d"), duty("e")), (ride("a", 1, 2, duty_id="e"), ride("b", 2, 3)))
    plan = Plan((route("+b", "-b"), route("+a", "-a")))
    generation = ColumnGeneration(problem, plan, DRIVING)
    assert not generation.offer([(0, route("+a", "-a"))])
    assert generation.offer([(1, route("+a", "-a", "+b", "-b"))])


def test_without_a_plan_that_serves_all_nothing_is_known() -> None:
    problem = Problem(on_a_line(3), (duty("d"),), (ride("a", 1, 2),))
    assert prove(problem, Plan.empty(problem), DRIVING, seconds=60, seed=0).bound is None


def test_of_a_plan_that_is_late_nothing_is_known() -> None:
    """Even where other routes that were met would serve all: to mend it is for the search."""
    rides = (ride("a", 1, 2, pickup_from=200, pickup_to=300), ride("b", 3, 2, pickup_to=350))
    problem = Problem(on_a_line(4), (duty("d"), duty("e")), rides)
    late = Plan((route("+a", "-a", "+b", "-b"), ()))
    assert check(problem, late)
    routes = [(0, route("+a", "-a")), (1, route("+b", "-b"))]
    assert prove(problem, late, DRIVING, seconds=60, seed=0, routes=routes) == Proven()
    assert prove(problem, Plan((routes[0][1], routes[1][1])), DRIVING, seconds=60, seed=0).bound is not None


def test_without_rides_no_plan_costs_less_than_none() -> None:
    rests = duty("d", break_need=BreakNeed(600, 0, 5_000))
    problem = Problem(on_a_line(3), (rests,), ())
    assert prove(problem, Plan.empty(problem), Goals(), seconds=1, seed=1) == Proven(0, is_best=True)
    resting = Plan(((Visit(None),),))
    assert prove(problem, resting, Goals(), seconds=1, seed=1) == Proven(0, is_best=False)
