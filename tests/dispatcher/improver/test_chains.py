"""Chains of searches: the best one leads, and idle cores have chains of their own."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from dispatcher.improver.chains import IdleCores, explore
from dispatcher.improver.day_improver import MOST_BESIDE, day_improver
from dispatcher.improver.warming import warm
from dispatcher.planning.parts import parts_of
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from tests.dispatcher.improver.days import random_day

PROBLEM, PLAN = random_day(4, rides=12)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile the kernels first: that is no part of the time a search is given."""
    warm()


@contextmanager
def recorded_chains() -> Iterator[list[tuple[int, float]]]:
    """Note the seed and the seconds of each chain that begins."""
    whole, begun = NeighbourhoodSearch.explore, []

    def recorded(search, *given, seconds: float, seed: int):
        begun.append((seed, seconds))
        return whole(search, *given, seconds=seconds, seed=seed)

    with patch.object(NeighbourhoodSearch, "explore", recorded):
        yield begun


def explored(executor: Executor, *, most: int, seconds: float = 0.4, chains: int = 2):
    idle = IdleCores(executor, most)
    search = NeighbourhoodSearch()
    return explore(search, PROBLEM, PLAN, seconds=seconds, seed=7, chains=chains, idle=idle)


def test_the_chain_with_the_best_plan_comes_first() -> None:
    with ThreadPoolExecutor(1) as executor:
        costs = [cost_of(PROBLEM, each.plan) for each in explored(executor, most=3)]
    assert costs == sorted(costs)
    assert costs[0] <= cost_of(PROBLEM, PLAN)


def test_an_idle_core_searches_all_the_time() -> None:
    with recorded_chains() as begun, ThreadPoolExecutor(1) as executor:
        assert len(explored(executor, most=1, seconds=2.0)) == 3
    seconds = sorted(seconds for _, seconds in begun)
    assert seconds == [1.0, 1.0, pytest.approx(2.0, abs=0.5)]
    assert len({seed for seed, _ in begun}) == 3


def test_a_core_that_becomes_idle_searches_for_what_is_left() -> None:
    with recorded_chains() as begun, ThreadPoolExecutor(1) as executor:
        executor.submit(time.sleep, 1.0)
        assert len(explored(executor, most=1, seconds=2.0, chains=1)) == 2
    assert sorted(seconds for _, seconds in begun) == [pytest.approx(1.0, abs=0.5), 2.0]


def test_nobody_waits_for_a_core_that_is_busy() -> None:
    over = threading.Event()
    with recorded_chains() as begun, ThreadPoolExecutor(1) as executor:
        executor.submit(over.wait)
        assert len(explored(executor, most=1)) == 2
        over.set()
    assert len(begun) == 2


@pytest.mark.parametrize(("cores", "searches"), [(1, 1), (2, 2), (3 * MOST_BESIDE, 1 + MOST_BESIDE)])
def test_a_day_of_one_part_has_every_core_up_to_some(cores: int, searches: int) -> None:
    assert len(parts_of(PROBLEM, PLAN)) == 1
    unproven = patch("dispatcher.improver.day_improver.is_too_wide", return_value=True)
    with recorded_chains() as begun, unproven:
        day_improver(cores=cores).improve(PROBLEM, PLAN, seconds=1.0, seed=7)
    assert len(begun) == searches
