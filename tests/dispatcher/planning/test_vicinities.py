"""A large day is cut into vicinities: everything is in one, and what is near together mostly in the same."""

from dataclasses import replace

import numpy as np
import pytest

from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.vicinities import Vicinities
from tests.dispatcher.improver.days import random_day
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route


@pytest.mark.parametrize("seed", range(20))
def test_every_duty_and_every_ride_is_in_one_part(seed):
    problem, plan = random_day(seed, rides=70, vans=9)
    parts = Vicinities(problem).cut(plan, 3, np.random.default_rng(seed))
    assert sorted(d for part in parts for d in part.duties) == list(range(9))
    assert sorted(r for part in parts for r in part.rides) == list(range(71))
    for part in parts:
        inside, its_plan = part.problem_of(problem), part.plan_of(plan)  # which no pin leads out of
        assert its_plan.served() <= {one.id for one in inside.rides}
        assert sum(bool(way) for way in its_plan.routes) <= 3


def test_a_day_is_cut_another_way_each_time_and_alike_for_a_seed():
    problem, plan = random_day(0, rides=70, vans=9)
    day = Vicinities(problem)
    one, other = (day.cut(plan, 3, rng) for rng in [np.random.default_rng(1)] * 2)
    assert one != other
    assert day.cut(plan, 3, np.random.default_rng(1)) == one


def two_towns():
    """Two towns, each with a van of the morning and one of the evening."""
    ends = {"west": (0, 1), "east": (60, 61)}
    times = {"morning": {"pickup_to": 600}, "evening": {"pickup_from": 9_000}}
    names = [f"{town}-{when}" for town in ends for when in times]
    rides = tuple(ride(name, *ends[name[:4]], **times[name[5:]]) for name in names)
    problem = Problem(on_a_line(62), tuple(duty(name) for name in names), rides)
    return problem, Plan(tuple(route(f"+{name}", f"-{name}") for name in names))


def test_vans_that_drive_at_one_time_in_one_place_are_together():
    problem, plan = two_towns()
    vicinities = Vicinities(problem)
    for seed in range(10):
        parts = vicinities.cut(plan, 1, np.random.default_rng(seed))
        assert sorted(part.duties for part in parts) == [(0,), (1,), (2,), (3,)]
        both = vicinities.cut(plan, 2, np.random.default_rng(seed))
        assert sorted(part.duties for part in both) == [(0, 1), (2, 3)]  # the other town is 6,000 s away


def test_rides_left_out_and_idle_vans_go_along_a_pinned_ride_to_its_duty():
    problem, plan = two_towns()
    late = replace(problem.ride("west-morning"), id="late", duty_id="east-evening")
    problem = replace(
        problem.with_rides(late, ride("left-out", 0, 1)), duties=(*problem.duties, duty("idle"))
    )
    plan = Plan((*plan.routes, ()))
    for seed in range(10):
        parts = Vicinities(problem).cut(plan, 2, np.random.default_rng(seed))
        assert len(parts) == 2
        assert sorted(d for part in parts for d in part.duties) == [0, 1, 2, 3, 4]
        assert sum(5 in part.rides for part in parts) == 1
        assert all((4 in part.rides) == (3 in part.duties) for part in parts)


def test_a_day_on_which_nobody_rides_is_one_part():
    problem = Problem(on_a_line(2), (duty("a"), duty("b")), ())
    parts = Vicinities(problem).cut(Plan.empty(problem), 1, np.random.default_rng(0))
    assert [(part.rides, part.duties) for part in parts] == [((), (0, 1))]
