"""What rides of the pool would cost in each duty is looked at anew only where something has changed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.planning.search.comparing_kernels import (
    CHEAPEST,
    COUNTED_TO,
    URGENCY,
    Repair,
    compare_all,
    compare_anew,
    is_floor,
    look_into,
    rank,
    unpacked,
)
from dispatcher.planning.search.construct import construct, scratch_for
from dispatcher.planning.search.repair_kernels import put_in, settle_duty, take_out
from dispatcher.planning.search.search_tables import search_tables
from tests.dispatcher.planning.fleet.test_best_insertion import SOME_GOALS
from tests.dispatcher.planning.search.test_neighbourhood_search import a_day

DAY = a_day(14, vans=5)
START = construct(DAY)


@given(st.integers(0, 2**32), st.sampled_from(SOME_GOALS), st.integers(1, 3), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_after_each_ride_the_others_stand_as_if_all_were_compared_anew(
    seed, goals, regrets, keeps_triangle, is_exact
):
    how = Repair(regrets, regrets if is_exact else 0, 0.0, np.inf)
    rng = np.random.default_rng(seed)
    tables, state = search_tables(DAY, START, goals)
    tables = tables._replace(keeps_triangle=int(keeps_triangle))
    scratch, pool = scratch_for(state), rng.permutation(len(DAY.rides))[:7].tolist()
    for ride in pool:
        take_out(tables, state, ride)
    for d in range(len(state.counts)):
        settle_duty(tables, state, d)
    scratch.pool[: len(pool)] = pool
    compare_all(tables, state, len(pool), how, scratch)
    while pool:
        chosen = int(rng.integers(len(pool)))
        d = int(scratch.ranks[chosen, CHEAPEST])
        while d >= 0 and is_floor(chosen, d, scratch):
            look_into(tables, state, chosen, d, scratch)
            rank(tables, state, chosen, how, scratch)
            d = int(scratch.ranks[chosen, CHEAPEST])
        if d < 0:
            break
        break_at, pair = scratch.positions[chosen, d].tolist()
        put_in(tables, state, d, pool[chosen], break_at, *unpacked(pair), scratch)
        state.costs[d] += scratch.increase[chosen, d]
        last = pool.pop()
        if chosen < len(pool):
            pool[chosen] = last
            for part in (scratch.pool, scratch.ranks, scratch.increase, scratch.positions):
                part[chosen] = part[len(pool)]
        compare_anew(tables, state, len(pool), d, how, scratch)
        afresh = scratch_for(state)._replace(memo=scratch.memo)
        afresh.pool[: len(pool)] = pool
        compare_all(tables, state, len(pool), how, afresh)
        for column in (CHEAPEST, URGENCY, COUNTED_TO):
            assert np.array_equal(scratch.ranks[: len(pool), column], afresh.ranks[: len(pool), column])
