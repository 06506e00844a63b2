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
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.insertion.delay_kernels import cost_with_pair
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.insertion.outlook_kernels import FLOOR, SEATS_BEFORE, WHEELS_BEFORE, Outlook
from dispatcher.planning.insertion.room import DROPOFF_AT, LOW, MOST_HOPES, PICKUP_AT, Room
from dispatcher.planning.insertion.strip_kernels import (
    AFTER,
    HOP,
    LONGEST,
    NOBODY,
    PICKED_UP,
    STAY,
    STOP,
    UNTIL,
    first_reached,
    spell_out_pair,
)
from dispatcher.planning.route.kernels import fits

Ints = npt.NDArray[np.int64]


@kernel
def best_sharp_pair(
    duty: DutyTables,
    order: Ints,
    count: int,
    pickup: int,
    outlook: Outlook,
    bound: int,
    known: tuple[int, int],
    room: Room,
) -> tuple[int, int, int]:
    """Do as `dispatcher.planning.insertion.insertion_kernels.best_pair` does, where the outlook is sharp.

    Parameters
    ----------
    outlook
        On the order; the pair is written to the end of its strip.
    known
        Positions of which it is known that they cost no less than the bound, or can't be; or both -1.
    """
    travel, nodes, frame, layouts, weights = duty
    places, strip, hopes = outlook.by_position, outlook.strip, room.hopes
    dropoff = nodes[pickup, PARTNER]
    spell_out_pair(duty, count, pickup, strip)
    stops, stays, hops, after, until = strip[STOP], strip[STAY], strip[HOP], strip[AFTER], strip[UNTIL]
    up, down = count + 1, count + 2
    from_place, boarding_s, pickup_from, pickup_by = stops[up], stays[up], after[up], until[up]
    to_place, alighting_s, dropoff_from, dropoff_by = stops[down], stays[down], after[down], until[down]
    longest_s = strip[LONGEST, down]
    seats, wheelchairs = nodes[pickup, SEATS], nodes[pickup, WHEELS]
    best, best_i, best_j, gathered = bound, -1, -1, 0
    direct_s = nodes[dropoff, DIRECT] - boarding_s
    drive_weight = weights[DRIVE] + weights[VAN]
    floor = outlook.limits[FLOOR] + weights[VAN] * (boarding_s + alighting_s) - weights[DETOUR] * direct_s
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
            if not fits(layouts, places[SEATS_BEFORE, j] + seats, places[WHEELS_BEFORE, j] + wheelchairs):
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
                    if low < best and (i, j) != known:
                        hopes[gathered, LOW], hopes[gathered, PICKUP_AT], hopes[gathered, DROPOFF_AT] = (
                            low,
                            i,
                            j,
                        )
                        gathered += 1
                        if gathered == MOST_HOPES:
                            found = try_hopes(duty, order, count, pickup, outlook, gathered, best, room)
                            if found[1] >= 0:
                                best, best_i, best_j = found
                            gathered = 0
            # Or go on to visit j with the ride on board.
            if j == count or strip[PICKED_UP, j] == NOBODY:
                break
            at = max(ready + hop_on, after[j])
            if at > until[j]:
                break
            aboard_s += hop_on + stays[j]
            ready, place = at + stays[j], stops[j]
            hop_on = hops[j + 1]
    found = try_hopes(duty, order, count, pickup, outlook, gathered, best, room)
    return found if found[1] >= 0 else (best, best_i, best_j)


@kernel
def try_hopes(
    duty: DutyTables,
    order: Ints,
    count: int,
    pickup: int,
    outlook: Outlook,
    gathered: int,
    bound: int,
    room: Room,
) -> tuple[int, int, int]:
    """Return the cheapest of the gathered pairs, the most hopeful tried first; see `best_sharp_pair`."""
    hopes, best, best_n = room.hopes, bound, -1
    while True:
        n, low = 0, HUGE
        for other in range(gathered):
            if hopes[other, LOW] < low:
                n, low = other, hopes[other, LOW]
        # Of equally cheap ones the first counts.
        if low > best or (low == best and n > best_n):
            break
        hopes[n, LOW] = HUGE
        pair = hopes[n, PICKUP_AT], hopes[n, DROPOFF_AT]
        feasible, cost = cost_with_pair(duty, order, count, pickup, pair, low, outlook, room)
        if feasible and (cost < best or (cost == best and n < best_n)):
            best, best_n = cost, n
    if best_n < 0:
        return bound, -1, -1
    return best, hopes[best_n, PICKUP_AT], hopes[best_n, DROPOFF_AT]


@kernel
def try_pair(
    duty: DutyTables,
    order: Ints,
    count: int,
    pickup: int,
    pair: tuple[int, int],
    floor: int,
    outlook: Outlook,
    room: Room,
) -> tuple[bool, int]:
    """Do as `cost_with_pair` does, places counted, for a pair that is not at the end of the strip yet.

    There is no break between the two.
    """
    places, seats, wheelchairs = outlook.by_position, duty.nodes[pickup, SEATS], duty.nodes[pickup, WHEELS]
    for k in range(pair[0], pair[1] + 1):
        if not fits(duty.layouts, places[SEATS_BEFORE, k] + seats, places[WHEELS_BEFORE, k] + wheelchairs):
            return False, 0
    spell_out_pair(duty, count, pickup, outlook.strip)
    return cost_with_pair(duty, order, count, pickup, pair, floor, outlook, room)
