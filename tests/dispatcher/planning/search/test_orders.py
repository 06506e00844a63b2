"""A search moves a duty's break to wherever that suits a ride best."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.planning.fleet.best_insertion import best_insertion
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.insertion.outlook_kernels import PAUSES_AT
from dispatcher.planning.problem import BreakNeed, Plan, Problem, Visit
from dispatcher.planning.search.construct import scratch_for
from dispatcher.planning.search.finding_kernels import find_in_duty, floor_in_duty, has_floors
from dispatcher.planning.search.order_kernels import MOST_ORDERS, survey_route
from dispatcher.planning.search.search_tables import search_tables
from tests.dispatcher.planning.fleet.test_best_insertion import SOME_GOALS, plans
from tests.dispatcher.planning.instances import close_matrices, duty, matrices, on_a_line, ride, route

GOALS = SOME_GOALS[0]


@given(plans(close_matrices(), most_rides=4) | plans(matrices(), most_rides=4), st.sampled_from(SOME_GOALS))
@settings(max_examples=500, deadline=None)
def test_a_search_finds_what_the_desk_finds(case, goals):
    problem, plan, new = case
    tables, state = search_tables(problem.with_rides(new), plan, goals)
    scratch, number = scratch_for(state), len(problem.rides)
    increases = []
    for d, frame in enumerate(problem.duties):
        cost, break_at, i, _ = find_in_duty(tables, state, d, number, scratch)
        assert (cost < HUGE) == (i >= 0)
        assert (break_at >= 0) == (i >= 0 and frame.break_need is not None)
        if i >= 0 and new.duty_id in (None, frame.id):
            increases.append(cost - state.costs[d])
    found = best_insertion(problem, plan, new, goals=goals)
    assert min(increases, default=None) == (None if found is None else found.cost)


def test_nobody_stays_on_board_over_a_break():
    rides = (ride("a", 5, 1, pickup_to=1_000), ride("b", 1, 5, pickup_from=6_000))
    problem = Problem(on_a_line(7), (duty(break_need=BreakNeed(600, 3_000, 4_000)),), rides)
    plan = Plan((route("+a", "-a", "break", "+b", "-b"),))
    whole_day = ride("new", 5, 6, pickup_to=1_000, dropoff_from=7_000)
    tables, state = search_tables(problem.with_rides(whole_day), plan, GOALS)
    scratch = scratch_for(state)
    assert has_floors(tables, state, 0, scratch)
    for found in (floor_in_duty, find_in_duty):
        assert found(tables, state, 0, 2, scratch) == (HUGE, -1, -1, -1)


def short_rides(count):
    """A duty with rides that follow one another, and a break that may be between any two of them."""
    rides = [ride(f"r{k}", 1, 2) for k in range(count)]
    visits = [v for one in rides for v in route(f"+{one.id}", f"-{one.id}")]
    problem = Problem(on_a_line(3, hop_s=10), (duty(break_need=BreakNeed(60, 0, 9_000)),), tuple(rides))
    return problem, visits


@pytest.mark.parametrize("before", [0, MOST_ORDERS, MOST_ORDERS + 4])
def test_where_the_break_is_it_may_stay_however_many_other_places_there_are(before):
    problem, visits = short_rides(MOST_ORDERS + 4)
    at = 2 * before
    plan = Plan(((*visits[:at], Visit(None), *visits[at:]),))
    tables, state = search_tables(problem, plan, GOALS)
    scratch = scratch_for(state)
    survey_route(tables, state, 0, scratch)
    assert scratch.orders.kept[0] == MOST_ORDERS
    breaks_at = scratch.orders.limits[:, 0, PAUSES_AT].tolist()
    others = [k for k in range(0, len(visits) + 1, 2) if k != at]
    assert breaks_at == [at, *others[: MOST_ORDERS - 1]]


def test_a_break_that_would_be_too_late_is_not_looked_at():
    problem, visits = short_rides(6)
    early = duty(break_need=BreakNeed(60, 0, 100))
    plan = Plan(((Visit(None), *visits),))
    tables, state = search_tables(Problem(problem.travel_s, (early,), problem.rides), plan, GOALS)
    scratch = scratch_for(state)
    survey_route(tables, state, 0, scratch)
    breaks_at = scratch.orders.limits[: scratch.orders.kept[0], 0, PAUSES_AT].tolist()
    assert breaks_at == [0, 2, 4, 6, 8]  # after n rides the van is back at 20 n + 20
