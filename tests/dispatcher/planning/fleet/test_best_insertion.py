"""Inserting a ride: the true best, by trying everything; ties, pins, breaks, and the goals."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import Layout, RefusalReason
from dispatcher.planning.check import check
from dispatcher.planning.fleet.best_insertion import best_insertion, best_insertions, removal
from dispatcher.planning.fleet.refusal import obstacles
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import BreakNeed, Plan, Problem, Visit
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import duties, duty, matrices, on_a_line, ride, rides, route, routes


def brute_force(problem, plan, new, goals):
    """The least increase of cost by any duty, any positions and any place of the break."""
    problem = problem.with_rides(new)
    increases = []
    for frame, old in zip(problem.duties, plan.routes, strict=True):
        if new.duty_id not in (None, frame.id):
            continue
        before = schedule(problem, frame, old, goals).cost
        for way in longer_routes(frame, old, new):
            times = schedule(problem, frame, way, goals)
            if times is not None:
                increases.append(times.cost - before)
    return min(increases, default=None)


def longer_routes(frame, old, new):
    """All routes with `new` in `old` and the break anywhere."""
    visits = tuple(v for v in old if v.ride is not None)
    count = len(visits) + 1
    for i, j in product(range(count), repeat=2):
        if i <= j:
            way = (*visits[:i], Visit(new.id, True), *visits[i:j], Visit(new.id), *visits[j:])
            if frame.break_need is None:
                yield way
            else:
                for k in range(len(way) + 1):
                    yield (*way[:k], Visit(None), *way[k:])


@st.composite
def plans(draw, travel=matrices(), most_rides=3):
    """One or two duties whose routes can be kept, a few rides in them, and a ride to be put in."""
    frames = [draw(duties(f"d{k}")) for k in range(draw(st.integers(1, 2)))]
    ways, all_rides = [], []
    matrix = draw(travel)
    for frame in frames:
        aboard = [frame.id] if frame.under_way and draw(st.booleans()) else []
        count = draw(st.integers(0, most_rides))
        names = [frame.id] * len(aboard) + [None] * count
        mine = [draw(rides(f"{frame.id}-{k}", aboard_of=name)) for k, name in enumerate(names)]
        problem = Problem(matrix, (frame,), tuple(mine))
        way = draw(routes(mine, frame.break_need is not None and len(mine) > 0))
        while schedule(problem, frame, way) is None:
            last = next(v.ride for v in reversed(way) if v.ride is not None)
            way = removal(Plan((way,)), last).routes[0]
        ways.append(way)
        all_rides += [r for r in mine if any(v.ride == r.id for v in way)]
    problem = Problem(matrix, tuple(frames), tuple(all_rides))
    new = replace(draw(rides("new")), duty_id=draw(st.sampled_from((None, None, None, "d0"))))
    return problem, Plan(tuple(ways)), new


SOME_GOALS = (Goals(), Goals.driving_only(), Goals(van_s=3, drive_s=2, detour_s=5, waiting_s=1))


@given(plans(), st.sampled_from(SOME_GOALS))
@settings(max_examples=500, deadline=None)
def test_an_insertion_is_as_good_as_trying_everything(case, goals):
    problem, plan, new = case
    found = best_insertion(problem, plan, new, goals=goals)
    assert (None if found is None else found.cost) == brute_force(problem, plan, new, goals)
    if found is not None:
        wider = problem.with_rides(new)
        after = found.apply(wider, plan)
        assert check(wider, after) == []
        assert schedule(wider, wider.duty(found.duty_id), found.route, goals) == found.schedule
        increase = cost_of(wider, after, goals) - cost_of(problem, plan, goals)
        assert increase == found.cost


@given(plans(), st.lists(st.integers(-20, 60), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_many_windows_at_once_are_as_one_by_one(case, shifts):
    problem, plan, new = case
    variants = [
        replace(new, pickup_from=new.pickup_from + by, pickup_to=new.pickup_to + by, dropoff_by=500)
        for by in shifts
    ]
    together = best_insertions(problem, plan, variants)
    assert together == [best_insertion(problem, plan, each) for each in variants]


def two_vans(**other):
    frames = (duty("d1", **other), duty("d2", **other))
    return Problem(on_a_line(5), frames, ())


def test_of_equally_good_duties_the_first_is_taken():
    problem = two_vans()
    new = ride("a", 1, 2)
    assert best_insertion(problem, Plan.empty(problem), new).duty_id == "d1"
    only = best_insertion(problem, Plan.empty(problem), new, duties={"d2"})
    assert only.duty_id == "d2"
    assert best_insertion(problem, Plan.empty(problem), new, duties=set()) is None


def test_a_pinned_ride_goes_on_its_duty_or_nowhere():
    problem = two_vans()
    pinned = ride("a", 1, 2, duty_id="d2")
    assert best_insertion(problem, Plan.empty(problem), pinned).duty_id == "d2"
    assert best_insertion(problem, Plan.empty(problem), pinned, duties={"d1"}) is None
    with pytest.raises(UnknownNoun):
        best_insertion(problem, Plan.empty(problem), ride("a", 1, 2, duty_id="d3"))


def test_a_stop_outside_the_matrix_and_a_rider_on_board_are_refused():
    problem = two_vans()
    with pytest.raises(InvalidInput):
        best_insertion(problem, Plan.empty(problem), ride("a", 1, 5))
    with pytest.raises(InvalidInput):
        best_insertion(problem, Plan.empty(problem), ride("a", 1, 2, boarded_at=0, duty_id="d1"))


def test_the_break_moves_where_the_new_ride_needs_it():
    # Rides a at 1000 and b at 3000, each 0 → 1 (100 s), break of 500 s between them in the plan. A ride
    # from 0 at 1200 … 1600 and another until 2900 leave no room there: the break goes before or after.
    frame = duty(break_need=BreakNeed(500, 0, 5000))
    a = ride("a", 0, 1, pickup_from=1000, pickup_to=1000)
    b = ride("b", 0, 1, pickup_from=3000, pickup_to=3000)
    problem = Problem(on_a_line(5), (frame,), (a, b))
    plan = Plan((route("+a", "-a", "break", "+b", "-b"),))
    new = ride("new", 0, 4, pickup_from=1900, pickup_to=1900, max_ride_s=400)
    found = best_insertion(problem, plan, new)
    # 0 → 4 and back takes until 2700; the break fits between a (back at 1200) and 1900.
    assert found.route == route("+a", "-a", "break", "+new", "-new", "+b", "-b")
    early = replace(new, pickup_from=1300, pickup_to=1300)
    # Back at 2100: the break fits after it, until 2600.
    assert best_insertion(problem, plan, early).route == route(
        "+a", "-a", "+new", "-new", "break", "+b", "-b"
    )


def test_an_empty_duty_gets_its_break_with_its_first_ride():
    problem = Problem(on_a_line(5), (duty(break_need=BreakNeed(500, 2000, 3000)),), ())
    found = best_insertion(problem, Plan.empty(problem), ride("a", 0, 1, pickup_to=100))
    assert found.route == route("+a", "-a", "break")
    assert removal(Plan((found.route,)), "a") == Plan(((),))


def test_refusals_say_why():
    small = (Layout(seats=2, wheelchairs=0),)
    problem = two_vans(leave_from=1000, back_by=3000, layouts=small)
    assert obstacles(problem, ride("a", 1, 2, pickup_to=900)).reason is RefusalReason.NO_WINDOW
    # Back at 2950 + 100 + 200 > 3000.
    assert obstacles(problem, ride("a", 1, 2, pickup_from=2950)).reason is RefusalReason.NO_WINDOW
    assert obstacles(problem, ride("a", 1, 2, wheelchairs=1)).reason is RefusalReason.NO_PLACE_KIND
    assert obstacles(problem, ride("a", 1, 2)).reason is RefusalReason.FULL


def test_cost_counts_who_is_left_out():
    problem = Problem(on_a_line(5), (duty(),), (ride("a", 1, 2),))
    assert cost_of(problem, Plan.empty(problem)) == 10**12
    # Out and back over stop 2: 400 s of van time.
    assert cost_of(problem, Plan((route("+a", "-a"),))) == 400 * 10**4


def test_a_late_break_that_moves_makes_its_run_no_dearer_than_it_is():
    # The break after a is too late: it is taken first now, and b gets into the van beside a. Another van
    # would have to go all the way for b alone.
    need = BreakNeed(duration_s=60, earliest=0, latest=300)
    frames = (duty("d", break_need=need), duty("e"))
    problem = Problem(on_a_line(6), frames, (ride("a", 1, 5),))
    plan = Plan((route("+a", "-a", "break"), ()))
    assert schedule(problem, frames[0], plan.routes[0]) is None
    b = ride("b", 1, 5)
    found = best_insertion(problem, plan, b)
    assert found is not None
    assert found.duty_id == "d"
    with_b = problem.with_rides(b)
    assert found.cost == cost_of(with_b, plan.with_route(0, found.route)) - cost_of(problem, plan)
