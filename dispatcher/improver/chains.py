"""Several searches of one part of a day: some that follow one another, and some beside them on idle cores.

A search soon comes to a plan from which it finds no better one, now and then to a poor one. So it begins
anew where time suffices, and every core that has no other part to plan begins one of its own.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.search.neighbourhood_search import Explored, NeighbourhoodSearch

SEEDS_APART = 1_000_003  # so far apart lie the seeds of two chains


@dataclass(frozen=True, slots=True)
class IdleCores:
    """Cores that have nothing else to do, now or soon.

    Attributes
    ----------
    executor
        Begins what it was given once a core is idle; parts of the day that wait come first.
    most
        Searches that may run there at once for one part; 0 or more.
    """

    executor: Executor
    most: int

    def shared(self, jobs: Sequence[Callable[[], Plan]]) -> list[Plan]:
        """Return what each job returns; as many idle cores as there are help with them."""
        waiting, found = deque(enumerate(jobs)), dict[int, Plan]()

        def work() -> None:
            while True:
                try:
                    number, job = waiting.popleft()
                except IndexError:  # none is left
                    return
                found[number] = job()

        beside = [self.executor.submit(work) for _ in range(self.most)]
        work()
        for one in beside:
            if not one.cancel():
                one.result()
        return [found[number] for number in range(len(jobs))]


def explore(
    search: NeighbourhoodSearch,
    problem: Problem,
    plan: Plan,
    *,
    seconds: float,
    seed: int,
    chains: int,
    idle: IdleCores,
) -> list[Explored]:
    """Return what each chain has met, that with the best plan first, after `seconds`.

    `chains` (≥ 1) share the time one after the other; one on an idle core has what is left when it begins.
    """
    ends = time.monotonic() + seconds

    def chain(number: int, seconds: float) -> Explored:
        return search.explore(problem, plan, seconds=seconds, seed=seed + SEEDS_APART * number)

    def beside(number: int) -> Callable[[], Explored]:
        return lambda: chain(number, ends - time.monotonic())

    waiting = [idle.executor.submit(beside(number)) for number in range(chains, chains + idle.most)]
    found = [chain(number, seconds / chains) for number in range(chains)]
    found += [one.result() for one in waiting if not one.cancel()]
    return sorted(found, key=lambda each: cost_of(problem, each.plan, search.goals))
