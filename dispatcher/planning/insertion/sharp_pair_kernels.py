"""Compiled kernels that find the best pair of positions for a ride in an order of which the outlook is sharp.

They do as `dispatcher.planning.insertion.insertion_kernels` does, sooner: most pairs are turned down by the
strip (`dispatcher.planning.insertion.strip_kernels`), and of the others those that hope for the least are
scheduled first.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    DETOUR,
    DIRECT,
    DRIVE,
    LEAVE_FROM,
    PARTNER,
    SEATS,
    START,
    VAN,
    WHEELS,
    Travel,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.insertion.delay_kernels import cost_with_pair
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.insertion.outlook_kernels import FLOOR, SEATS_BEFORE, WHEELS_BEFORE
from dispatcher.planning.insertion.strip_kernels import (
    AFTER,
    HOP,
    LONGEST,
    STAY,
    STOP,
    UNTIL,
    first_reached,
    spell_out_pair,
)
from dispatcher.planning.route.kernels import fits

Ints = npt.NDArray[np.int64]

# Pairs of positions that are gathered before those that hope for the least are tried.
MOST_HOPES = 64

# Columns of gathered pairs.
LOW = 0  # what a route with it costs at least; `HUGE` once it has been tried
PICKUP_AT = 1
DROPOFF_AT = 2
HOPE_COLUMNS = 3


@kernel
def best_sharp_pair(
    travel: Travel,
    nodes: Ints,
    frame: Ints,
    layouts: Ints,
    weights: Ints,
    order: Ints,
    count: int,
    pickup: int,
    outlook: Ints,
    limits: Ints,
    strip: Ints,
    bound: int,
    known_i: int,
    known_j: int,
    hopes: Ints,
    longer: Ints,
    begins: Ints,
) -> tuple[int, int, int]:
    """Do as `dispatcher.planning.insertion_kernels.best_pair` does, where the outlook is sharp.

    Parameters
    ----------
    strip
        Of the order, in which there is no break; the pair is written to its end.
    known_i, known_j
        Positions of which it is known that they cost no less than the bound, or can't be; or -1.
    hopes
        Scratch: `MOST_HOPES` rows.
    """
    dropoff = nodes[pickup, PARTNER]
    spell_out_pair(travel, nodes, count, pickup, strip)
    stops, stays, hops, after, until = strip[STOP], strip[STAY], strip[HOP], strip[AFTER], strip[UNTIL]
    up, down = count + 1, count + 2
    from_place, boarding_s, pickup_from, pickup_by = stops[up], stays[up], after[up], until[up]
    to_place, alighting_s, dropoff_from, dropoff_by = stops[down], stays[down], after[down], until[down]
    longest_s = strip[LONGEST, down]
    seats, wheelchairs = nodes[pickup, SEATS], nodes[pickup, WHEELS]
    best, best_i, best_j, gathered = bound, -1, -1, 0
    direct_s = nodes[dropoff, DIRECT] - boarding_s
    drive_weight = weights[DRIVE] + weights[VAN]
    floor = limits[FLOOR] + weights[VAN] * (boarding_s + alighting_s) - weights[DETOUR] * direct_s
    for i in range(first_reached(until, count, pickup_from + boarding_s), count + 1):
        ready, place = frame[LEAVE_FROM], frame[START]
        if i > 0:
            ready, place = after[i - 1] + stays[i - 1], stops[i - 1]
        if ready > pickup_by:
            break
        drive_there = travel[place, from_place]
        at = max(ready + drive_there, pickup_from)
        if at > pickup_by:
            continue
        ready, place, aboard_s = at + boarding_s, from_place, boarding_s
        drive_on = travel[from_place, stops[i]]
        hop_on = drive_on
        for j in range(i, count + 1):
            if not fits(layouts, outlook[SEATS_BEFORE, j] + seats, outlook[WHEELS_BEFORE, j] + wheelchairs):
                break
            # Drop off before visit j.
            if ready > dropoff_by or aboard_s > longest_s:
                break
            hop = travel[place, to_place]
            at = max(ready + hop, dropoff_from)
            if at <= dropoff_by and aboard_s + hop <= longest_s:
                hop_back = travel[to_place, stops[j]]
                if at + alighting_s + hop_back <= until[j]:
                    drive = drive_there + hop + hop_back - hops[j]
                    if i < j:
                        drive += drive_on - hops[i]
                    low = floor + drive_weight * drive
                    if low < best and (i != known_i or j != known_j):
                        hopes[gathered, LOW], hopes[gathered, PICKUP_AT], hopes[gathered, DROPOFF_AT] = (
                            low,
                            i,
                            j,
                        )
                        gathered += 1
                        if gathered == MOST_HOPES:
                            cost, at_i, at_j = try_hopes(
                                travel,
                                nodes,
                                frame,
                                weights,
                                order,
                                count,
                                pickup,
                                limits,
                                strip,
                                hopes,
                                gathered,
                                best,
                                longer,
                                begins,
                            )
                            if at_i >= 0:
                                best, best_i, best_j = cost, at_i, at_j
                            gathered = 0
            # Or go on to visit j with the ride on board.
            if j == count:
                break
            at = max(ready + hop_on, after[j])
            if at > until[j]:
                break
            aboard_s += hop_on + stays[j]
            ready, place = at + stays[j], stops[j]
            hop_on = hops[j + 1]
    cost, at_i, at_j = try_hopes(
        travel,
        nodes,
        frame,
        weights,
        order,
        count,
        pickup,
        limits,
        strip,
        hopes,
        gathered,
        best,
        longer,
        begins,
    )
    return (cost, at_i, at_j) if at_i >= 0 else (best, best_i, best_j)


@kernel
def try_hopes(
    travel: Travel,
    nodes: Ints,
    frame: Ints,
    weights: Ints,
    order: Ints,
    count: int,
    pickup: int,
    limits: Ints,
    strip: Ints,
    hopes: Ints,
    gathered: int,
    bound: int,
    longer: Ints,
    begins: Ints,
) -> tuple[int, int, int]:
    """Return the cheapest of the gathered pairs, the most hopeful tried first; see `best_sharp_pair`."""
    best, best_n = bound, -1
    while True:
        n, low = 0, HUGE
        for other in range(gathered):
            if hopes[other, LOW] < low:
                n, low = other, hopes[other, LOW]
        # Of equally cheap ones the first counts.
        if low > best or (low == best and n > best_n):
            break
        hopes[n, LOW] = HUGE
        feasible, cost = cost_with_pair(
            travel,
            nodes,
            frame,
            weights,
            order,
            count,
            hopes[n, PICKUP_AT],
            hopes[n, DROPOFF_AT],
            pickup,
            low,
            limits,
            strip,
            longer,
            begins,
        )
        if feasible and (cost < best or (cost == best and n < best_n)):
            best, best_n = cost, n
    if best_n < 0:
        return bound, -1, -1
    return best, hopes[best_n, PICKUP_AT], hopes[best_n, DROPOFF_AT]


@kernel
def try_pair(
    travel: Travel,
    nodes: Ints,
    frame: Ints,
    layouts: Ints,
    weights: Ints,
    order: Ints,
    count: int,
    i: int,
    j: int,
    pickup: int,
    floor: int,
    outlook: Ints,
    limits: Ints,
    strip: Ints,
    longer: Ints,
    begins: Ints,
) -> tuple[bool, int]:
    """Do as `cost_with_pair` does, places counted, for a pair that is not at the end of the strip yet."""
    seats, wheelchairs = nodes[pickup, SEATS], nodes[pickup, WHEELS]
    for k in range(i, j + 1):
        if not fits(layouts, outlook[SEATS_BEFORE, k] + seats, outlook[WHEELS_BEFORE, k] + wheelchairs):
            return False, 0
    spell_out_pair(travel, nodes, count, pickup, strip)
    return cost_with_pair(
        travel, nodes, frame, weights, order, count, i, j, pickup, floor, limits, strip, longer, begins
    )
