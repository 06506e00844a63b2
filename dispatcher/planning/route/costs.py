"""What a plan costs, route by route."""

from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Route
from dispatcher.planning.route.relaxed import as_driven
from dispatcher.planning.tables import route_table


def cost_of(problem: Problem, plan: Plan, goals: Goals = LINE_GOALS) -> int:
    """Return how `plan` does by the goals, rides left out included; less is better."""
    total = goals.unserved * len(problem.ride_index.keys() - plan.served())
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        total += cost_of_route(problem, duty, route, goals)
    return total


def cost_of_route(problem: Problem, duty: DutyFrame, route: Route, goals: Goals = LINE_GOALS) -> int:
    """Return a route's part of the goals; one that is late counts as it is driven."""
    return as_driven(route_table(problem, duty, route, goals)).cost
