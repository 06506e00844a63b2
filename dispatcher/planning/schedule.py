"""The times of one route: whether they can be kept, and which are chosen.

Calls are as early as the promises allow, so that the slack of every window lies ahead of it, and the van
leaves its base as late as that allows. A wait is taken at the end of the visit before it, so a visit begins
when the van arrives. Two exceptions make rides shorter: a pickup begins later where its ride-time limit
asks for it, and up to three minutes after its window opens where the van would wait with the rider on
board anyway. See Firat & Woeginger (Operations Research Letters 39, 2011) for the difference constraints.
"""

from dataclasses import dataclass

import numpy as np

from dispatcher.planning.goals import Goals
from dispatcher.planning.kernels import capacity_holds, schedule_and_cost
from dispatcher.planning.problem import DutyFrame, Problem, Route
from dispatcher.planning.tables import Ints, RouteTable, is_well_formed, route_table

LINE_GOALS = Goals()


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a route is driven.

    Attributes
    ----------
    leave, back
        When the van leaves the frame's start and is back at its end.
    begins
        When each visit begins, which is when the van arrives.
    departs
        When the van drives on from each visit, a wait for the next one included.
    cost
        The route's part of the goals.
    """

    leave: int
    begins: tuple[int, ...]
    back: int
    cost: int
    departs: tuple[int, ...]


def schedule(problem: Problem, duty: DutyFrame, route: Route, goals: Goals = LINE_GOALS) -> Schedule | None:
    """Return the chosen schedule of `route`, or None where no schedule keeps every hard rule.

    Exact: None means that there is none. A route that is not well formed has none.
    """
    if not is_well_formed(problem, duty, route):
        return None
    table = route_table(problem, duty, route)
    if not capacity_holds(table.nodes, table.frame, table.layouts, table.order, len(route)):
        return None
    return scheduled(problem, table, table.order, goals)


def scheduled(problem: Problem, table: RouteTable, order: Ints, goals: Goals) -> Schedule | None:
    """Return the schedule of the rows `order` of a table; places are not looked at."""
    begins = np.empty(len(table.nodes), dtype=np.int64)
    feasible, leave, back, cost = schedule_and_cost(
        problem.travel_s, table.nodes, table.frame, goals.weights(), order, len(order), begins
    )
    if not feasible:
        return None
    return as_schedule(problem, table, order, begins, (leave, back, cost))


def as_schedule(
    problem: Problem, table: RouteTable, order: Ints, begins: Ints, leave_back_cost: tuple[int, int, int]
) -> Schedule:
    """Return begins by row as a schedule in the order of the visits."""
    leave, back, cost = leave_back_cost
    in_order: list[int] = begins[order].tolist()
    places = [int(table.frame[0]), *table.nodes[order, 0].tolist(), int(table.frame[1])]
    hops: list[int] = problem.travel_s[places[:-1], places[1:]].tolist()
    departs = [after - hop for after, hop in zip([*in_order[1:], back], hops[1:], strict=False)]
    return Schedule(leave, tuple(in_order), back, cost, tuple(departs))
