"""The times of one route: whether they can be kept, and which are chosen.

Calls are as early as the promises allow, so that the slack of every window lies ahead of it, and the van
leaves its base as late as that allows. A wait is taken at the end of the visit before it, so a visit begins
when the van arrives. Two exceptions make rides shorter: a pickup begins later where its ride-time limit
asks for it, and up to three minutes after its window opens where the van would wait with the rider on
board anyway. A break that comes first moves as late as it may, so that the van leaves later.

Firat & Woeginger (Operations Research Letters 39, 2011) give the rules of time as difference constraints.
"""

from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import DutyFrame, Problem, Route
from dispatcher.planning.route.kernels import capacity_holds
from dispatcher.planning.route.relaxed import LateKind, Lateness, RelaxedSchedule, relaxed_schedule
from dispatcher.planning.route.times import Schedule, scheduled
from dispatcher.planning.tables import is_well_formed, route_table

__all__ = ["LateKind", "Lateness", "RelaxedSchedule", "Schedule", "relaxed_schedule", "schedule"]


def schedule(problem: Problem, duty: DutyFrame, route: Route, goals: Goals = LINE_GOALS) -> Schedule | None:
    """Return the chosen schedule of `route`, or None where no schedule keeps every hard rule.

    Exact: None means that there is none. A route that is not well formed has none.
    """
    if not is_well_formed(problem, duty, route):
        return None
    table = route_table(problem, duty, route, goals)
    if not capacity_holds(table.duty, table.order, len(route)):
        return None
    return scheduled(table.duty, table.order)
