"""Large days are improved vicinity by vicinity: by more in the same time, and by every rule."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from unittest.mock import patch

import pytest

from dispatcher.improver.chains import IdleCores
from dispatcher.improver.day_improver import day_improver
from dispatcher.improver.warming import warm
from dispatcher.planning.check import check
from dispatcher.planning.problem import Plan
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from tests.dispatcher.improver.days import random_day

VANS = "dispatcher.improver.vicinity_search.VANS"
MOST_VANS = "dispatcher.improver.day_improver.MOST_VANS"


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile the kernels first: that is no part of the time an improver is given."""
    warm()


@pytest.mark.parametrize("cores", [1, 2])
def test_a_large_day_is_improved_by_every_rule(cores: int) -> None:
    problem, plan = random_day(7, rides=240, vans=24)
    sizes = []

    def improve(self, problem, plan, **budget):
        sizes.append(len(problem.duties))
        return search(self, problem, plan, **budget)

    search = NeighbourhoodSearch.improve
    with patch(VANS, 6), patch(MOST_VANS, 20), patch.object(NeighbourhoodSearch, "improve", improve):
        improved = day_improver(cores=cores).improve_and_bound(problem, plan, seconds=3, seed=0)
    assert check(problem, improved.plan) == []
    assert improved.plan.served() >= plan.served()
    assert cost_of(problem, improved.plan) < cost_of(problem, plan)
    assert improved.bound is None
    assert len(sizes) > 4
    assert max(sizes) < 24


def test_without_time_the_plan_stays_as_it_is() -> None:
    problem, plan = random_day(7, rides=240, vans=24)
    with patch(MOST_VANS, 20):
        assert day_improver().improve(problem, plan, seconds=0, seed=0) == plan


def a_plan(duties: int, done: list[int]) -> Plan:
    """A plan of so many duties, and who made it."""
    done.append(threading.get_ident())
    return Plan(((),) * duties)


@pytest.mark.parametrize("most", [0, 1, 3])
def test_jobs_are_shared_and_their_results_in_order(most: int) -> None:
    done: list[int] = []
    with ThreadPoolExecutor(4) as threads:
        found = IdleCores(threads, most).shared([partial(a_plan, number, done) for number in range(50)])
    assert [len(plan.routes) for plan in found] == list(range(50))
    assert len(set(done)) <= most + 1


def test_idle_cores_take_jobs() -> None:
    meet = threading.Barrier(2, timeout=30)

    def wait_for_the_other() -> Plan:
        meet.wait()
        return Plan(())

    with ThreadPoolExecutor(1) as threads:
        assert IdleCores(threads, 1).shared([wait_for_the_other] * 2) == [Plan(())] * 2


def test_a_job_that_fails_beside_is_told() -> None:
    meet = threading.Barrier(2, timeout=30)

    def fail() -> Plan:
        meet.wait()
        if threading.current_thread() is not threading.main_thread():
            raise ValueError("no plan")
        return Plan(())

    with ThreadPoolExecutor(1) as threads, pytest.raises(ValueError, match="no plan"):
        IdleCores(threads, 1).shared([fail, fail])
