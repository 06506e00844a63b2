"""Swapping the rest of two runs, and giving away the end of one."""

from dataclasses import replace

import numpy as np
import pytest

from busline.nouns import Layout
from dispatcher.planning.check import check
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import BreakNeed, Plan, Problem
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.search.construct import construct, scratch_for
from dispatcher.planning.search.run_end_kernels import MOST_CUT, MOST_TRIMMED, swap_tails, trim
from dispatcher.planning.search.search_kernels import total_cost
from dispatcher.planning.search.search_tables import as_plan, search_tables
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

DRIVING = Goals.driving_only()
TRIES = 400


def crossed(*duties):
    """Two vans that each have an early ride at one end of the line and a late one at the other."""
    times = {
        "early": {"pickup_from": 500, "pickup_to": 2_000, "dropoff_by": 3_000},
        "late": {"pickup_from": 5_000, "pickup_to": 7_000, "dropoff_by": 8_000},
    }
    rides = (
        ride("near-early", 1, 2, **times["early"]),
        ride("near-late", 1, 2, **times["late"]),
        ride("far-early", 8, 9, **times["early"]),
        ride("far-late", 8, 9, **times["late"]),
    )
    first = route("+near-early", "-near-early", "+far-late", "-far-late")
    second = route("+far-early", "-far-early", "+near-late", "-near-late")
    return Problem(on_a_line(10), duties, rides), Plan((first, second))


def swapped(problem, plan):
    """All plans that swaps come to from this one."""
    tables, start = search_tables(problem, plan, LINE_GOALS)
    rng, found = np.random.default_rng(1), set()
    for _ in range(TRIES):
        _, state = search_tables(problem, plan, LINE_GOALS)
        touched = np.zeros(len(problem.duties), dtype=np.int64)
        if swap_tails(tables, state, touched, rng, scratch_for(start)):
            assert touched.all()
            after = as_plan(problem, state)
            assert check(problem, after) == []
            assert total_cost(state, LINE_GOALS.unserved) == cost_of(problem, after)
            duty_of = {v.ride: d for d, way in enumerate(after.routes) for v in way}
            assert state.duty_of.tolist() == [duty_of.get(one.id, -1) for one in problem.rides]
            found.add(after)
    return found


def left_out(problem, plan):
    """The rides that a plan does not serve."""
    return frozenset(one.id for one in problem.rides) - plan.served()


def test_two_vans_swap_the_rest_of_their_runs():
    problem, plan = crossed(duty("a"), duty("b"))
    near = route("+near-early", "-near-early", "+near-late", "-near-late")
    far = route("+far-early", "-far-early", "+far-late", "-far-late")
    after = swapped(problem, plan)
    assert Plan((near, far)) in after
    assert Plan(plan.routes[::-1]) in after  # the whole run is a rest too
    assert cost_of(problem, Plan((near, far)), DRIVING) < cost_of(problem, plan, DRIVING)


@pytest.mark.parametrize(
    "second",
    [
        duty("b", back_by=400),
        duty("b", layouts=(Layout(seats=0, wheelchairs=1),)),
        duty("b", break_need=BreakNeed(60, 0, 9_000)),
    ],
    ids=["window", "places", "break"],
)
def test_no_swap_breaks_a_rule(second):
    assert swapped(*all_on_the_first(duty("a"), duty("b"))) != set()
    assert swapped(*all_on_the_first(duty("a"), second)) == set()


def all_on_the_first(*duties):
    problem, plan = crossed(*duties)
    visits = [visit for way in plan.routes for visit in way]
    return problem, Plan((tuple(sorted(visits, key=lambda visit: "late" in visit.ride)), ()))


def test_who_is_pinned_or_on_board_does_not_change_vans():
    problem, plan = crossed(duty("a"), duty("b"))
    assert swapped(problem.with_rides(replace(problem.ride("far-late"), duty_id="a")), plan) == set()
    pinned = problem.with_rides(replace(problem.ride("near-early"), duty_id="a"))
    assert swapped(pinned, plan) < swapped(problem, plan)
    for after in swapped(pinned, plan):  # at most it is taken out, to be put back where it is pinned to
        assert all(visit.ride != "near-early" for visit in after.routes[1])
    aboard = ride("aboard", 0, 9, boarded_at=0, duty_id="a")
    with_rider = problem.with_rides(aboard)
    gets_out = route("-aboard")
    assert swapped(with_rider, plan.with_route(0, (*plan.routes[0], *gets_out))) == set()
    after_getting_out = swapped(with_rider, plan.with_route(0, (*gets_out, *plan.routes[0])))
    assert after_getting_out
    for after in after_getting_out:
        assert after.routes[0][:1] == gets_out


def full(duties, riders):
    """Vans that each have as many riders on board at once, and one ride before and one after."""
    rides, routes = [], []
    for one in duties:
        names = [f"{one.id}{number}" for number in range(riders)]
        first, last = f"{one.id}-first", f"{one.id}-last"
        rides += [ride(name, 1, 2, seats=0) for name in names]
        rides += [ride(first, 0, 1), ride(last, 2, 0)]
        ways = (f"+{first}", f"-{first}", *(f"+{n}" for n in names), *(f"-{n}" for n in names))
        routes.append(route(*ways, f"+{last}", f"-{last}"))
    return Problem(on_a_line(3), duties, tuple(rides)), Plan(tuple(routes))


def test_who_is_on_board_where_two_runs_are_cut_is_taken_out():
    problem, plan = full((duty("a"), duty("b")), MOST_CUT // 2)
    aboard = frozenset(one.id for one in problem.rides if one.seats == 0)
    after = swapped(problem, plan)
    assert {left_out(problem, one) for one in after} >= {aboard, frozenset()}
    first, last = route("+a-first", "-a-first"), route("+b-last", "-b-last")
    assert any(one.routes[0] == (*first, *last) for one in after)


def test_where_too_many_would_be_taken_out_no_run_is_cut():
    problem, plan = full((duty("a"), duty("b")), MOST_CUT // 2 + 1)
    aboard = frozenset(one.id for one in problem.rides if one.seats == 0)
    after = swapped(problem, plan)
    assert after
    for one in after:
        assert not aboard <= left_out(problem, one)


def test_no_run_gets_longer_than_any_can_be():
    """There is no room for more, so nothing may be written there."""
    names = {van: [f"{van}{number}" for number in range(8)] for van in "ab"}
    rides = tuple(ride(name, 1, 1, boarding_s=100) for name in (*names["a"], *names["b"]))
    duties = (duty("a", start=1, end=1, back_by=800), duty("b", start=1, end=1, leave_from=9_200))
    problem = Problem(on_a_line(2), duties, rides)
    ways = [route(*(v for name in names[van] for v in (f"+{name}", f"-{name}"))) for van in "ab"]
    tables, start = search_tables(problem, Plan(tuple(ways)), LINE_GOALS)
    rng, scratch, outcomes = np.random.default_rng(1), scratch_for(start), set()
    for _ in range(TRIES):
        _, state = search_tables(problem, Plan(tuple(ways)), LINE_GOALS)
        touched = np.zeros(2, dtype=np.int64)
        done = swap_tails(tables, state, touched, rng, scratch)
        assert done == touched.all() == touched.any()  # what fits into a duty can be driven, too
        outcomes.add((done, *state.counts.tolist()))
    assert outcomes >= {(True, 16, 16), (False, 16, 16)}


def test_only_the_ends_of_a_run_are_given_away():
    problem, plan = crossed(duty("a"), duty("b"))
    problem = problem.with_rides(replace(problem.ride("near-late"), duty_id="b"))
    tables, state = search_tables(problem, plan, LINE_GOALS)
    rng = np.random.default_rng(1)
    seen = set()
    for _ in range(TRIES):
        scratch = scratch_for(state)
        one, count = trim(tables, state, rng, scratch)
        marked = np.flatnonzero(scratch.not_on >= 0)
        assert count == len(marked)
        assert one in marked
        assert (scratch.not_on[marked] == state.duty_of[marked]).all()
        seen.add(tuple(problem.rides[r].id for r in marked))
    assert seen == {("near-early",), ("far-late",), ("near-early", "far-late"), ("far-early",)}


def test_now_and_then_a_whole_run_is_to_go_to_others():
    names = [f"r{number}" for number in range(MOST_TRIMMED + 4)]
    problem = Problem(on_a_line(3), (duty(),), tuple(ride(name, 1, 2) for name in names))
    plan = Plan((route(*(visit for name in names for visit in (f"+{name}", f"-{name}"))),))
    tables, state = search_tables(problem, plan, LINE_GOALS)
    rng = np.random.default_rng(1)
    counts = {trim(tables, state, rng, scratch_for(state))[1] for _ in range(TRIES)}
    assert counts == {*range(1, MOST_TRIMMED + 1), len(names)}


def test_an_empty_day_has_no_ends():
    problem = Problem(on_a_line(3), (duty("a"), duty("b")), (ride("x", 1, 2, seats=9),))
    tables, state = search_tables(problem, construct(problem), LINE_GOALS)
    rng, scratch = np.random.default_rng(1), scratch_for(state)
    assert trim(tables, state, rng, scratch) == (-1, 0)
    assert not swap_tails(tables, state, np.zeros(2, dtype=np.int64), rng, scratch)
