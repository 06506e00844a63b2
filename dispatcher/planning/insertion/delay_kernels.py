"""Compiled kernels that find the schedule of a route by what a pair that is put into it delays.

Where an insertion makes no visit earlier, the new earliest schedule is reached from the old one: only what
is pushed later is looked at. That makes it a few visits instead of several passes over the whole route. They
are read from a strip (`dispatcher.planning.insertion.strip_kernels`), not from the tables.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import END, MAX_DURATION, PARTNER, START
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.insertion.insertion_kernels import with_pair
from dispatcher.planning.insertion.outlook_kernels import BACK_AT, LEAVE_AT, Outlook
from dispatcher.planning.insertion.room import Room
from dispatcher.planning.insertion.strip_kernels import (
    AFTER,
    BEGIN,
    HOP,
    LONGEST,
    PICKED_UP,
    STAY,
    STOP,
    UNTIL,
)
from dispatcher.planning.route.kernels import counts_driving_only, route_cost, settle

Ints = npt.NDArray[np.int64]


@kernel
def cost_with_pair(
    duty: DutyTables,
    order: Ints,
    count: int,
    pickup: int,
    pair: tuple[int, int],
    floor: int,
    outlook: Outlook,
    room: Room,
) -> tuple[bool, int]:
    """Return whether the times of a route can be kept that a pair is put into, and its cost.

    Parameters
    ----------
    pair
        Pickup and drop-off go before the visits at these positions of the order.
    floor
        No route with these visits in this order costs less.
    outlook
        On the order without the pair, which stands at the end of the strip.
    """
    (i, j), strip, longer, begins = pair, outlook.strip, room.longer, room.begins
    feasible, leave, back = delay(duty, count, i, j, outlook)
    if not feasible:
        return False, 0
    if counts_driving_only(duty.weights):
        return True, floor
    dropoff = duty.nodes[pickup, PARTNER]
    with_pair(order, count, pickup, dropoff, i, j, longer)
    for k in range(count):
        begins[order[k]] = strip[BEGIN, k]
    begins[pickup], begins[dropoff] = strip[BEGIN, count + 1], strip[BEGIN, count + 2]
    leave = settle(duty, longer, count + 2, begins, leave, back)
    return True, route_cost(duty, longer, count + 2, begins, leave, back)


@kernel
def delay(duty: DutyTables, count: int, i: int, j: int, outlook: Outlook) -> tuple[bool, int, int]:
    """Find the earliest schedule of an order with the pair from the end of its strip put before i and j.

    It is written to the strip's `BEGIN`, by position in the strip; see
    `dispatcher.planning.route.kernels.earliest_schedule`.

    Returns
    -------
    Whether there is a schedule, when the van leaves, when it is back.
    """
    travel, frame, limits, strip = duty.travel, duty.frame, outlook.limits, outlook.strip
    stops, stays, hops, until = strip[STOP], strip[STAY], strip[HOP], strip[UNTIL]
    picked_up, longest, begin = strip[PICKED_UP], strip[LONGEST], strip[BEGIN]
    for k in range(count + 3):
        begin[k] = strip[AFTER, k]
    leave, back = limits[LEAVE_AT], limits[BACK_AT]
    # In the route with the pair: before the first all keep to the visit before them already, and behind the
    # last, with all rides that end there keeping their limits.
    first, last = i, j + 1
    # One pass more than there are limits suffices, unless together they can't be kept.
    for _ in range(count + 4):
        ready, place, before = leave, frame[START], -1
        if first > 0:
            before = in_strip(first - 1, count, i, j)
            ready, place = begin[before] + stays[before], stops[before]
        pushed_first, pushed_last = count + 2, -1
        is_back_later = True
        for n in range(first, count + 2):
            k = in_strip(n, count, i, j)
            at = ready + (hops[k] if before == k - 1 else travel[place, stops[k]])
            if at > begin[k]:
                begin[k] = at
            elif n > last:
                is_back_later = False
                break
            at = begin[k]
            if at > until[k]:
                return False, 0, 0
            pickup = picked_up[k]
            if pickup >= 0 and begin[pickup] < at - longest[k]:
                begin[pickup] = at - longest[k]
                if begin[pickup] > until[pickup]:
                    return False, 0, 0
                pushed = i if pickup > count else pickup + (pickup >= i) + (pickup >= j)
                pushed_first, pushed_last = min(pushed_first, pushed), max(pushed_last, pushed)
            ready, place, before = at + stays[k], stops[k], k
        if is_back_later:
            back = ready + travel[place, frame[END]]
            if back > until[count]:
                return False, 0, 0
            if back - frame[MAX_DURATION] > leave:
                leave = back - frame[MAX_DURATION]
                pushed_first, pushed_last = 0, max(pushed_last, 0)
        if pushed_first == count + 2:
            return True, leave, back
        first, last = pushed_first, pushed_last
    return False, 0, 0


@kernel
def in_strip(n: int, count: int, i: int, j: int) -> int:
    """Return where in the strip the nth visit stands of the route with the pair."""
    if n < i:
        return n
    if n == i:
        return count + 1
    if n <= j:
        return n - 1
    return count + 2 if n == j + 1 else n - 2
