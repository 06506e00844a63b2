"""Improvers with a fault, made in the child process."""

import os
import signal
import time

from dispatcher.improver.protocol import Replanned
from dispatcher.improver.unproven import Unproven
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch


class Faulty:
    """Does what the seed says: 1 raises, 2 kills its own process, 3 sleeps; otherwise the plan comes back."""

    def replan(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Replanned:
        if seed == 1:
            raise ValueError("no plan today")
        if seed == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if seed == 3:
            time.sleep(seconds)
        return Replanned(plan)


def searching() -> Unproven:
    return Unproven(NeighbourhoodSearch(iterations=400))
