"""Compiled kernels that tell whether a travel matrix keeps the triangle inequality."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import PLACE, SERVICE
from dispatcher.planning.compiled import kernel

Ints = npt.NDArray[np.int64]


@kernel
def keeps_triangle(travel: Ints) -> bool:
    """Tell whether no detour over a third place is shorter than the direct drive."""
    places = travel.shape[0]
    for via in range(places):
        for i in range(places):
            for j in range(places):
                if travel[i, via] + travel[via, j] < travel[i, j]:
                    return False
    return True


@kernel
def no_visit_saves_time(travel: Ints, nodes: Ints, count: int, places: Ints) -> bool:
    """Tell whether no detour over one of the first `count` nodes, time at the stop included, is shorter.

    Parameters
    ----------
    places
        Between which the direct drive is.
    """
    for row in range(count):
        via, service = nodes[row, PLACE], nodes[row, SERVICE]
        for i in places:
            there = travel[i, via] + service
            for j in places:
                if there + travel[via, j] < travel[i, j]:
                    return False
    return True
