"""Running every compiled kernel once at start, so that no caller waits for a compilation."""

import numpy as np

from busline.nouns import Layout
from dispatcher.planning.insertion import best_insertions
from dispatcher.planning.problem import BreakNeed, DutyFrame, Plan, Problem, Ride, Route, Visit
from dispatcher.planning.relaxed import relaxed_schedule


def warm_kernels() -> None:
    """Plan a day of two rides on one van with a break: loads or compiles what planning needs."""
    duty = DutyFrame("duty", 0, 0, 0, 36_000, (Layout(seats=2),), BreakNeed(1800, 0, 20_000))
    first, second = (_ride(name) for name in ("first", "second"))
    problem = Problem(np.array([[0, 60], [60, 0]], dtype=np.int64), (duty,), (first,))
    empty = Plan(((),))
    insertion = best_insertions(problem, empty, [first])[0]
    route: Route = insertion.route if insertion is not None else (Visit("first", True), Visit("first"))
    best_insertions(problem, Plan((route,)), [second])
    late = DutyFrame("duty", 0, 0, 50_000, 51_000, (Layout(seats=2),))
    relaxed_schedule(
        Problem(problem.travel_s, (late,), (first,)), late, (Visit("first", True), Visit("first"))
    )


def _ride(name: str) -> Ride:
    return Ride(name, 0, 1, 1, 0, 60, 60, 0, 30_000, 0, 36_000, 3600)
