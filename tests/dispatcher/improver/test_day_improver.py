"""The improver of production: never worse, no rule broken, and a bound that is none too high."""

from dispatcher.improver.day_improver import day_improver
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion import cost_of
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
