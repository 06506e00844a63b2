"""Several improvers one after the other, each from where the one before it got to."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from dispatcher.improver.judging import better_of
from dispatcher.improver.ortools_routing import OrToolsRouting
from dispatcher.improver.protocol import Improver
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search import NeighbourhoodSearch


@dataclass(frozen=True, slots=True)
class InTurn:
    """Shares the time among improvers.

    Attributes
    ----------
    parts
        Improvers with the weight of each in what is left of the time when its turn comes.
    goals
        What is better: the result of a part is taken over only if it is.
    """

    parts: Sequence[tuple[Improver, float]]
    goals: Goals

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return the best plan that the improvers find together; see `Improver`."""
        ends = time.monotonic() + seconds
        weight_left = sum(weight for _, weight in self.parts)
        for improver, weight in self.parts:
            left_s = ends - time.monotonic()
            if left_s <= 0:
                break
            found = improver.improve(problem, plan, seconds=left_s * weight / weight_left, seed=seed)
            plan = found if found is plan else better_of(problem, plan, found, self.goals)
            weight_left -= weight
        return plan


def day_improver(goals: Goals | None = None) -> InTurn:
    """Return the improver that plans days in production, and published instances in benchmarks.

    Large neighbourhoods find most of what there is to find; the routing library, which searches along
    other paths, then tries to get on from there.
    """
    goals = goals or Goals()
    return InTurn(((NeighbourhoodSearch(goals), 4.0), (OrToolsRouting(goals), 1.0)), goals)
