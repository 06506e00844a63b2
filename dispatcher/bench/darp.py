"""Planning a published dial-a-ride instance, and what came of it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dispatcher.bench.darp_file import DarpInstance
from dispatcher.bench.darp_problem import problem_of, routes_of, scale_of
from dispatcher.bench.peer.stock_plan import plan_from_scratch
from dispatcher.improver.day_improver import Improved, day_improver
from dispatcher.planning.goals import Goals
from dispatcher.planning.search.construct import construct

# Plans an instance within seconds, by a seed.
Engine = Callable[[DarpInstance, float, int], Improved]


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
    lower_bound
        What no solution is shorter than; ``None`` where nothing is proven.
    """

    instance: str
    cost: float | None
    seconds: float
    routes: list[list[int]]
    unserved: list[int]
    lower_bound: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command prints it."""
        return {
            "instance": self.instance,
            "cost": self.cost,
            "seconds": round(self.seconds, 3),
            "routes": self.routes,
            "unserved": self.unserved,
            "lower_bound": self.lower_bound,
        }


def plan_instance(instance: DarpInstance, engine: Engine, *, seconds: float, seed: int) -> DarpResult:
    """Plan `instance` with `engine` within `seconds` of wall time."""
    begun = time.monotonic()
    planned = engine(instance, seconds, seed)
    took_s = time.monotonic() - begun
    routes = routes_of(instance, planned.plan)
    served = planned.plan.served()
    unserved = [pickup for pickup in range(1, instance.requests + 1) if str(pickup) not in served]
    cost = None if unserved else math.fsum(instance.length(route) for route in routes)
    bound = None if planned.bound is None else planned.bound / scale_of(instance)
    return DarpResult(instance.name, cost, took_s, routes, unserved, bound)


def production(instance: DarpInstance, seconds: float, seed: int) -> Improved:
    """Plan as days are planned: everybody is put in by regret insertion, then the improver runs.

    Plans keep the instance's rules with every number rounded to be safe; the bound is proven with every
    number rounded the other way.
    """
    goals = Goals.driving_only()
    begun = time.monotonic()
    problem, relaxed = problem_of(instance), problem_of(instance, hopeful=True)
    plan = construct(problem, goals=goals)
    left_s = max(seconds - (time.monotonic() - begun), 0.01)
    return day_improver(goals).improve_and_bound(problem, plan, seconds=left_s, seed=seed, relaxed=relaxed)


def stock_ortools(instance: DarpInstance, seconds: float, seed: int) -> Improved:
    """Plan with the OR-Tools routing library alone, for comparison."""
    begun = time.monotonic()
    problem = problem_of(instance)
    left_s = max(seconds - (time.monotonic() - begun), 0.01)
    return Improved(plan_from_scratch(problem, Goals.driving_only(), seconds=left_s, seed=seed), None)
