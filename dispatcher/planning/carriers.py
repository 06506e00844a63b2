"""Which duties could carry a ride at all, whatever else they do."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dispatcher.planning.problem import Matrix, Problem, Ride
from dispatcher.planning.tables import Ints, layout_rows

Booleans = npt.NDArray[np.bool_]

# Columns of `tight_windows`.
PICKUP_FROM, PICKUP_TO, DROPOFF_FROM, DROPOFF_BY = range(4)


def tight_windows(rides: Sequence[Ride], closest: Matrix) -> Ints:
    """Return the windows of pickup and drop-off, narrowed by each other: shape (rides, 4).

    Of who is on board only the drop-off's is told. One that ends before it starts can't be kept.

    Parameters
    ----------
    closest
        As `dispatcher.planning.closest.closest_s` returns it.
    """
    windows = np.empty((len(rides), 4), dtype=np.int64)
    for ride, window in zip(rides, windows, strict=True):
        window[:] = ride.pickup_from, ride.pickup_to, ride.dropoff_from, ride.dropoff_by
        if ride.boarded_at is not None:
            window[DROPOFF_BY] = min(ride.dropoff_by, ride.boarded_at + ride.max_ride_s)
            continue
        shortest_s = ride.boarding_s + int(closest[ride.origin, ride.destination])
        longest_s = ride.boarding_s + ride.max_ride_s
        if shortest_s > longest_s:
            window[DROPOFF_BY] = window[DROPOFF_FROM] - 1
            continue
        window[PICKUP_FROM] = max(window[PICKUP_FROM], window[DROPOFF_FROM] - longest_s)
        window[PICKUP_TO] = min(window[PICKUP_TO], window[DROPOFF_BY] - shortest_s)
        window[DROPOFF_FROM] = max(window[DROPOFF_FROM], window[PICKUP_FROM] + shortest_s)
        window[DROPOFF_BY] = min(window[DROPOFF_BY], window[PICKUP_TO] + longest_s)
    return windows


def carriers(problem: Problem, windows: Ints, closest: Matrix) -> Booleans:
    """Tell which duty could carry which ride: shape (rides, duties).

    Pins, a van's places and its window are looked at, whoever else rides. Who is on board stays there.

    Parameters
    ----------
    windows, closest
        By `tight_windows` and `dispatcher.planning.closest.closest_s`.
    """
    rides = problem.rides
    origins = np.array([ride.origin for ride in rides], dtype=np.int64)
    destinations = np.array([ride.destination for ride in rides], dtype=np.int64)
    alighting_s = np.array([ride.alighting_s for ride in rides], dtype=np.int64)
    parties = np.array([(r.seats, r.wheelchairs) for r in rides], dtype=np.int64).reshape(-1, 2)
    own = np.array(
        [-1 if r.duty_id is None else problem.duty_index[r.duty_id] for r in rides], dtype=np.int64
    )
    on_board = np.array([ride.boarded_at is not None for ride in rides], dtype=np.bool_)
    can_be_kept = (windows[:, PICKUP_FROM] <= windows[:, PICKUP_TO]) & (
        windows[:, DROPOFF_FROM] <= windows[:, DROPOFF_BY]
    )
    of_layouts = {duty.layouts: duty for duty in problem.duties}
    has_places = {
        layouts: np.any(np.all(parties[:, None] <= layout_rows(duty), axis=2), axis=1)
        for layouts, duty in of_layouts.items()
    }
    could = np.empty((len(rides), len(problem.duties)), dtype=np.bool_)
    for d, duty in enumerate(problem.duties):
        there = duty.leave_from + closest[duty.start, origins]
        back = windows[:, DROPOFF_FROM] + alighting_s + closest[destinations, duty.end]
        in_time = (there <= windows[:, PICKUP_TO]) & (back <= duty.back_by)
        is_allowed = (own < 0) | (own == d)
        could[:, d] = is_allowed & can_be_kept & in_time & has_places[duty.layouts] | (on_board & (own == d))
    return could
