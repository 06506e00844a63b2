"""Where no detour is shorter the search looks only at what an insertion delays, and finds the very same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.nouns import Layout
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion.delay_kernels import delay
from dispatcher.planning.insertion.insertion_kernels import with_pair
from dispatcher.planning.insertion.room import MOST_HOPES
from dispatcher.planning.insertion.strip_kernels import BEGIN, spell_out_pair
from dispatcher.planning.problem import BreakNeed, Plan, Problem
from dispatcher.planning.route.kernels import earliest_schedule
from dispatcher.planning.search import neighbourhood_search as searching
from dispatcher.planning.search.construct import scratch_for
from dispatcher.planning.search.finding_kernels import (
    find_from_floor,
    find_in_duty,
    floor_in_duty,
    has_floors,
)
from dispatcher.planning.search.order_kernels import outlook_on, survey
from dispatcher.planning.search.search_tables import duty_tables, search_tables
from tests.dispatcher.planning.fleet.test_best_insertion import SOME_GOALS, plans
from tests.dispatcher.planning.instances import (
    close_matrices,
    duty,
    matrices,
    on_a_line,
    ride,
    route,
)
from tests.dispatcher.planning.search.test_neighbourhood_search import a_day

CLOSE = plans(close_matrices(), most_rides=5)
ANY = plans(matrices(), most_rides=5)


@given(CLOSE | ANY, st.sampled_from(SOME_GOALS))
@settings(max_examples=500, deadline=None)
def test_what_is_delayed_says_as_much_as_the_whole_route(case, goals):
    problem, plan, new = case
    tables, state = search_tables(problem.with_rides(new), plan, goals)
    whole = tables._replace(keeps_triangle=0)
    for d in range(len(problem.duties)):
        found = [
            find_in_duty(each, state, d, len(problem.rides), scratch_for(state)) for each in (tables, whole)
        ]
        assert found[0] == found[1]


@given(st.lists(st.integers(0, 7), min_size=26, max_size=26), st.sampled_from(SOME_GOALS))
@settings(max_examples=60, deadline=None)
def test_more_pairs_than_are_gathered_at_once_are_all_looked_at(stops, goals):
    rides = [ride(f"r{k}", *stops[2 * k : 2 * k + 2]) for k in range(13)]
    one_by_one = route(*(f"{sign}r{k}" for k in range(12) for sign in "+-"))
    problem = Problem(on_a_line(8, hop_s=10), (duty(),), tuple(rides))
    tables, state = search_tables(problem, Plan((one_by_one,)), goals)
    assert 4 * MOST_HOPES < 25 * 26 // 2  # all of them are feasible
    found = [
        find_in_duty(each, state, 0, 12, scratch_for(state))
        for each in (tables, tables._replace(keeps_triangle=0))
    ]
    assert found[0] == found[1]


@given(CLOSE, st.sampled_from(SOME_GOALS))
@settings(max_examples=500, deadline=None)
def test_a_floor_is_never_above_what_it_leads_to(case, goals):
    problem, plan, new = case
    tables, state = search_tables(problem.with_rides(new), plan, goals)
    scratch, ride_row = scratch_for(state), len(problem.rides)
    for d in range(len(problem.duties)):
        if not has_floors(tables, state, d, scratch):
            continue
        floor, k, i, j = floor_in_duty(tables, state, d, ride_row, scratch)
        cost, _, best_i, _ = find_in_duty(tables, state, d, ride_row, scratch)
        assert floor <= cost
        if i >= 0:
            found = find_from_floor(tables, state, d, ride_row, floor, k, (i, j), scratch)
            assert found[0] == cost
            assert (found[2] >= 0) == (best_i >= 0)


def a_run(rng):
    """A duty with six rides that wait, share legs and hardly keep their limits, and one more ride."""
    at = rng.integers(0, 60, (9, 2))
    travel = np.ceil(np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))).astype(np.int64)
    order, aboard, waiting, now, begins, stop = [], [], list(range(6)), 0, {}, 0
    ends = rng.integers(1, 9, (7, 2))
    while waiting or aboard:
        is_pickup = waiting and (not aboard or rng.random() < 0.6)
        which = waiting.pop() if is_pickup else aboard.pop(int(rng.integers(len(aboard))))
        if is_pickup:
            aboard.append(which)
        here = int(ends[which, 0 if is_pickup else 1])
        now += int(travel[stop, here]) + int(rng.choice([0, 0, 5, 60]))
        order.append(f"{'+' if is_pickup else '-'}r{which}")
        begins[which, bool(is_pickup)], stop, now = now, here, now + 3
    rides = []
    for which in range(6):
        up, down = begins[which, True], begins[which, False]
        rides.append(
            ride(
                f"r{which}",
                *ends[which].tolist(),
                boarding_s=3,
                alighting_s=3,
                pickup_from=max(0, up - int(rng.integers(0, 80))),
                pickup_to=up + int(rng.integers(0, 200)),
                dropoff_from=max(0, down - int(rng.choice([0, 10, 200]))),
                dropoff_by=down + int(rng.integers(0, 200)),
                max_ride_s=down - up + int(rng.integers(0, 60)),
            )
        )
    window = {"pickup_from": int(rng.integers(0, now)), "max_ride_s": int(rng.integers(20, 200))}
    rides.append(ride("new", *ends[6].tolist(), boarding_s=3, alighting_s=3, **window))
    long_s = now + int(travel[stop, 0])
    frame = duty(max_duration_s=long_s - int(rng.integers(-100, 30)), back_by=long_s + 300)
    return Problem(travel, (frame,), tuple(rides)), Plan((route(*order),))


@given(st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_a_delay_ends_at_the_earliest_schedule(seed):
    problem, plan = a_run(np.random.default_rng(seed))
    tables, state = search_tables(problem, plan, Goals())
    one = duty_tables(tables, 0)
    rows, count = state.routes[0].copy(), int(state.counts[0])
    begins = np.zeros(len(state.begins), dtype=np.int64)
    if not earliest_schedule(one, rows, count, begins)[0]:
        return
    pickup, longer = 12, np.zeros(count + 2, dtype=np.int64)
    scratch = scratch_for(state)
    survey(tables, 0, 0, rows, count, 1, scratch)
    outlook = outlook_on(0, 0, scratch)
    spell_out_pair(one, count, pickup, outlook.strip)
    in_strip = [*rows[:count].tolist(), None, pickup, pickup + 1]
    for i in range(count + 1):
        for j in range(i, count + 1):
            with_pair(rows, count, pickup, pickup + 1, i, j, longer)
            found = delay(one, count, i, j, outlook)
            assert found == earliest_schedule(one, longer, count + 2, begins)
            if found[0]:
                by_row = dict(zip(in_strip, outlook.strip[BEGIN].tolist(), strict=False))
                assert [by_row[row] for row in longer.tolist()] == begins[longer].tolist()


@pytest.mark.parametrize(
    "frame", [{}, {"max_duration_s": 7_200}, {"break_need": BreakNeed(600, 3_000, 5_000)}], ids=str
)
@pytest.mark.parametrize("goals", [Goals(), Goals.driving_only()], ids=["line", "driving"])
def test_the_search_goes_the_same_way(monkeypatch, frame, goals):
    problem = a_day(count=16, **frame)

    def improved(**changes):
        """Return the plan that the search comes to, all costs looked into."""

        def tables_of(*arguments):
            tables, state = search_tables(*arguments)
            assert tables.keeps_triangle
            return tables._replace(are_floors_close=0, **changes), state

        monkeypatch.setattr(searching, "search_tables", tables_of)
        return searching.improve(problem, Plan.empty(problem), seed=3, iterations=400, goals=goals)

    quick = improved()
    assert improved(keeps_triangle=0) == quick
    assert len(quick.served()) > 8


@pytest.mark.parametrize(
    ("shorter_by", "boarding_s", "keeps"), [(0, 0, 1), (30, 0, 0), (30, 30, 1), (30, 29, 0)]
)
def test_a_detour_may_be_shorter_by_the_time_at_the_stop(shorter_by, boarding_s, keeps):
    travel = on_a_line(4)
    travel[0, 2] += shorter_by  # over stop 1 it takes 200
    rides = (
        ride("a", 1, 3, boarding_s=boarding_s, alighting_s=boarding_s),
        ride("b", 2, 1, boarding_s=boarding_s, alighting_s=boarding_s),
    )
    problem = Problem(travel, (duty(),), rides)
    tables, _ = search_tables(problem, Plan((route("+a", "-a"),)), Goals())
    assert tables.keeps_triangle == keeps


def test_a_route_is_looked_at_before_something_is_put_in_whatever_its_fingerprint():
    # With the first ride on board alone the fingerprint was once what stands for no route.
    one_wheelchair = (Layout(seats=0, wheelchairs=1),)
    rides = (
        ride("aboard", 0, 3, seats=0, wheelchairs=1, boarded_at=-10, duty_id="d"),
        ride("new", 1, 2, seats=0, wheelchairs=1),
    )
    problem = Problem(on_a_line(4), (duty(layouts=one_wheelchair, under_way=True),), rides)
    tables, state = search_tables(problem, Plan((route("-aboard"),)), Goals())
    scratch = scratch_for(state)
    for part in (scratch.orders.kept, scratch.orders.outlooks, scratch.orders.limits):
        part[:] = 1  # as memory may be that was used before
    _, _, i, j = find_in_duty(tables, state, 0, 1, scratch)
    assert (i, j) == (1, 1)
