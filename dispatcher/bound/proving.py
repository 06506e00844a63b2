"""The best possible plan and its proof, or the best bound that time allows.

Column generation gives a bound that lies a little below what the best plan costs. Then all routes that a plan
within a small margin of the bound could have are listed, and OR-Tools CP-SAT chooses among them. If it finds
a plan, that is the best there is; if there is none, the bound is raised by the margin, and a larger one is
tried (route enumeration as in Baldacci, Christofides & Mingozzi, Mathematical Programming 115(2), 2008).
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from dispatcher.bound.cheap_routes import cheap_routes
from dispatcher.bound.column_generation import ColumnGeneration
from dispatcher.bound.recombining import recombine
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Route

# A larger day has more routes than can be gone through, and its tables would fill the memory.
MOST_RIDES = 200

# Above the first bound, as shares of it.
MARGINS = (0.0002, 0.0007, 0.0015, 0.003, 0.006, 0.012)


@dataclass(frozen=True, slots=True)
class Proven:
    """What is known of the best possible plan.

    Attributes
    ----------
    bound
        No plan that serves every ride costs less, by the goals that the bound counts; None: nothing known.
    plan
        A best possible plan by those goals, where one was found.
    """

    bound: int | None
    plan: Plan | None


def prove(
    problem: Problem,
    plan: Plan,
    goals: Goals,
    *,
    seconds: float,
    seed: int,
    routes: Iterable[tuple[int, Route]] = (),
) -> Proven:
    """Return a bound on every plan that serves all rides, and a best plan where time suffices to find it.

    Nothing is known where `plan` leaves a ride out or one of its routes can't be driven as promised, nor of
    days with more than `MOST_RIDES` or with too many ways to drive them.

    Parameters
    ----------
    routes
        More routes to begin with, each with the index of a duty that could drive it.
    """
    ends = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() >= ends

    if not 0 < len(problem.rides) <= MOST_RIDES or len(plan.served()) < len(problem.rides):
        return Proven(None, None)
    generation = ColumnGeneration(problem, plan, goals)
    for duty, route in routes:
        generation.offer(duty, route)
    if not generation.look_roughly(is_over):
        return Proven(None, None)
    generation.run(is_over)
    if generation.proof is None:
        return Proven(None, None)
    bound = generation.proof.bound
    for margin in MARGINS:
        below = generation.proof.bound + int(margin * abs(generation.proof.bound)) + 1
        columns = None if is_over() else cheap_routes(generation, generation.proof, below, is_over)
        if columns is None:
            break
        best = recombine(problem, generation.kinds, columns, seconds=ends - time.monotonic(), seed=seed)
        if not best.is_least:
            break
        cost = best.cost + generation.idle_cost
        if best.plan is not None and cost < below:
            return Proven(cost, best.plan)
        bound = below
    return Proven(bound, None)
