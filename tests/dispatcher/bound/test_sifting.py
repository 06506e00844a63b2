"""Sifting keeps every plan below the limit, and promises no more than the best: against CP-SAT over all."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.cheap_routes import CheapRoutes
from dispatcher.bound.column_generation import BoundParams, ColumnGeneration
from dispatcher.bound.dominance_kernels import EXACTLY
from dispatcher.bound.recombining import recombine
from dispatcher.bound.sifting import sift
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.construct import construct
from tests.dispatcher.bound.trying_out import parties, problems
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

DRIVING = Goals.driving_only()
VAN_TIME = Goals(detour_s=0, waiting_s=0)


def not_over() -> bool:
    return False


def listed_below(generation: ColumnGeneration, limit: int):
    assert generation.proof is not None
    return CheapRoutes(generation, generation.proof, limit, is_over=not_over).below(limit)


@pytest.mark.parametrize("goals", [DRIVING, VAN_TIME], ids=["driving", "van time"])
@settings(max_examples=100, deadline=None)
@given(problem=problems(most_rides=6) | parties(), share=st.floats(0, 1))
def test_no_plan_below_the_limit_is_lost(goals: Goals, problem: Problem, share: float) -> None:
    if any(r.boarded_at is not None for r in problem.rides):
        return
    plan = construct(problem, goals=goals)
    if len(plan.served()) < len(problem.rides):
        return
    generation = ColumnGeneration(problem, plan, goals, BoundParams(room=60_000))
    if not generation.generate(EXACTLY, not_over) or generation.proof is None:
        return  # too wide
    known = generation.columns_of(plan)
    limit = generation.proof.bound + int(share * (generation.cost - generation.proof.bound)) + 1
    listed = listed_below(generation, limit)
    if listed is None:
        return
    every = recombine(problem, generation.kinds, listed.columns(), known, seconds=60, seed=0)
    least = every.cost + generation.idle_cost
    assert every.bound == every.cost
    with patch("dispatcher.bound.sifting.FEW_ROUTES", 0):
        sifted = sift(generation, listed, limit, not_over, seed=0)
    assert sifted.bound <= min(limit, least)
    left = recombine(problem, generation.kinds, sifted.routes.columns(), known, seconds=60, seed=0)
    if least < limit:
        assert left.cost == every.cost


def test_a_cut_of_five_lifts_the_bound_where_those_of_three_do_not() -> None:
    # Any two of the parties fill a van that leaves at once, 400 s there and back. A quarter of each pair
    # would do, in two and a half vans, and serves no three of them more than once.
    party = {"seats": 4, "pickup_to": 110}
    problem = Problem(
        on_a_line(4), tuple(duty(name) for name in "vwxyz"), tuple(ride(r, 1, 2, **party) for r in "abcde")
    )
    pairs = (route("+a", "+b", "-a", "-b"), route("+c", "+d", "-c", "-d"), route("+e", "-e"), (), ())
    generation = ColumnGeneration(problem, Plan(pairs), DRIVING)
    assert generation.generate(EXACTLY, not_over)
    while generation.cut():
        assert generation.generate(EXACTLY, not_over)
    assert generation.cost == 1_200
    assert generation.proof is not None
    assert generation.proof.bound == 1_000
    listed = listed_below(generation, 1_200)
    assert listed is not None
    assert len(listed)
    with patch("dispatcher.bound.sifting.FEW_ROUTES", 0):
        sifted = sift(generation, listed, 1_200, not_over, seed=0)
    assert (len(sifted.routes), sifted.bound) == (0, 1_200)
