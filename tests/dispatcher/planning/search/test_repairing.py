"""A repair counts what its routes really cost, and gives up no sooner than it has to."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import BreakNeed
from dispatcher.planning.search.comparing_kernels import Repair
from dispatcher.planning.search.construct import construct, scratch_for
from dispatcher.planning.search.repair_kernels import repair, settle_duty, take_out
from dispatcher.planning.search.search_kernels import saving
from dispatcher.planning.search.search_tables import copy_of, search_tables
from tests.dispatcher.planning.fleet.test_best_insertion import SOME_GOALS
from tests.dispatcher.planning.search.test_neighbourhood_search import a_day

DAY = a_day(14, vans=5)
START = construct(DAY)


def without_some(goals, rng):
    """Return tables, a plan without some of its rides, and these."""
    tables, state = search_tables(DAY, START, goals)
    left_out = rng.permutation(len(DAY.rides))[:7]
    for ride in left_out.tolist():
        take_out(tables, state, ride)
    for d in range(len(state.counts)):
        settle_duty(tables, state, d)
    return tables, state, left_out


def repaired(tables, state, left_out, how):
    """Return whether a repair puts all rides in that were left out, and what it counts as the plan's cost."""
    scratch, touched = scratch_for(state), np.zeros_like(state.counts)
    scratch.pool[: len(left_out)] = left_out
    fits = repair(tables, state, len(left_out), how, touched, np.random.default_rng(0), scratch)
    return fits, int(state.costs.sum())


@pytest.mark.parametrize("goals", SOME_GOALS)
@pytest.mark.parametrize("count", [1, 8])
def test_a_ride_saves_what_the_plan_costs_less_without_it(count, goals):
    # With one ride its break goes too, and the van stays at its base.
    day = a_day(count, break_need=BreakNeed(600, 1000, 7200))
    tables, state = search_tables(day, construct(day), goals)
    scratch = scratch_for(state)
    for ride in range(count):
        less = copy_of(state)
        take_out(tables, less, ride)
        settle_duty(tables, less, state.duty_of[ride])
        assert saving(tables, state, ride, scratch) == state.costs.sum() - less.costs.sum()


@given(st.integers(0, 2**32), st.sampled_from(SOME_GOALS), st.integers(1, 3), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_a_repair_counts_what_the_routes_cost(seed, goals, regrets, exact):
    tables, state, left_out = without_some(goals, np.random.default_rng(seed))
    repaired(tables, state, left_out, Repair(regrets, exact, 0.0, np.inf))
    counted = state.costs.copy()
    assert all(settle_duty(tables, state, d) for d in range(len(counted)))
    assert np.array_equal(counted, state.costs)


@given(st.integers(0, 2**32), st.integers(1, 3), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_a_limit_stops_just_the_repairs_that_reach_it(seed, regrets, exact):
    # Where time counts too, one ride more may shorten a route, now and then.
    tables, state, left_out = without_some(Goals.driving_only(), np.random.default_rng(seed))
    within, beyond = copy_of(state), copy_of(state)
    fits, cost = repaired(tables, state, left_out, Repair(regrets, exact, 0.0, np.inf))
    assume(fits)
    how = Repair(regrets, exact, 0.0, cost + 1.0)
    assert repaired(tables, within, left_out, how) == (True, cost)
    assert np.array_equal(within.duty_of, state.duty_of)
    assert not repaired(tables, beyond, left_out, how._replace(limit=float(cost)))[0]
