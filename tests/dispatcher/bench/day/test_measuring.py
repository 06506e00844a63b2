"""Figures of several tries at one day."""

from dispatcher.bench.day.measuring import Try, figures_of, replanned
from dispatcher.improver.day_improver import day_improver
from dispatcher.improver.warming import warm
from tests.dispatcher.improver.days import random_day


def test_the_shortest_try_within_a_hundredth_of_what_is_proven_counts() -> None:
    tries = [
        Try(1.0, 9, 1_040, None),
        Try(2.0, 9, 1_010, 990),
        Try(4.0, 9, 1_005, 1_000),
        Try(8.0, 9, 1_004, 980),
    ]
    figures = figures_of(tries)
    assert figures["seconds_to_1_percent"] == 2.0
    assert (figures["van_s"], figures["best_possible_van_s"]) == (1_004, 1_000)
    assert (figures["gap"], figures["seconds"], figures["served"]) == (0.004, 8.0, 9)


def test_without_a_bound_there_is_no_gap() -> None:
    figures = figures_of([Try(1.0, 9, 1_000, None)])
    assert [figures[name] for name in ("best_possible_van_s", "gap", "seconds_to_1_percent")] == [None] * 3


def test_a_try_is_judged_by_the_plan_that_came_of_it() -> None:
    warm()  # loading kernels is no part of the time
    problem, plan = random_day(4, rides=6)
    tried = replanned(day_improver(), problem, plan, seconds=2, seed=1)
    assert tried.served == len(problem.rides)
    assert tried.best_possible_van_s is not None
    assert tried.best_possible_van_s <= tried.van_s
