"""The time that a route takes of its van and of its riders, apart from each other."""

from dataclasses import dataclass, replace

from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Route
from dispatcher.planning.route.costs import cost_of

_VAN = Goals(unserved=0, van_s=1, drive_s=0, detour_s=0, waiting_s=0)
_DETOUR = Goals(unserved=0, van_s=0, drive_s=0, detour_s=1, waiting_s=0)


@dataclass(frozen=True, slots=True)
class RouteTimes:
    """Seconds from leaving the base to being back, and of riding beyond the direct drive, all riders."""

    van_s: int
    detour_s: int

    def __sub__(self, other: "RouteTimes") -> "RouteTimes":
        return RouteTimes(self.van_s - other.van_s, self.detour_s - other.detour_s)


def route_times(problem: Problem, duty_id: str, route: Route) -> RouteTimes:
    """Return the times of a duty's `route`; a route that is late counts as it will be driven."""
    rides = {visit.ride for visit in route if visit.ride is not None}
    alone = replace(
        problem,
        duties=(problem.duty(duty_id),),
        rides=tuple(problem.ride(ride_id) for ride_id in sorted(rides)),
    )
    plan = Plan((route,))
    return RouteTimes(cost_of(alone, plan, _VAN), cost_of(alone, plan, _DETOUR))


def plan_van_s(problem: Problem, plan: Plan) -> int:
    """Return the seconds from leaving the base to being back of all routes together."""
    return cost_of(problem, plan, _VAN)
