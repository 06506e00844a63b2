"""Improvers with a fault, made in the child process."""

import os
import signal
import time

from dispatcher.improver.ortools_routing import OrToolsRouting
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem


class Faulty:
    """Does what the seed says: 1 raises, 2 kills its own process, 3 sleeps; otherwise the plan comes back."""

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        if seed == 1:
            raise ValueError("no plan today")
        if seed == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if seed == 3:
            time.sleep(seconds)
        return plan


def routing() -> OrToolsRouting:
    return OrToolsRouting(Goals(), 40)
