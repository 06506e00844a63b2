"""The quick search over a fleet finds exactly what a full look at every duty and position finds.

Two full looks are compared with: one in plain Python on small duties, which shares no code with the kernels
but the schedule of a route; and on days with many rides the same fleet with its bounds switched off.
"""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.nouns import Layout
from dispatcher.planning.fleet.best_insertion import removal
from dispatcher.planning.fleet.fleet import Fleet
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import BreakNeed, Plan, Problem, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import (
    VAN,
    close_matrices,
    duties,
    duty,
    matrices,
    on_a_line,
    ride,
    rides,
    route,
    routes,
)

SOME_GOALS = (Goals(), Goals.driving_only(), Goals(van_s=3, drive_s=2, detour_s=5, waiting_s=1))


def fleet_of(problem, plan, goals=LINE_GOALS, *, in_full=False):
    """A fleet with every duty of a problem in its slot."""
    fleet = Fleet(problem.travel_s, goals, in_full=in_full)
    fleet.resize(len(problem.duties))
    for slot, (frame, way) in enumerate(zip(problem.duties, plan.routes, strict=True)):
        fleet.fill(slot, frame, way, problem.ride)
    return fleet


def everywhere(problem):
    return np.ones(len(problem.duties), dtype=np.int64)


def full_look(problem, plan, new, goals):
    """The first of the best insertions in the order of duties, of the break, of the positions."""
    problem = problem.with_rides(new)
    best = None
    for slot, (frame, old) in enumerate(zip(problem.duties, plan.routes, strict=True)):
        before = schedule(problem, frame, old, goals).cost
        for way in longer_routes(frame, old, new):
            times = schedule(problem, frame, way, goals)
            if times is not None and (best is None or times.cost - before < best[0]):
                best = times.cost - before, slot, way
    return best


def longer_routes(frame, old, new):
    """All routes with `new` in `old` and the break anywhere, in the order in which the first wins."""
    visits = tuple(v for v in old if v.ride is not None)
    bases = [visits]
    if frame.break_need is not None:
        bases = [(*visits[:k], Visit(None), *visits[k:]) for k in range(len(visits) + 1)]
    for base in bases:
        for i in range(len(base) + 1):
            for j in range(i, len(base) + 1):
                yield (*base[:i], Visit(new.id, True), *base[i:j], Visit(new.id), *base[j:])


@st.composite
def plans(draw, stops_matrices, most_rides=3):
    """A few duties whose routes can be kept, and a ride to be put in."""
    matrix = draw(stops_matrices)
    limits = st.sampled_from((None, None, 60, 80, 120))
    frames = [
        replace(draw(duties(f"d{k}")), max_duration_s=draw(limits)) for k in range(draw(st.integers(1, 3)))
    ]
    ways, all_rides = [], []
    for frame in frames:
        aboard = [frame.id] if draw(st.integers(0, 3)) == 0 else []
        names = [frame.id] * len(aboard) + [None] * draw(st.integers(0, most_rides))
        mine = [draw(rides(f"{frame.id}-{k}", aboard_of=name)) for k, name in enumerate(names)]
        problem = Problem(matrix, (frame,), tuple(mine))
        way = draw(routes(mine, frame.break_need is not None and len(mine) > 0))
        while schedule(problem, frame, way) is None:
            last = next(v.ride for v in reversed(way) if v.ride is not None)
            way = removal(Plan((way,)), last).routes[0]
        ways.append(way)
        all_rides += [r for r in mine if any(v.ride == r.id for v in way)]
    return Problem(matrix, tuple(frames), tuple(all_rides)), Plan(tuple(ways)), draw(rides("new"))


@given(plans(close_matrices() | matrices()), st.sampled_from(SOME_GOALS))
@settings(max_examples=600, deadline=None)
def test_what_is_found_is_the_first_of_the_best(case, goals):
    problem, plan, new = case
    fleet = fleet_of(problem, plan, goals)
    found = fleet.best((new,), everywhere(problem))[0]
    expected = full_look(problem, plan, new, goals)
    assert (None if found is None else (found.cost, found.slot)) == (expected and expected[:2])
    if found is not None:
        insertion = fleet.insertion(new, found)
        assert insertion.route == expected[2]
        times = schedule(problem.with_rides(new), problem.duties[found.slot], insertion.route, goals)
        assert insertion.schedule == times
        at = dict(zip(insertion.route, times.begins, strict=True))
        assert (found.pickup_at, found.dropoff_at) == (at[Visit("new", True)], at[Visit("new")])


def random_day(dice, *, vans, rides_each, stops=12):
    """A day on which every van has many rides; times as on a line. None of it is well planned."""
    at = np.array([(dice.randrange(900), dice.randrange(900)) for _ in range(stops)])
    matrix = np.abs(at[:, None] - at[None, :]).sum(axis=2).astype(np.int64)
    problem = Problem(matrix, tuple(_random_duty(dice, f"d{k}", stops) for k in range(vans)), ())
    plan = Plan.empty(problem)
    for d, frame in enumerate(problem.duties):
        only = Fleet(matrix, in_full=True)
        only.resize(1)
        for k in range(rides_each):
            new = random_ride(dice, f"{frame.id}-{k}", stops)
            only.fill(0, frame, plan.routes[d], problem.ride)
            found = only.best((new,), np.ones(1, dtype=np.int64))[0]
            if found is not None:
                problem = problem.with_rides(new)
                plan = plan.with_route(d, only.insertion(new, found).route)
    return problem, plan


def _random_duty(dice, duty_id, stops):
    base = dice.randrange(stops)
    begin = dice.choice((0, 0, 7_200))
    need = BreakNeed(1_800, begin + 5_400, begin + 19_800) if dice.random() < 0.6 else None
    under_way = dice.random() < 0.3
    return duty(
        duty_id,
        start=dice.randrange(stops) if under_way else base,
        end=base,
        leave_from=begin,
        back_by=begin + dice.choice((14_400, 28_800)),
        layouts=dice.choice((VAN, (Layout(seats=2), Layout(seats=1, wheelchairs=1)))),
        break_need=need,
        under_way=under_way,
    )


def random_ride(dice, ride_id, stops, opens=None):
    begin = dice.randrange(0, 30_000, 300) if opens is None else opens
    chair = dice.random() < 0.25
    origin, destination = dice.sample(range(stops), 2)
    return ride(
        ride_id,
        origin,
        destination,
        seats=0 if chair else dice.choice((1, 1, 2)),
        wheelchairs=int(chair),
        boarding_s=240 if chair else 60,
        alighting_s=240 if chair else 60,
        pickup_from=begin,
        pickup_to=begin + 420,
        dropoff_from=begin,
        dropoff_by=begin + 3_600,
        max_ride_s=dice.choice((1_200, 2_400)),
    )


# On day 23 a break has as many places as there was room for at first.
@pytest.mark.parametrize("seed", [*range(11), 23])
def test_bounds_turn_down_nothing_that_is_better_or_comes_first(seed):
    dice = random.Random(seed)
    problem, plan = random_day(dice, vans=6, rides_each=14)
    quick, slow = fleet_of(problem, plan), fleet_of(problem, plan, in_full=True)
    for number in range(40):
        first = random_ride(dice, f"new-{number}", 12)
        variants = [
            replace(
                first,
                pickup_from=first.pickup_from + by,
                pickup_to=first.pickup_to + by,
                dropoff_by=first.dropoff_by + by,
            )
            for by in range(0, 3_600, 300)
        ]
        wanted = np.array([dice.random() < 0.9 for _ in problem.duties], dtype=np.int64)
        assert told(quick, variants, wanted) == told(slow, variants, wanted)


def told(fleet, variants, wanted):
    """What a fleet finds, without the numbers that it gives the orders of a duty."""
    found = fleet.best(variants, wanted)
    return [
        one and (one.slot, one.cost, one.pickup_at, one.dropoff_at, fleet.insertion(new, one))
        for new, one in zip(variants, found, strict=True)
    ]


def test_a_slot_that_is_filled_anew_is_as_if_it_were_new():
    dice = random.Random(1)
    problem, plan = random_day(dice, vans=3, rides_each=10)
    other, other_plan = random_day(dice, vans=3, rides_each=4)
    mixed = Fleet(other.travel_s)
    mixed.resize(3)
    for slot in range(3):
        mixed.fill(slot, problem.duties[slot], plan.routes[slot], problem.ride)
    mixed.resize(2)
    mixed.resize(3)
    for slot in range(3):
        mixed.fill(slot, other.duties[slot], other_plan.routes[slot], other.ride)
    fresh = fleet_of(other, other_plan)
    variants = [random_ride(dice, "new", 12, opens) for opens in range(0, 30_000, 900)]
    assert mixed.best(variants, everywhere(other)) == fresh.best(variants, everywhere(other))
    mixed.empty(1)
    assert mixed.best(variants, everywhere(other)) == fresh.best(variants, np.array([1, 0, 1]))


def test_nothing_is_found_in_no_duty():
    fleet = Fleet(on_a_line(3))
    assert fleet.best((ride("a", 0, 1),), np.ones(0, dtype=np.int64)) == [None]
    fleet.resize(1)
    assert fleet.best((ride("a", 0, 1),), np.ones(1, dtype=np.int64)) == [None]
    assert fleet.best((), np.ones(1, dtype=np.int64)) == []


def test_a_ride_between_two_others_costs_nothing_while_the_van_waits():
    # a at 1000 from 0 to 1, b at 5000 back: the van waits at 1 from 1100 on, whatever rides in between.
    a = ride("a", 0, 1, pickup_from=1000, pickup_to=1000)
    b = ride("b", 1, 0, pickup_from=5000, pickup_to=5000)
    problem = Problem(on_a_line(5), (duty(),), (a, b))
    fleet = fleet_of(problem, Plan((route("+a", "-a", "+b", "-b"),)))
    found = fleet.best((ride("new", 2, 3, pickup_from=2000),), everywhere(problem))[0]
    assert (found.cost, found.pickup_at, found.dropoff_at) == (0, 2000, 2100)
    assert fleet.insertion(ride("new", 2, 3, pickup_from=2000), found).route == route(
        "+a", "-a", "+new", "-new", "+b", "-b"
    )


def test_a_break_that_comes_first_moves_with_the_rides_after_it():
    # Break until 1500 at the latest, then a at 3000. The van leaves for it as late as it may, at 1000.
    a = ride("a", 0, 1, pickup_from=3000, pickup_to=3000)
    problem = Problem(on_a_line(5), (duty(break_need=BreakNeed(500, 0, 1000)),), (a,))
    fleet = fleet_of(problem, Plan((route("break", "+a", "-a"),)))
    new = ride("new", 1, 2, pickup_from=1300, pickup_to=1300)
    found = fleet.best((new,), everywhere(problem))[0]
    # To be at stop 1 by 1300 the break must end by 1200: the van leaves 300 s earlier.
    assert found.cost == 300 * 10**4
    assert fleet.insertion(new, found).schedule.begins[0] == 700


def test_a_ride_from_the_base_costs_no_driving_next_to_the_break_there():
    # Without the break the van never comes by its base, at 5, on the way: it costs a detour to fetch `new`.
    rest = BreakNeed(100, 0, 2_000)
    frame = duty(start=0, end=5, break_need=rest, under_way=True)
    there = ride("there", 1, 2, pickup_from=3_000, pickup_to=3_500)
    new = ride("new", 5, 1)
    problem = Problem(on_a_line(6), (duty("near", start=4, end=4), frame), (there,))
    plan = Plan(((), route("break", "+there", "-there")))
    goals = Goals(van_s=0, drive_s=1)
    found = fleet_of(problem, plan, goals).best((new,), everywhere(problem))[0]
    assert found is not None
    assert (found.slot, found.cost) == (1, 0)
    assert full_look(problem, plan, new, goals)[:2] == (0, 1)
