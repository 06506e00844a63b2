"""Parts of a day that have nothing to do with one another: each can be planned, and proven best, by itself.

Vans are lent for some hours of the morning and some of the afternoon, and windows of promises are short. So
nearly every ride of a day has only the duties of one such time to choose among. Which rides and duties hang
together is a matter of connected components; a plan of the day is a plan of each, and its cost their sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dispatcher.planning.carriers import Booleans, carriers, tight_windows
from dispatcher.planning.closest import closest_s
from dispatcher.planning.problem import Plan, Problem

Labels = npt.NDArray[np.int32]


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
    closest = closest_s(problem.travel_s)
    together = carriers(problem, tight_windows(problem.rides, closest), closest)
    for ride, duty in chain(_planned(problem, plan), _pinned(problem)):
        together[ride, duty] = True
    label_of = _labels(together)
    members = np.split(np.argsort(label_of, kind="stable"), np.cumsum(np.bincount(label_of))[:-1])
    rides = len(problem.rides)
    parts = [
        Part(tuple(some[some < rides].tolist()), tuple((some[some >= rides] - rides).tolist()))
        for some in members
        if len(some)
    ]
    return sorted(parts, key=lambda part: len(part.rides))


def _labels(together: Booleans) -> Labels:
    """Return the number of its part for each ride, then for each duty; `together` is (rides, duties)."""
    rides, duties = together.shape
    # On a large day most pairs of a ride and a duty go together: those of the ride's first duty are enough.
    nobody = np.ones((rides, 1), dtype=np.bool_)
    first_of = np.hstack((together, nobody)).argmax(axis=1)
    shares = np.zeros((duties, duties), dtype=np.bool_)
    for first in np.unique(first_of[first_of < duties]):
        shares[first] = together[first_of == first].any(axis=0)
    carried, (one, other) = np.flatnonzero(first_of < duties), np.nonzero(shares)
    pairs = np.concatenate((carried, rides + one)), rides + np.concatenate((first_of[carried], other))
    graph = coo_array((np.ones(len(pairs[0])), pairs), shape=(rides + duties,) * 2)
    labels: Labels = connected_components(graph, directed=False)[1]
    return labels


def _planned(problem: Problem, plan: Plan) -> Iterator[tuple[int, int]]:
    for duty, route in enumerate(plan.routes):
        for visit in route:
            if visit.ride is not None:
                yield problem.ride_index[visit.ride], duty


def _pinned(problem: Problem) -> Iterator[tuple[int, int]]:
    for index, ride in enumerate(problem.rides):
        if ride.duty_id is not None:
            yield index, problem.duty_index[ride.duty_id]
