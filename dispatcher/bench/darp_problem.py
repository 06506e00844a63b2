"""A published instance as a planning problem: scaled integers that are never more hopeful than the floats.

Distances and service times are rounded up, windows inwards, limits down: a plan that is feasible in
integers is feasible as published; only a window that has no whole unit in it is read as the unit after its
begin. With up to five decimals kept, what that costs is far below a cent of a route's length.
"""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from busline.nouns import Layout
from dispatcher.bench.darp_file import DarpInstance
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Ride, Visit

Rounding = Callable[[float], int]

MOST_DECIMALS = 5
LARGEST_SCALED = 5 * 10**8  # a distance may be nearly three times as large, and has to fit into 32 bits


def problem_of(instance: DarpInstance, *, hopeful: bool = False) -> Problem:
    """Return the planning problem of an instance; ride ``"i"`` is the request of pickup node i.

    Parameters
    ----------
    hopeful
        Round everything the other way: whatever is feasible as published is feasible then, and no longer.
    """
    scale = scale_of(instance)
    up, down = (math.floor, math.ceil) if hopeful else (math.ceil, math.floor)
    size = len(instance.nodes)
    travel_s = np.array(
        [[up(instance.distance(i, j) * scale) for j in range(size)] for i in range(size)],
        dtype=np.int64,
    )
    depot = instance.nodes[0]
    vehicles = min(instance.vehicles, instance.requests)  # any more would stand still
    duties = tuple(
        DutyFrame(
            id=f"vehicle {number}",
            start=0,
            end=0,
            leave_from=up(depot.earliest * scale),
            back_by=down(depot.latest * scale),
            layouts=(Layout(seats=instance.capacity, wheelchairs=0),),
            max_duration_s=down(instance.max_duration * scale),
        )
        for number in range(1, vehicles + 1)
    )
    rides = (_ride(instance, pickup, scale, up, down) for pickup in range(1, instance.requests + 1))
    tight = (tightened(ride, int(travel_s[ride.origin, ride.destination])) for ride in rides)
    return Problem(travel_s=travel_s, duties=duties, rides=tuple(tight))


def routes_of(instance: DarpInstance, plan: Plan) -> list[list[int]]:
    """Return the routes that are driven, as node numbers without the depot."""
    routes = [[_node_of(instance, visit) for visit in route] for route in plan.routes]
    return [route for route in routes if route]


def _ride(instance: DarpInstance, pickup: int, scale: int, up: Rounding, down: Rounding) -> Ride:
    drop = pickup + instance.requests
    board, alight = instance.nodes[pickup], instance.nodes[drop]
    pickup_from, dropoff_from = up(board.earliest * scale), up(alight.earliest * scale)
    return Ride(
        id=str(pickup),
        origin=pickup,
        destination=drop,
        seats=board.load,
        wheelchairs=0,
        boarding_s=up(board.service * scale),
        alighting_s=up(alight.service * scale),
        pickup_from=pickup_from,
        pickup_to=max(pickup_from, down(board.latest * scale)),
        dropoff_from=dropoff_from,
        dropoff_by=max(dropoff_from, down(alight.latest * scale)),
        max_ride_s=down(instance.max_ride * scale),
    )


def tightened(ride: Ride, direct_s: int) -> Ride:
    """Return the ride with windows that count in what they ask of each other.

    Published requests have one window, at their pickup or at their drop-off; the other one is the whole day.
    Direct drive and longest ride say when the other visit can be at all (Cordeau, Operations Research 54(3),
    2006). No schedule is lost, and most places in a route are out of the question at once.
    """
    shortest_s, longest_s = ride.boarding_s + direct_s, ride.boarding_s + ride.max_ride_s
    pickup_from = max(ride.pickup_from, ride.dropoff_from - longest_s)
    pickup_to = min(ride.pickup_to, ride.dropoff_by - shortest_s)
    dropoff_from = max(ride.dropoff_from, ride.pickup_from + shortest_s)
    dropoff_by = min(ride.dropoff_by, ride.pickup_to + longest_s)
    if pickup_from > pickup_to or dropoff_from > dropoff_by:
        return ride  # nobody can drive it, and the planner will say so
    return replace(
        ride, pickup_from=pickup_from, pickup_to=pickup_to, dropoff_from=dropoff_from, dropoff_by=dropoff_by
    )


def _node_of(instance: DarpInstance, visit: Visit) -> int:
    pickup = int(visit.ride or 0)
    return pickup if visit.is_pickup else pickup + instance.requests


def scale_of(instance: DarpInstance) -> int:
    """Return the power of ten that keeps every scaled number small enough to be summed."""
    largest = max(
        instance.max_duration,
        instance.max_ride,
        *(max(n.latest, n.service, abs(n.x), abs(n.y)) for n in instance.nodes),
        1.0,
    )
    decimals = min(MOST_DECIMALS, math.floor(math.log10(LARGEST_SCALED / largest)))
    return int(10 ** max(decimals, 0))
