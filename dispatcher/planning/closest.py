"""Driving times where a way over other stops may be quicker than the direct one."""

import numpy as np

from dispatcher.planning.problem import Matrix


def closest_s(travel_s: Matrix) -> Matrix:
    """Return the fewest driving seconds between any two stops, by way of whatever others.

    By Floyd and Warshall; SciPy's takes two stops at one place, nought seconds apart, for not connected.
    """
    closest = travel_s.copy()
    for via in range(len(closest)):
        np.minimum(closest, closest[:, via, None] + closest[via], out=closest)
    return closest
