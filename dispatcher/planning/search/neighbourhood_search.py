"""Making a plan better by large neighbourhood search.

Round after round some rides are taken out of the plan (related in place and time, expensive, of one route, or
any) and put back by greedy or regret insertion. Before many rounds two vans swap the rest of their runs, and
who is on board then is taken out too; before some an end of a run is given away. Simulated annealing decides
whether to go on from there (Ropke & Pisinger, Transportation Science 40(4), 2006), cooling down once or more
often (`dispatcher.planning.search.cooling`). Rides on board and pins stay; no plan on the way breaks a
rule that the first keeps, so the search can be broken off at any time.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from busline.errors import InvalidInput
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import Plan, Problem, Route
from dispatcher.planning.search.construct import scratch_for
from dispatcher.planning.search.cooling import Descent
from dispatcher.planning.search.route_pool import RoutePool, empty_pool, routes_in
from dispatcher.planning.search.search_kernels import search
from dispatcher.planning.search.search_tables import (
    SearchState,
    SearchTables,
    as_plan,
    copy_into,
    search_tables,
    walk_from,
)


@dataclass(frozen=True, slots=True)
class SearchParams:
    """How the neighbourhood is searched.

    Attributes
    ----------
    most_removed
        Rides taken out in one round, at most; ≥ 1.
    share_removed
        The same as a share of all rides, in (0, 1]; the smaller of both counts.
    descents
        How the search cools down; the last descent ends with the search.
    rounds_a_step
        Rounds between looks at the clock; ≥ 1.
    """

    most_removed: int = 15
    share_removed: float = 0.4
    descents: tuple[Descent, ...] = (Descent(1.0, warmth=0.6, coldness=0.01),)
    rounds_a_step: int = 20

    def __post_init__(self) -> None:
        if min(self.most_removed, self.rounds_a_step) < 1 or not 0 < self.share_removed <= 1:
            raise InvalidInput("A search takes out at least one ride and at most all.")
        ends = [descent.ends for descent in self.descents]
        if ends[-1:] != [1] or any(first >= second for first, second in pairwise(ends)):
            raise InvalidInput("Each descent ends after the one before, and the last with the search.")


DEFAULT_PARAMS = SearchParams()


@dataclass(frozen=True, slots=True)
class NeighbourhoodSearch:
    """An improver (`dispatcher.improver.protocol.Improver`) that searches large neighbourhoods.

    ``iterations`` limits the rounds, for results that don't depend on the machine's speed.
    """

    goals: Goals = LINE_GOALS
    params: SearchParams = DEFAULT_PARAMS
    iterations: int | None = None

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return a plan that is better than `plan`, or `plan` itself.

        It serves every ride that `plan` serves, and more where it finds room. Routes that can't be kept as
        they are stay untouched. Equal seeds and iterations give equal plans.
        """
        return self._search(problem, plan, seconds, seed)[0]

    def explore(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> "Explored":
        """Improve `plan` as `improve` does, and tell which routes were met on the way."""
        found, pool = self._search(problem, plan, seconds, seed)
        return Explored(found, problem, pool)

    def _search(self, problem: Problem, plan: Plan, seconds: float, seed: int) -> tuple[Plan, RoutePool]:
        tables, start = search_tables(problem, plan, self.goals)
        run = _Run(tables, start, self.params, np.random.default_rng(seed))
        if tables.is_loose.any():
            run.go(_Budget(seconds, self.iterations))
        return (as_plan(problem, run.best) if run.improved else plan), run.pool


@dataclass(frozen=True, slots=True)
class Explored:
    """A plan, and what was met on the way to it."""

    plan: Plan
    _problem: Problem
    _pool: RoutePool

    def routes(self) -> Iterator[tuple[int, Route]]:
        """Yield routes of good plans: each with a duty's index that could drive it, pins left aside."""
        yield from routes_in(self._problem, self._pool)


def improve(
    problem: Problem,
    plan: Plan,
    *,
    seed: int,
    seconds: float = 3600.0,
    iterations: int | None = None,
    goals: Goals = LINE_GOALS,
) -> Plan:
    """Return a plan that is better than `plan`, or `plan` itself, within a time or a number of rounds."""
    return NeighbourhoodSearch(goals, iterations=iterations).improve(
        problem, plan, seconds=seconds, seed=seed
    )


class _Budget:
    """Tells which share of the time or of the rounds is used up, whichever is more."""

    def __init__(self, seconds: float, iterations: int | None) -> None:
        self._seconds, self._iterations = max(seconds, 1e-9), iterations
        self._begun, self._done = time.monotonic(), 0

    def spend(self, rounds: int) -> None:
        self._done += rounds

    def next_rounds(self, wanted: int) -> int:
        return wanted if self._iterations is None else min(wanted, self._iterations - self._done)

    @property
    def share(self) -> float:
        if self._iterations is not None:
            # Rounds alone, so that the course of the search does not depend on the clock.
            over = time.monotonic() - self._begun >= self._seconds
            return 1.0 if over or self._done >= self._iterations else self._done / self._iterations
        return (time.monotonic() - self._begun) / self._seconds


class _Run:
    """One search: its tables, its walk, and its temperature over time."""

    def __init__(
        self,
        tables: SearchTables,
        start: SearchState,
        params: SearchParams,
        rng: np.random.Generator,
    ) -> None:
        self.improved = False
        self._tables, self._params, self._rng = tables, params, rng
        self._walk = walk_from(start)
        self._scratch = scratch_for(start)
        self.pool = empty_pool(start)
        rides = len(start.duty_of)
        self._most = max(1, min(params.most_removed, int(params.share_removed * rides)))
        self._cost_a_ride = max(float(start.costs.sum()) / max(rides, 1), 1.0)

    @property
    def best(self) -> SearchState:
        """The best plan met so far."""
        return self._walk.best

    def go(self, budget: _Budget) -> None:
        """Search until the budget is used up."""
        begins = 0.0
        for descent in self._params.descents:
            copy_into(self.best, self._walk.current)
            copy_into(self.best, self._walk.trial)
            while (share := budget.share) < descent.ends:
                rounds = budget.next_rounds(self._params.rounds_a_step)
                self.improved |= search(
                    self._tables,
                    self._walk,
                    self._cost_a_ride * descent.temperature((share - begins) / (descent.ends - begins)),
                    self._most,
                    rounds,
                    self._rng,
                    self._scratch,
                    self.pool,
                )
                budget.spend(rounds)
            begins = descent.ends
