"""Compiled kernels of what putting a ride into an order of visits costs at least, without trying pairs.

They read a strip (`dispatcher.planning.insertion.strip_kernels`), so the outlook on the order is sharp.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    DETOUR,
    DIRECT,
    DRIVE,
    EARLIEST,
    LATEST,
    LEAVE_FROM,
    PARTNER,
    PLACE,
    SERVICE,
    START,
    VAN,
)
from dispatcher.planning.compiled import inlined_kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.insertion.outlook_kernels import FLOOR, Outlook
from dispatcher.planning.insertion.strip_kernels import (
    AFTER,
    HOP,
    NOBODY,
    PICKED_UP,
    STAY,
    STOP,
    UNTIL,
    first_reached,
)

Ints = npt.NDArray[np.int64]


@inlined_kernel
def least_cost(duty: DutyTables, count: int, pickup: int, outlook: Outlook) -> tuple[int, int, int]:
    """Return what an order costs at least that a ride is put into, and the pair of positions that hopes so.

    Pickup and drop-off are looked at apart, each where its own times allow it, so one pass suffices. What
    `dispatcher.planning.insertion.sharp_pair_kernels.best_sharp_pair` finds never costs less. Where no
    position allows the ride the cost is `HUGE`, and the positions are -1.
    """
    travel, nodes, frame, weights, strip = duty.travel, duty.nodes, duty.frame, duty.weights, outlook.strip
    dropoff = nodes[pickup, PARTNER]
    stops, stays, hops, after, until = strip[STOP], strip[STAY], strip[HOP], strip[AFTER], strip[UNTIL]
    from_place, boarding_s = nodes[pickup, PLACE], nodes[pickup, SERVICE]
    pickup_from, pickup_by = nodes[pickup, EARLIEST], nodes[pickup, LATEST]
    to_place, alighting_s = nodes[dropoff, PLACE], nodes[dropoff, SERVICE]
    dropoff_from, dropoff_by = nodes[dropoff, EARLIEST], nodes[dropoff, LATEST]
    direct = travel[from_place, to_place]
    least, best_i, best_j = HUGE, -1, -1
    picked_up, up_at = HUGE, -1  # the least driving that a pickup further ahead adds, and where
    ready, place = frame[LEAVE_FROM], frame[START]
    first = first_reached(until, count, pickup_from + boarding_s)
    if first > 0:
        ready, place = after[first - 1] + stays[first - 1], stops[first - 1]
    for k in range(first, count + 1):
        if ready > dropoff_by:
            break
        if picked_up < HUGE:
            hop = travel[place, to_place]
            at = max(ready + hop, dropoff_from)
            if at <= dropoff_by:
                hop_back = travel[to_place, stops[k]]
                if at + alighting_s + hop_back <= until[k]:
                    drive = picked_up + hop + hop_back - hops[k]
                    if drive < least:
                        least, best_i, best_j = drive, up_at, k
        if ready <= pickup_by:
            hop = travel[place, from_place]
            at = max(ready + hop, pickup_from)
            if at <= pickup_by:
                at += boarding_s
                if k < count and at + travel[from_place, stops[k]] <= until[k]:
                    drive = hop + travel[from_place, stops[k]] - hops[k]
                    if drive < picked_up:
                        picked_up, up_at = drive, k
                at = max(at + direct, dropoff_from)
                if at <= dropoff_by:
                    hop_back = travel[to_place, stops[k]]
                    if at + alighting_s + hop_back <= until[k]:
                        drive = hop + direct + hop_back - hops[k]
                        if drive < least:
                            least, best_i, best_j = drive, k, k
        if k < count:
            if strip[PICKED_UP, k] == NOBODY:
                picked_up = HUGE
            ready, place = after[k] + stays[k], stops[k]
    if best_i < 0:
        return HUGE, -1, -1
    floor = outlook.limits[FLOOR] + (weights[DRIVE] + weights[VAN]) * least
    floor += weights[VAN] * (boarding_s + alighting_s)
    floor -= weights[DETOUR] * (nodes[dropoff, DIRECT] - boarding_s)
    return floor, best_i, best_j
