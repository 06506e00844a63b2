"""Improvers in turn: each starts from what the one before it found, and nobody makes it worse."""

from dispatcher.improver.in_turn import InTurn, day_improver
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion import cost_of
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search import NeighbourhoodSearch
from tests.dispatcher.improver.days import random_day

GOALS = Goals()


class Spoiler:
    """Leaves everybody at home and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[Plan, float]] = []

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        self.given.append((plan, seconds))
        return Plan.empty(problem)


def test_a_worse_plan_is_not_taken_over() -> None:
    problem, plan = random_day(3, rides=12)
    assert InTurn(((Spoiler(), 1.0),), GOALS).improve(problem, plan, seconds=1, seed=0) is plan


def test_the_next_starts_from_the_better_plan_with_its_share_of_the_time() -> None:
    problem, plan = random_day(3, rides=12)
    first, last = NeighbourhoodSearch(GOALS, iterations=50), Spoiler()
    better = InTurn(((first, 3.0), (last, 1.0)), GOALS).improve(problem, plan, seconds=1000, seed=0)
    [(given, seconds)] = last.given
    assert given is better
    assert cost_of(problem, better) < cost_of(problem, plan)
    # What the first did not use is the last one's: all that is left of 1000 s.
    assert 250 < seconds <= 1000


def test_the_days_improver_keeps_every_rule() -> None:
    problem, plan = random_day(4, rides=12)
    better = day_improver().improve(problem, plan, seconds=1, seed=0)
    assert check(problem, better) == []
    assert cost_of(problem, better) <= cost_of(problem, plan)
