"""Parts of a day that have nothing to do with one another: each can be planned, and proven best, by itself.

Vans are lent for some hours of the morning and some of the afternoon, and windows of promises are short. So
nearly every ride of a day has only the duties of one such time to choose among. Which rides and duties hang
together is a matter of connected components; a plan of the day is a plan of each, and its cost their sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dispatcher.planning.carriers import carriers, tight_windows
from dispatcher.planning.closest import closest_s
from dispatcher.planning.problem import Plan, Problem


@dataclass(frozen=True, slots=True)
class Part:
    """Rides and duties of a day, as indices in their order, that no others could change places with."""

    rides: tuple[int, ...]
    duties: tuple[int, ...]

    def problem_of(self, whole: Problem) -> Problem:
        """Return the day with these rides and duties alone."""
        return replace(
            whole,
            rides=tuple(whole.rides[index] for index in self.rides),
            duties=tuple(whole.duties[index] for index in self.duties),
        )

    def plan_of(self, whole: Plan) -> Plan:
        """Return the routes of these duties."""
        return Plan(tuple(whole.routes[index] for index in self.duties))

    def put_into(self, whole: Plan, plan: Plan) -> Plan:
        """Return the plan `whole` of a day with `plan`, one of this part, in it."""
        for index, route in zip(self.duties, plan.routes, strict=True):
            whole = whole.with_route(index, route)
        return whole


def parts_of(problem: Problem, plan: Plan) -> list[Part]:
    """Return the parts of a day, those with the fewest rides first: together all its rides and duties.

    A ride that `plan` has on a duty belongs to it, even where it could not be put there any more; so does one
    that is pinned to a duty.
    """
    rides, duties = len(problem.rides), len(problem.duties)
    closest = closest_s(problem.travel_s)
    together = carriers(problem, tight_windows(problem.rides, closest), closest)
    for ride, duty in chain(_planned(problem, plan), _pinned(problem)):
        together[ride, duty] = True
    of_ride, of_duty = np.nonzero(together)
    pairs = coo_array((np.ones(len(of_ride)), (of_ride, rides + of_duty)), shape=(rides + duties,) * 2)
    count, label_of = connected_components(pairs, directed=False)
    members = [np.flatnonzero(label_of == label).tolist() for label in range(count)]
    parts = [
        Part(tuple(m for m in some if m < rides), tuple(m - rides for m in some if m >= rides))
        for some in members
    ]
    return sorted(parts, key=lambda part: len(part.rides))


def _planned(problem: Problem, plan: Plan) -> Iterator[tuple[int, int]]:
    for duty, route in enumerate(plan.routes):
        for visit in route:
            if visit.ride is not None:
                yield problem.ride_index[visit.ride], duty


def _pinned(problem: Problem) -> Iterator[tuple[int, int]]:
    for index, ride in enumerate(problem.rides):
        if ride.duty_id is not None:
            yield index, problem.duty_index[ride.duty_id]
