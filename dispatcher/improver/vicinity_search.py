"""Improving large days: vicinity by vicinity, on all idle cores at once.

A round of the search compares each ride that it takes out with every van, so the more there are, the fewer
rounds there is time for, and most of the vans are far away. So a large day is cut into vicinities that are
searched apart, and then cut anew elsewhere (POPMUSIC: Taillard & Voss, in Essays and Surveys in
Metaheuristics, 2002).
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from dispatcher.improver.chains import IdleCores
from dispatcher.planning.goals import Goals
from dispatcher.planning.parts import Part
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.cooling import Descent
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch, SearchParams
from dispatcher.planning.vicinities import Vicinities

# Vans of a vicinity that have rides.
VANS = 40

# A vicinity is searched for so long at a time, for each of its rides.
SEARCH_S_A_RIDE = 0.001

# It was searched before, with others beside it: a search that begins warmer takes apart what was good.
PARAMS = SearchParams(most_removed=25, descents=(Descent(1.0, warmth=0.15, coldness=0.03),))


def search_vicinities(
    problem: Problem, plan: Plan, goals: Goals, *, seconds: float, seed: int, idle: IdleCores
) -> Plan:
    """Return a plan that is better than `plan`, or `plan` itself, after `seconds`."""
    ends, rng = time.monotonic() + seconds, np.random.default_rng(seed)
    search, day = NeighbourhoodSearch(goals, PARAMS), Vicinities(problem)

    def improve(part: Part, present: Plan, number: int) -> Plan:
        most_s = min(SEARCH_S_A_RIDE * len(part.rides), ends - time.monotonic())
        if most_s <= 0:
            return present
        return search.improve(part.problem_of(problem), present, seconds=most_s, seed=number)

    while time.monotonic() < ends:
        parts = day.cut(plan, VANS, rng)
        jobs: list[Callable[[], Plan]] = [
            partial(improve, part, part.plan_of(plan), int(rng.integers(2**31))) for part in parts
        ]
        for part, found in zip(parts, idle.shared(jobs), strict=True):
            plan = part.put_into(plan, found)
    return plan
