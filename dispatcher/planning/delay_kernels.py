"""Compiled kernels that tell what a ride put into an order of visits delays, and what the route then costs.

Where an insertion makes no visit earlier, the new earliest schedule is reached from the old one: only what
is pushed later is looked at. That makes it a few visits instead of several passes over the whole route.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BACK_BY,
    DETOUR,
    DROPOFF,
    EARLIEST,
    END,
    KIND,
    LATEST,
    MAX_DURATION,
    PARTNER,
    PLACE,
    SERVICE,
    SPAN,
    START,
    VAN,
    WAITING,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.kernels import route_cost, schedule_and_cost, settle
from dispatcher.planning.outlook_kernels import BACK_AT, FIRST, IS_SHARP, LEAVE_AT

Ints = npt.NDArray[np.int64]


@kernel
def cost_with_pair(
    travel: Ints,
    nodes: Ints,
    frame: Ints,
    weights: Ints,
    longer: Ints,
    count: int,
    i: int,
    j: int,
    floor: int,
    outlook: Ints,
    limits: Ints,
    begins: Ints,
) -> tuple[bool, int]:
    """Return whether the times of a route can be kept that a pair was put into, and its cost.

    Parameters
    ----------
    longer, count, i, j
        The route and its visits; the pair stands at i and j.
    floor
        No route with these visits in this order costs less.
    outlook, limits
        Of the order without the pair.
    """
    if not limits[IS_SHARP]:
        feasible, _, _, cost = schedule_and_cost(travel, nodes, frame, weights, longer, count, begins)
        return feasible, cost
    for k in range(i):
        begins[longer[k]] = outlook[FIRST, k]
    for k in range(i + 1, j):
        begins[longer[k]] = outlook[FIRST, k - 1]
    for k in range(j + 1, count):
        begins[longer[k]] = outlook[FIRST, k - 2]
    begins[longer[i]], begins[longer[j]] = nodes[longer[i], EARLIEST], nodes[longer[j], EARLIEST]
    feasible, leave, back = delay(
        travel, nodes, frame, longer, count, i, j, limits[LEAVE_AT], limits[BACK_AT], begins
    )
    if not feasible:
        return False, 0
    if weights[VAN] == 0 and weights[DETOUR] == 0 and weights[WAITING] == 0:
        return True, floor  # driving alone counts, whatever the times
    leave = settle(travel, nodes, frame, longer, count, begins, leave, back)
    return True, route_cost(travel, nodes, frame, weights, longer, count, begins, leave, back)


@kernel
def delay(
    travel: Ints,
    nodes: Ints,
    frame: Ints,
    order: Ints,
    count: int,
    first: int,
    last: int,
    leave: int,
    back: int,
    begins: Ints,
) -> tuple[bool, int, int]:
    """Raise ``begins`` to the earliest schedule of an order; see `earliest_schedule`.

    Parameters
    ----------
    first, last
        All visits before the first and behind the last keep to the visit before them already, and all rides
        that end there to their limits.
    leave, back, begins
        No more than in the earliest schedule.

    Returns
    -------
    Whether there is a schedule, when the van leaves, when it is back.
    """
    # One pass more than there are limits suffices, unless together they can't be kept.
    for _ in range(count + 2):
        ready, place = leave, frame[START]
        if first > 0:
            before = order[first - 1]
            ready, place = begins[before] + nodes[before, SERVICE], nodes[before, PLACE]
        pushed_first, pushed_last = count, -1
        is_back_later = True
        for k in range(first, count):
            row = order[k]
            at = ready + travel[place, nodes[row, PLACE]]
            if at > begins[row]:
                begins[row] = at
            elif k > last:
                is_back_later = False
                break
            at = begins[row]
            if at > nodes[row, LATEST]:
                return False, 0, 0
            pickup = nodes[row, PARTNER]
            if nodes[row, KIND] == DROPOFF and pickup >= 0 and begins[pickup] < at - nodes[row, SPAN]:
                begins[pickup] = at - nodes[row, SPAN]
                if begins[pickup] > nodes[pickup, LATEST]:
                    return False, 0, 0
                pushed = k - 1
                while order[pushed] != pickup:
                    pushed -= 1
                pushed_first, pushed_last = min(pushed_first, pushed), max(pushed_last, pushed)
            ready, place = at + nodes[row, SERVICE], nodes[row, PLACE]
        if is_back_later:
            back = ready + travel[place, frame[END]]
            if back > frame[BACK_BY]:
                return False, 0, 0
            if back - frame[MAX_DURATION] > leave:
                leave = back - frame[MAX_DURATION]
                pushed_first, pushed_last = 0, max(pushed_last, 0)
        if pushed_first == count:
            return True, leave, back
        first, last = pushed_first, pushed_last
    return False, 0, 0
