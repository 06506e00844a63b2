"""Planning a published dial-a-ride instance, and what came of it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dispatcher.bench.darp_file import DarpInstance
from dispatcher.bench.darp_problem import problem_of, routes_of
from dispatcher.improver.in_turn import day_improver
from dispatcher.improver.ortools_routing import plan_from_scratch
from dispatcher.planning.construct import construct
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search import improve

# Plans a problem within seconds, by a seed.
Engine = Callable[[Problem, float, int], Plan]


@dataclass(frozen=True, slots=True)
class DarpResult:
    """What an engine found for an instance.

    Attributes
    ----------
    cost
        Total distance of all routes in full precision; ``None`` where a request is left out, because
        then there is no solution to have a cost.
    seconds
        Wall time of planning, without loading compiled code.
    routes
        Node numbers of each route without the depot.
    unserved
        Pickup nodes of the requests that no route has.
    """

    instance: str
    cost: float | None
    seconds: float
    routes: list[list[int]]
    unserved: list[int]

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command prints it."""
        return {
            "instance": self.instance,
            "cost": self.cost,
            "seconds": round(self.seconds, 3),
            "routes": self.routes,
            "unserved": self.unserved,
        }


def plan_instance(instance: DarpInstance, engine: Engine, *, seconds: float, seed: int) -> DarpResult:
    """Plan `instance` with `engine` within `seconds` of wall time."""
    problem = problem_of(instance)
    begun = time.monotonic()
    plan = engine(problem, seconds, seed)
    took_s = time.monotonic() - begun
    routes = routes_of(instance, plan)
    unserved = sorted(int(ride.id) for ride in problem.rides if ride.id not in plan.served())
    cost = None if unserved else math.fsum(instance.length(route) for route in routes)
    return DarpResult(instance.name, cost, took_s, routes, unserved)


def production(problem: Problem, seconds: float, seed: int) -> Plan:
    """Plan as days are planned: everybody is put in by regret insertion, then the improver runs."""
    goals = Goals.driving_only()
    begun = time.monotonic()
    plan = construct(problem, goals=goals)
    left_s = seconds - (time.monotonic() - begun)
    return day_improver(goals).improve(problem, plan, seconds=left_s, seed=seed) if left_s > 0 else plan


def stock_ortools(problem: Problem, seconds: float, seed: int) -> Plan:
    """Plan with the OR-Tools routing library alone, for comparison."""
    return plan_from_scratch(problem, Goals.driving_only(), seconds=seconds, seed=seed)


def load_kernels(problem: Problem) -> None:
    """Load the planner's compiled code, so that it does not count; on a fresh machine it is compiled."""
    goals = Goals.driving_only()
    improve(problem, construct(problem, goals=goals), seed=0, iterations=1, goals=goals)
