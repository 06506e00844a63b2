"""Construction and large neighbourhood search: never worse, never broken, and best on tiny days."""

from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.errors import InvalidInput
from dispatcher.planning.check import check
from dispatcher.planning.fleet.best_insertion import removal
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import BreakNeed, Plan, Problem, Visit
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.route.schedule import schedule
from dispatcher.planning.search.construct import construct, scratch_for
from dispatcher.planning.search.cooling import Descent
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch, SearchParams, improve
from dispatcher.planning.search.search_kernels import known_saving, saving, search
from dispatcher.planning.search.search_tables import search_tables
from tests.dispatcher.planning.fleet.test_best_insertion import SOME_GOALS, plans
from tests.dispatcher.planning.instances import duty, on_a_line, ride, rides, route

# A line of 8 stops, two vans, 12 rides of which windows and ways cross.
HOURS = 3600


def a_day(count=12, vans=2, **frame):
    rng = np.random.default_rng(5)
    trips = []
    for k in range(count):
        origin, destination = rng.choice(8, 2, replace=False).tolist()
        at = int(rng.integers(0, 2 * HOURS))
        trips.append(
            ride(
                f"r{k}",
                origin,
                destination,
                boarding_s=60,
                alighting_s=60,
                pickup_from=at,
                pickup_to=at + 600,
                dropoff_by=at + 2400,
                max_ride_s=1200,
            )
        )
    frames = tuple(duty(f"d{k}", **frame) for k in range(vans))
    return Problem(on_a_line(8), frames, tuple(trips))


@given(plans(), st.data(), st.sampled_from(SOME_GOALS), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_a_plan_is_never_worse_nor_broken_after_improving(case, data, goals, seed):
    problem, plan, new = case
    others = [data.draw(rides(f"more{k}")) for k in range(2)]
    problem = problem.with_rides(new, *others)
    better = improve(problem, plan, seed=seed, iterations=30, goals=goals)
    assert check(problem, better) == []
    assert better.served() >= plan.served()
    assert cost_of(problem, better, goals) <= cost_of(problem, plan, goals)


@given(plans(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_constructed_plan_keeps_the_rules_and_what_was_there(case, data):
    problem, plan, new = case
    problem = problem.with_rides(new, *(data.draw(rides(f"more{k}")) for k in range(2)))
    built = construct(problem, keep=plan)
    assert check(problem, built) == []
    for old, way in zip(plan.routes, built.routes, strict=True):
        kept = [v for v in way if v.ride in {w.ride for w in old} and v.ride is not None]
        assert kept == [v for v in old if v.ride is not None]


def all_routes(names):
    """Every order of pickups and drop-offs of some rides."""
    visits = [Visit(name, is_pickup) for name in names for is_pickup in (True, False)]
    for order in permutations(visits):
        if all(order.index(Visit(n, True)) < order.index(Visit(n, False)) for n in names):
            yield order


def best_of_everything(problem, goals):
    """The least cost of all plans that serve every ride: each split over two duties, each order."""
    names = [r.id for r in problem.rides]
    cheapest = {}
    for mask in product((0, 1), repeat=len(names)):
        group = tuple(n for n, chosen in zip(names, mask, strict=True) if chosen)
        for frame in problem.duties:
            times = [schedule(problem, frame, way, goals) for way in all_routes(group)]
            costs = [t.cost for t in times if t is not None]
            cheapest[frame.id, group] = min(costs, default=None)
    sums = []
    for mask in product((0, 1), repeat=len(names)):
        groups = [tuple(n for n, m in zip(names, mask, strict=True) if m == k) for k in (0, 1)]
        pair = [cheapest[frame.id, group] for frame, group in zip(problem.duties, groups, strict=True)]
        if None not in pair:
            sums.append(sum(pair))
    return min(sums)


@pytest.mark.parametrize("goals", [Goals(), Goals.driving_only()])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_tiny_day_is_planned_as_well_as_possible(goals, seed):
    problem = a_day(4)
    plan = improve(problem, Plan.empty(problem), seed=seed, iterations=100, goals=goals)
    assert len(plan.served()) == 4
    assert cost_of(problem, plan, goals) == best_of_everything(problem, goals)


def test_equal_seeds_give_equal_plans():
    problem = a_day()
    start = construct(problem)
    plans_made = [improve(problem, start, seed=7, iterations=60) for _ in range(2)]
    assert plans_made[0] == plans_made[1]


def test_each_descent_cools_down_and_begins_from_the_best_plan_so_far(monkeypatch):
    seen = []

    def watched(tables, walk, temperature, *others):
        best, *those = walk
        is_best = all(all(map(np.array_equal, each, best)) for each in those)
        seen.append((temperature, is_best))
        return search(tables, walk, temperature, *others)

    monkeypatch.setattr("dispatcher.planning.search.neighbourhood_search.search", watched)
    problem = a_day(count=24, vans=3)
    descents = (Descent(0.5, warmth=4, coldness=1), Descent(1.0, warmth=2, coldness=0.5))
    finder = NeighbourhoodSearch(params=SearchParams(descents=descents), iterations=400)
    finder.improve(problem, construct(problem), seconds=60, seed=1)
    mean = seen[0][0] / 4
    warmths = [temperature / mean for temperature, _ in seen]
    assert warmths == pytest.approx(
        [4 * 0.25 ** (n / 10) for n in range(10)] + [2 * 0.25 ** (n / 10) for n in range(10)]
    )
    assert seen[10][1]
    assert not all(is_best for _, is_best in seen[5:10])


def test_what_a_ride_less_saves_is_remembered_for_its_route_alone():
    problem = a_day()
    first = construct(problem)
    other = improve(problem, first, seed=1, iterations=40)
    assert other != first
    scratch = scratch_for(search_tables(problem, first, Goals())[1])
    for plan in (first, other, first):
        tables, state = search_tables(problem, plan, Goals())
        for number in range(len(problem.rides)):
            expected = saving(tables, state, number, scratch)
            assert known_saving(tables, state, number, scratch) == expected
            assert known_saving(tables, state, number, scratch) == expected


def test_breaks_stay_where_they_may_be():
    problem = a_day(8, break_need=BreakNeed(600, 1000, 2 * HOURS))
    plan = improve(problem, construct(problem), seed=3, iterations=100)
    assert check(problem, plan) == []
    assert cost_of(problem, plan) <= cost_of(problem, construct(problem))


def test_pins_and_riders_on_board_stay_on_their_duty():
    problem = a_day(8)
    pinned = [replace(r, duty_id="d1") for r in problem.rides[:3]]
    aboard = ride("aboard", 3, 5, boarded_at=0, duty_id="d0", dropoff_by=1500)
    problem = problem.with_rides(*pinned, aboard)
    keep = Plan.empty(problem).with_route(0, route("-aboard"))
    plan = improve(problem, construct(problem, keep=keep), seed=3, iterations=100)
    assert check(problem, plan) == []
    on_d1 = {v.ride for v in plan.routes[1]}
    assert {r.id for r in pinned} <= on_d1
    assert Visit("aboard") in plan.routes[0]


def test_a_late_route_is_left_alone():
    # d0 has a rider who should have been dropped long ago; its route can't be kept, so it stays.
    problem = a_day(4)
    late = ride("late", 0, 7, dropoff_by=1)
    problem = problem.with_rides(late)
    plan = Plan.empty(problem).with_route(0, route("+late", "-late"))
    better = improve(problem, plan, seed=1, iterations=50)
    assert better.routes[0] == plan.routes[0]
    assert len(better.served()) > 1


def test_a_full_plan_gives_way_for_a_ride_that_was_left_out():
    # One van; a and b go the same way at the same time. In the plan a rides first and b finds no room in
    # the order of visits: only a common ride serves both.
    a = ride("a", 0, 7, pickup_from=0, pickup_to=100, dropoff_by=1000)
    b = ride("b", 1, 6, pickup_from=0, pickup_to=100, dropoff_by=1000)
    problem = Problem(on_a_line(8), (duty(),), (a, b))
    plan = improve(problem, Plan((route("+a", "-a"),)), seed=1, iterations=20)
    assert plan.routes[0] == route("+a", "+b", "-b", "-a")
    assert removal(plan, "b").routes[0] == route("+a", "-a")


def test_bad_parameters_and_plans_are_refused():
    with pytest.raises(InvalidInput):
        SearchParams(most_removed=0)
    for descents in ((), (Descent(0.5, 1, 1),), (Descent(1, 1, 1), Descent(1, 1, 1))):
        with pytest.raises(InvalidInput, match="ends after"):
            SearchParams(descents=descents)
    for ends, warmth, coldness in ((0, 1, 1), (1.1, 1, 1), (1, 0, 1), (1, 1, 0)):
        with pytest.raises(InvalidInput):
            Descent(ends, warmth, coldness)
    problem = Problem(on_a_line(8), (duty(),), (ride("a", 0, 7, boarded_at=0, duty_id="d"),))
    with pytest.raises(InvalidInput, match="on board"):
        construct(problem)


def test_no_rides_and_no_time_change_nothing():
    empty = Problem(on_a_line(8), (duty(),), ())
    assert improve(empty, Plan.empty(empty), seed=1, iterations=5) == Plan.empty(empty)
    problem = a_day()
    plan = construct(problem)
    assert NeighbourhoodSearch().improve(problem, plan, seconds=0, seed=1) == plan
    assert NeighbourhoodSearch(iterations=0).improve(problem, plan, seconds=600, seed=1) == plan
