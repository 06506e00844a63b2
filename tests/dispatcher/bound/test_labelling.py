"""Labels find the best route at any prices and every route below a limit: against trying out all routes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.cheap_routes import CheapRoutes
from dispatcher.bound.column_generation import ColumnGeneration, Floor
from dispatcher.bound.cuts import breaches
from dispatcher.bound.dominance_kernels import EXACTLY
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import LabelRoom
from dispatcher.bound.rewards import rewards_of
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan
from tests.dispatcher.bound.trying_out import NEVER, least_of_route, problems, subsets

DRIVING = Goals.driving_only()
CUTS = [(0, 1, 2)]


def not_over() -> bool:
    return False


def prices(problem, paid, fine):
    count = len(problem.rides)
    cuts = CUTS if count >= 3 else []
    return rewards_of(np.array(paid[:count]), np.array([fine] * len(cuts), dtype=np.int64), cuts, 1), cuts


def reduced_costs(problem, frame, paid, fine, cuts):
    """By set of rides: what its best route costs above the prices and above driving home at once."""
    idle = (DRIVING.drive_s) * int(problem.travel_s[frame.start, frame.end])
    found = {}
    for ids in subsets(frozenset(r.id for r in problem.rides)):
        mine = [r for r in problem.rides if r.id in ids]
        cost = least_of_route(problem, frame, mine, DRIVING)
        if cost < NEVER:
            numbers = tuple(problem.ride_index[r.id] for r in mine)
            earned = sum(paid[n] for n in numbers) - sum(fine * breaches(cut, numbers) for cut in cuts)
            found[numbers] = cost - idle - earned
    return found


@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
@settings(max_examples=60, deadline=None)
@given(
    problem=problems(),
    paid=st.lists(st.integers(0, 2_000), min_size=3, max_size=3),
    fine=st.integers(0, 2_000),
)
def test_the_best_route_is_found_at_any_prices(backward, problem, paid, fine) -> None:
    if any(r.boarded_at is not None for r in problem.rides):
        return  # there is no best route then without its riders
    rewards, cuts = prices(problem, paid, fine)
    for frame in problem.duties:
        tables = label_tables(problem, frame, DRIVING, backward=backward)
        labelling = LabelRoom([tables], 10_000, 1).grow(tables, rewards, is_over=not_over, how=EXACTLY)
        expected = reduced_costs(problem, frame, paid, fine, cuts)
        assert labelling.is_complete
        assert min(labelling.least, NEVER) == min(expected.values(), default=NEVER)


@settings(max_examples=60, deadline=None)
@given(
    problem=problems(),
    paid=st.lists(st.integers(0, 2_000), min_size=3, max_size=3),
    fine=st.integers(0, 2_000),
    above=st.integers(0, 3_000),
)
def test_every_route_below_a_limit_is_listed(problem, paid, fine, above) -> None:
    if any(r.boarded_at is not None for r in problem.rides):
        return
    generation = ColumnGeneration(problem, Plan.empty(problem), DRIVING)
    rewards, cuts = prices(problem, paid, fine)
    generation.master.add_cuts(cuts)
    found = [
        generation.room.grow(tables, rewards, is_over=not_over, how=EXACTLY).least
        for tables in generation.tables
    ]
    floor = Floor(0, rewards, tuple(found), EXACTLY)
    listed = CheapRoutes(generation, floor, above, is_over=not_over).below(above, is_over=not_over)
    assert listed is not None
    columns = [listed.column(n) for n in range(len(listed))]
    for number, kind in enumerate(generation.kinds):
        costs = reduced_costs(problem, kind.frame, paid, fine, cuts)
        limit = above + min(found[number], 0)
        cheap = {rides for rides, cost in costs.items() if cost < limit}
        assert {column.rides for column in columns if column.kind == number} == cheap
    for column in columns:
        assert generation.room.cost(generation.tables[column.kind], column.rows) == column.cost
