"""Labels find the best route at any prices and every route below a limit: against trying out all routes."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.cheap_routes import CheapRoutes
from dispatcher.bound.column_generation import BoundParams, ColumnGeneration, Floor, rows_of
from dispatcher.bound.conditions import VanCount, earned
from dispatcher.bound.cuts import Cut
from dispatcher.bound.dominance_kernels import BY_RIDES, EXACTLY
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import LabelRoom
from dispatcher.bound.rewards import rewards_of
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import Plan, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.bound.trying_out import NEVER, least_of_route, problems, subsets

DRIVING = Goals.driving_only()
LINE = replace(LINE_GOALS, detour_s=0, waiting_s=0)
CUTS = [Cut((0, 1, 2))]


def not_over() -> bool:
    return False


def prices(problem, paid, fine, words=1):
    count = len(problem.rides)
    cuts = CUTS if count >= 3 else []
    fines = np.array([fine] * len(cuts), dtype=np.int64)
    return rewards_of(np.array(paid[:count]), fines, cuts, words), cuts


@st.composite
def conditions(draw, rides: int):
    """A few cuts, and a few van counts of two rides or more."""
    triples = [Cut(three) for three in combinations(range(rides), 3)]
    some = draw(st.lists(st.sampled_from(triples), unique=True, max_size=8)) if triples else []
    if rides >= 2:
        sets = st.lists(st.integers(0, rides - 1), min_size=2, max_size=5, unique=True).map(tuple)
        some += draw(st.lists(st.builds(VanCount, sets, st.integers(1, 2), st.booleans()), max_size=4))
    return draw(st.permutations(some))


def reduced_costs(problem, frame, paid, fine, cuts):
    """By set of rides: what its best route costs above the prices and above driving home at once."""
    idle = (DRIVING.drive_s) * int(problem.travel_s[frame.start, frame.end])
    found = {}
    for ids in subsets(frozenset(r.id for r in problem.rides)):
        mine = [r for r in problem.rides if r.id in ids]
        cost = least_of_route(problem, frame, mine, DRIVING)
        if cost < NEVER:
            numbers = tuple(problem.ride_index[r.id] for r in mine)
            fined = sum(fine for cut in cuts if len(set(cut.rides) & set(numbers)) >= 2)
            found[numbers] = cost - idle - sum(paid[n] for n in numbers) + fined
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
    words = generation.room.labels.due_set.shape[1]
    rewards, cuts = prices(problem, paid, fine, words)
    generation.master.add_conditions(cuts)
    found = [
        generation.room.grow(tables, rewards, is_over=not_over, how=EXACTLY).least
        for tables in generation.tables
    ]
    floor = Floor(0, rewards, tuple(found), EXACTLY)
    listed = CheapRoutes(generation, floor, above, is_over=not_over).below(above)
    assert listed is not None
    columns = listed.columns()
    for number, kind in enumerate(generation.kinds):
        costs = reduced_costs(problem, kind.frame, paid, fine, cuts)
        limit = above + min(found[number], 0)
        cheap = {rides for rides, cost in costs.items() if cost < limit}
        assert {column.rides for column in columns if column.kind == number} == cheap
    for column in columns:
        assert generation.room.cost(generation.tables[column.kind], column.rows) == column.cost


@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
@pytest.mark.parametrize("goals", [DRIVING, LINE], ids=["darp", "line"])
@settings(max_examples=150, deadline=None)
@given(problem=problems(most_rides=6), data=st.data())
def test_nothing_good_is_dropped_where_many_rides_and_conditions_meet(backward, goals, problem, data) -> None:
    """Against labels of the same rides alone: what a condition or visit still means is not asked there."""
    count = len(problem.rides)
    cuts = data.draw(conditions(count))
    pay = st.integers(0, 2_000 * (goals.van_s + goals.drive_s))
    paid = np.array(data.draw(st.lists(pay, min_size=count, max_size=count)), dtype=np.int64)
    fines = np.array(data.draw(st.lists(pay, min_size=len(cuts), max_size=len(cuts))), dtype=np.int64)
    rewards = rewards_of(paid, fines, cuts, 1)
    for frame in problem.duties:
        tables = label_tables(problem, frame, goals, backward=backward)
        room = LabelRoom([tables], 60_000, 1)
        least = room.grow(tables, rewards, is_over=not_over, how=EXACTLY).least
        every = room.grow(tables, rewards, is_over=not_over, how=BY_RIDES)
        if not every.is_complete:  # rarely: six rides whose windows are all wide
            room = LabelRoom([tables], 1_000_000, 1)
            every = room.grow(tables, rewards, is_over=not_over, how=BY_RIDES)
        assert every.is_complete
        assert least == every.least
        few = every.best(20, NEVER)
        serves, costs = every.serves(few), every.costs[few]
        rows = [every.rows(int(label)) for label in few]
        for number, cost in enumerate(costs + earned(serves, rewards.asked, cuts)):
            assert cost == room.cost(tables, rows[number])


@pytest.mark.parametrize("goals", [DRIVING, LINE], ids=["darp", "line"])
@settings(max_examples=150, deadline=None)
@given(problem=problems(most_rides=6), data=st.data())
def test_every_route_is_listed_where_many_rides_and_conditions_meet(goals, problem, data) -> None:
    """Against labels that are not asked what completes them."""
    generation = ColumnGeneration(problem, Plan.empty(problem), goals, BoundParams(room=60_000))
    count, weight = len(problem.rides), goals.van_s + goals.drive_s
    cuts = data.draw(conditions(count))
    pay = st.integers(0, 2_000 * weight)
    paid = np.array(data.draw(st.lists(pay, min_size=count, max_size=count)), dtype=np.int64)
    fines = np.array(data.draw(st.lists(pay, min_size=len(cuts), max_size=len(cuts))), dtype=np.int64)
    rewards = rewards_of(paid, fines, cuts, generation.room.labels.due_set.shape[1])
    generation.master.add_conditions(cuts)
    every, leasts = [], []
    for tables in generation.tables:
        labelling = generation.room.grow(tables, rewards, is_over=not_over, how=BY_RIDES)
        labels = labelling.best(60_000, NEVER)
        every.append((labelling.serves(labels), labelling.costs[labels]))
        leasts.append(min(labelling.least, NEVER))
    above = data.draw(st.integers(0, 3_000 * weight))
    listed = CheapRoutes(
        generation, Floor(0, rewards, tuple(leasts), EXACTLY), above, is_over=not_over
    ).below(above)
    assert listed is not None
    for number, (serves, costs) in enumerate(every):
        best: dict[tuple[int, ...], int] = {}
        for rides, cost in zip(serves, costs.tolist(), strict=True):
            best.setdefault(tuple(np.flatnonzero(rides).tolist()), cost)  # the cheapest comes first
        limit = above + min(leasts[number], 0)
        mine = listed.only(listed.kinds == number)
        found = {c.rides: d for c, d in zip(mine.columns(), mine.dearness.tolist(), strict=True)}
        assert found == {rides: cost for rides, cost in best.items() if cost < limit}


@settings(max_examples=400, deadline=None)
@given(problem=problems(most_rides=5), data=st.data())
def test_no_label_costs_more_than_what_will_be_driven(problem, data) -> None:
    """And, where the van leaves by the desk's rule alone, none hopes for less."""
    frame = data.draw(st.sampled_from(problem.duties))
    mine = [ride for ride in problem.rides if ride.duty_id in (None, frame.id)]
    calls = [call for ride in mine for call in ([ride.id] if ride.boarded_at is not None else [ride.id] * 2)]
    route = []
    for ride_id in data.draw(st.permutations(calls)):
        opens = problem.ride(ride_id).boarded_at is None and Visit(ride_id, is_pickup=True) not in route
        route.append(Visit(ride_id, is_pickup=opens))
    if frame.break_need is not None:
        route.insert(data.draw(st.integers(0, len(route))), Visit(None))
    found = schedule(problem, frame, tuple(route), LINE) if route else None
    if found is None:
        return
    tables = label_tables(problem, frame, LINE)
    cost = LabelRoom([tables], 50, 1).cost(tables, rows_of(problem, tuple(route)))
    driven = found.cost - tables.limits.idle_cost
    assert cost == driven if tables.limits.settles else cost <= driven
