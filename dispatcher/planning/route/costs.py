"""What a plan costs, route by route."""

from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.kernels import route_cost_now
from dispatcher.planning.tables import route_table


def cost_of(problem: Problem, plan: Plan, goals: Goals = LINE_GOALS) -> int:
    """Return how `plan` does by the goals, rides left out included; less is better.

    A route that is late counts with the times of driving on without regard to limits.
    """
    total = goals.unserved * len(problem.ride_index.keys() - plan.served())
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        table = route_table(problem, duty, route, goals)
        total += route_cost_now(table.duty, table.order)
    return total
