"""Improving a plan with the OR-Tools routing library."""

import time
from typing import Any

import structlog
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from dispatcher.improver.judging import better_of
from dispatcher.improver.routing_model import RoutingModel
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem

log = structlog.get_logger(__name__)


class OrToolsRouting:
    """Guided local search of the routing library, from the present plan on.

    Parameters
    ----------
    goals
        What is better; the returned plan is judged by them exactly.
    most_solutions
        Stop after so many solutions, before the time is up; no limit where left out.
    """

    def __init__(self, goals: Goals | None = None, most_solutions: int | None = None) -> None:
        self._goals = goals or Goals()
        self._most_solutions = most_solutions

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return a better plan found within `seconds`, or `plan`; see `Improver`.

        A plan that breaks a rule comes back as it is: what is late already is not for an improver to judge.
        """
        if not problem.duties or not problem.rides or check(problem, plan):
            return plan
        begun = time.monotonic()
        model = RoutingModel(problem, plan.served(), self._goals)
        left_s = seconds - (time.monotonic() - begun)
        if left_s <= 0:
            return plan  # the model alone took the time
        parameters = search_parameters(left_s)
        if self._most_solutions is not None:
            parameters.solution_limit = self._most_solutions
        model.close(parameters, seed)
        start = model.start_from(plan)
        if start is None:
            log.warning("improver: the model can't start from the present plan", rides=len(problem.rides))
            return plan
        solution = model.routing.SolveFromAssignmentWithParameters(start, parameters)
        return plan if solution is None else better_of(problem, plan, model.plan_of(solution), self._goals)


def plan_from_scratch(problem: Problem, goals: Goals, *, seconds: float, seed: int) -> Plan:
    """Return the plan that the stock library finds: parallel cheapest insertion, then guided local search.

    Rides that it finds no place for are in no route. Nothing that breaks a rule is returned: then the plan
    is empty.
    """
    model = RoutingModel(problem, frozenset(), goals)
    parameters = search_parameters(seconds)
    model.close(parameters, seed)
    solution = model.routing.SolveWithParameters(parameters)
    plan = Plan.empty(problem) if solution is None else model.plan_of(solution)
    return Plan.empty(problem) if check(problem, plan) else plan


def search_parameters(seconds: float) -> Any:
    """Return the library's search parameters for `seconds` of wall time."""
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(max(int(seconds * 1000), 1))
    return parameters
