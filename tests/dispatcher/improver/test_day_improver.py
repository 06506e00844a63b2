"""The improver of production: never worse, no rule broken, and a bound that is none too high."""

from dataclasses import replace

from dispatcher.improver.day_improver import day_improver
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion import cost_of
from dispatcher.planning.route_times import plan_van_s
from tests.dispatcher.improver.days import random_day

GOALS = Goals()


def test_the_days_improver_keeps_every_rule() -> None:
    problem, plan = random_day(4, rides=12)
    better = day_improver().improve(problem, plan, seconds=1, seed=0)
    assert check(problem, better) == []
    assert cost_of(problem, better) <= cost_of(problem, plan)


def test_the_bound_is_below_the_plan() -> None:
    problem, plan = random_day(4, rides=12)
    improved = day_improver().improve_and_bound(problem, plan, seconds=20, seed=0)
    assert len(improved.plan.served()) == len(problem.rides)
    assert improved.bound is not None
    assert improved.bound <= cost_of(problem, improved.plan)


def test_the_bound_is_told_in_seconds_of_van_time() -> None:
    problem, plan = random_day(4, rides=12)
    replanned = day_improver().replan(problem, plan, seconds=4, seed=0)
    assert replanned.best_possible_van_s is not None
    assert 0 < replanned.best_possible_van_s <= plan_van_s(problem, replanned.plan)


def test_no_number_is_told_where_none_is_proven() -> None:
    problem, plan = random_day(4, rides=3)
    crowd = problem.with_rides(replace(problem.rides[1], id="crowd", seats=9))  # a van has eight
    assert day_improver().replan(crowd, plan, seconds=0.1, seed=0).best_possible_van_s is None
