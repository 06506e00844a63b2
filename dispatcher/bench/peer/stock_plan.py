"""A plan as the OR-Tools routing library finds it when it is set up as its users set it up."""

import time
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from dispatcher.bench.peer.routing_model import RoutingModel
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem


def plan_from_scratch(problem: Problem, goals: Goals, *, seconds: float, seed: int) -> Plan:
    """Return the plan that the stock library finds: parallel cheapest insertion, then guided local search.

    Making its model is part of the ``seconds`` of wall time. Rides that it finds no place for are in no
    route. Nothing that breaks a rule is returned: then the plan is empty.
    """
    begun = time.monotonic()
    model = RoutingModel(problem, goals)
    parameters = search_parameters(seconds)
    model.close(parameters, seed)
    limit_time(parameters, seconds - (time.monotonic() - begun))
    solution = model.routing.SolveWithParameters(parameters)
    plan = Plan.empty(problem) if solution is None else model.plan_of(solution)
    return Plan.empty(problem) if check(problem, plan) else plan


def search_parameters(seconds: float) -> Any:
    """Return the library's search parameters for `seconds` of wall time."""
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    limit_time(parameters, seconds)
    return parameters


def limit_time(parameters: Any, seconds: float) -> None:
    """Give the library so many seconds of wall time, a millisecond at least."""
    parameters.time_limit.FromMilliseconds(max(int(seconds * 1000), 1))
