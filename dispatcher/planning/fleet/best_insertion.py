"""The best place for one more ride in a plan, over all duties and all positions.

A duty with a break tries every place of it anew together with the positions of the ride. Of equally good
insertions the first wins: in the order of duties, then of the break, then of the positions.
"""

from collections.abc import Collection, Sequence
from itertools import groupby

import numpy as np

from busline.errors import InvalidInput, UnknownNoun
from dispatcher.planning.fleet.fleet import Fleet, Insertion
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Ride, Route


def best_insertion(
    problem: Problem,
    plan: Plan,
    ride: Ride,
    *,
    duties: Collection[str] | None = None,
    goals: Goals = LINE_GOALS,
) -> Insertion | None:
    """Return the cheapest feasible insertion of `ride` into `plan`, or None where there is none.

    Parameters
    ----------
    ride
        In no route of the plan yet; it need not be one of the problem's rides.
    duties
        Ids of the duties to look at; all where left out. A pinned ride goes on its duty only.
    """
    return best_insertions(problem, plan, (ride,), duties=duties, goals=goals)[0]


def best_insertions(
    problem: Problem,
    plan: Plan,
    variants: Sequence[Ride],
    *,
    duties: Collection[str] | None = None,
    goals: Goals = LINE_GOALS,
) -> list[Insertion | None]:
    """Return the cheapest feasible insertion of each of `variants`, each on its own into `plan`.

    Meant for one trip with many windows: what is the same for all is worked out once.
    """
    for ride in variants:
        _refuse_nonsense(problem, ride)
    chosen = [k for k, d in enumerate(problem.duties) if any(_may_take(d, ride, duties) for ride in variants)]
    fleet = Fleet(problem.travel_s, goals)
    fleet.resize(len(chosen))
    for slot, index in enumerate(chosen):
        fleet.fill(slot, problem.duties[index], plan.routes[index], problem.ride)
    found: list[Insertion | None] = []
    # Variants of one trip are pinned alike, so that one look does for all.
    for pinned_to, group in groupby(variants, key=lambda ride: ride.duty_id):
        rides = list(group)
        wanted = [pinned_to in (None, problem.duties[index].id) for index in chosen]
        places = fleet.best(rides, np.array(wanted, dtype=np.int64))
        found += [
            None if place is None else fleet.insertion(ride, place)
            for ride, place in zip(rides, places, strict=True)
        ]
    return found


def removal(plan: Plan, ride_id: str) -> Plan:
    """Return `plan` without the ride; a break that is left alone in a route goes too."""
    return Plan(tuple(_without(route, ride_id) for route in plan.routes))


def _may_take(duty: DutyFrame, ride: Ride, duties: Collection[str] | None) -> bool:
    if ride.duty_id not in (None, duty.id) or not (duties is None or duty.id in duties):
        return False
    return duty.leave_from <= ride.pickup_to and ride.pickup_from <= duty.back_by


def _refuse_nonsense(problem: Problem, ride: Ride) -> None:
    stops = len(problem.travel_s)
    if not (0 <= ride.origin < stops and 0 <= ride.destination < stops):
        raise InvalidInput(f"Ride {ride.id} names a stop that is not in the travel matrix.")
    if ride.boarded_at is not None:
        raise InvalidInput(f"Ride {ride.id} is on board: it can't be put into a plan.")
    if ride.duty_id is not None and ride.duty_id not in problem.duty_index:
        raise UnknownNoun("duty", ride.duty_id)


def _without(route: Route, ride_id: str) -> Route:
    if all(visit.ride != ride_id for visit in route):
        return route
    left = tuple(visit for visit in route if visit.ride != ride_id)
    return left if any(visit.ride is not None for visit in left) else ()
