"""Another order for a route that can't be kept as it is, with as much of its beginning as possible.

Drivers and riders know the beginning of a run already. So orders are tried depth first, each visit in the
present order before any other, and the first that keeps every hard rule is taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from dispatcher.planning.problem import DutyFrame, Matrix, Problem, Route, Visit
from dispatcher.planning.route.schedule import schedule

# A run with a delay has few visits that can still change places: windows and limits cut off nearly all
# orders at once. The limit is for a run that is late as a whole, where nothing helps.
MOST_STEPS = 3_000


def first_order_that_holds(
    problem: Problem, duty: DutyFrame, route: Route, *, most_steps: int = MOST_STEPS
) -> Route | None:
    """Return the order of `route` nearest to its own that keeps every hard rule.

    None means that there is no such order, or none among the first `most_steps` (≥ 1) visits tried.
    """
    ends = {visit: _End.of(problem, duty, visit) for visit in route}
    quickest_s = _quickest(problem.travel_s, {end.place for end in ends.values()})
    orders = _Orders(problem.travel_s, quickest_s, ends, most_steps)
    for order in orders.from_here(route, duty.start, duty.leave_from):
        if schedule(problem, duty, order) is not None:
            return order
    return None


@dataclass(frozen=True, slots=True)
class _End:
    """Where a visit is, the bounds on its begin that hold in every order, and how long it takes."""

    place: int
    earliest: int
    latest: int
    service_s: int

    @classmethod
    def of(cls, problem: Problem, duty: DutyFrame, visit: Visit) -> "_End":
        if visit.ride is None:
            need = duty.break_need
            assert need is not None, "a route has a break only where its duty owes one"
            return cls(duty.end, need.earliest, need.latest, need.duration_s)
        ride = problem.ride(visit.ride)
        if visit.is_pickup:
            return cls(ride.origin, ride.pickup_from, ride.pickup_to, ride.boarding_s)
        boarded = ride.pickup_to + ride.boarding_s if ride.boarded_at is None else ride.boarded_at
        latest = min(ride.dropoff_by, boarded + ride.max_ride_s)
        return cls(ride.destination, ride.dropoff_from, latest, ride.alighting_s)


@dataclass
class _Orders:
    """The orders in which a route's visits could be kept, by what is cheap to see; `steps` left to try."""

    travel_s: Matrix
    quickest_s: Matrix
    ends: Mapping[Visit, _End]
    steps: int

    def from_here(self, left: Route, place: int, ready: int) -> Iterator[Route]:
        """Yield orders of the visits `left` for a van that is free at `place` from `ready` on."""
        if not left:
            yield ()
            return
        quickest_s = self.quickest_s[place]
        if any(ready + quickest_s[self.ends[visit].place] > self.ends[visit].latest for visit in left):
            return
        for index, visit in enumerate(left):
            if self.steps <= 0:
                return
            if not _may_come_next(visit, left):
                continue
            self.steps -= 1
            end, rest = self.ends[visit], (*left[:index], *left[index + 1 :])
            begin = max(end.earliest, ready + int(self.travel_s[place, end.place]))
            if begin <= end.latest:
                for order in self.from_here(rest, end.place, begin + end.service_s):
                    yield (visit, *order)


def _may_come_next(visit: Visit, left: Route) -> bool:
    """Tell whether nobody is on board in a break, and who gets out has got in."""
    if visit.ride is None:
        waiting = {one.ride for one in left if one.is_pickup}
        return all(one.ride in waiting for one in left if one.ride is not None)
    return visit.is_pickup or Visit(visit.ride, is_pickup=True) not in left


def _quickest(travel_s: Matrix, places: set[int]) -> Matrix:
    """Return driving seconds where a drive by way of `places` may be quicker than the direct one."""
    quickest_s = travel_s.copy()
    for place in places:
        quickest_s = np.minimum(quickest_s, quickest_s[:, [place]] + quickest_s[[place], :])
    return quickest_s
