"""Compiling, or loading from the cache, all kernels before the first caller waits for one."""

import numpy as np

from busline.nouns import Layout
from dispatcher.planning.fleet.best_insertion import best_insertion
from dispatcher.planning.problem import BreakNeed, DutyFrame, Plan, Problem, Ride
from dispatcher.planning.route.relaxed import relaxed_schedule
from dispatcher.planning.route.schedule import schedule
from dispatcher.planning.search.construct import construct
from dispatcher.planning.search.neighbourhood_search import improve


def warm(*, search: bool = True) -> None:
    """Run every kernel once on a tiny problem; those of the search over plans only if asked for.

    The first time on a machine this compiles them: the desk's take some ten seconds, the search's a minute.
    """
    frame = DutyFrame("d", 0, 0, 0, 10_000, (Layout(seats=2),), BreakNeed(10, 0, 10_000))
    problem = Problem(np.array([[0, 9], [9, 0]], dtype=np.int64), (frame,), ())
    first, second = _ride("a"), _ride("b")
    plan = Plan.empty(problem)
    for ride in (first, second):
        problem = problem.with_rides(ride)
        found = best_insertion(problem, plan, ride)
        if found is not None:
            plan = found.apply(problem, plan)
    schedule(problem, frame, plan.routes[0])
    late = DutyFrame("d", 0, 0, 9_990, 10_000, (Layout(seats=2),), BreakNeed(10, 0, 10_000))
    relaxed_schedule(problem, late, plan.routes[0])
    if search:
        improve(problem, construct(problem), seed=0, iterations=1)


def _ride(ride_id: str) -> Ride:
    return Ride(ride_id, 0, 1, 1, 0, 0, 0, 0, 9_000, 0, 9_900, 900)
