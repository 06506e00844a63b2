"""Compiled kernels that find the best pair of positions for a ride in the route of one duty.

Every pair is looked at. Most are turned down by bounds that hold for certain, whatever the matrix: what is
before an insertion can't begin earlier than driving allows, what is after it can't begin later than its own
windows allow. What passes is scheduled exactly.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BREAK,
    DETOUR,
    DIRECT,
    DRIVE,
    EARLIEST,
    END,
    KIND,
    LATEST,
    LEAVE_FROM,
    PARTNER,
    PLACE,
    SEATS,
    SERVICE,
    SPAN,
    START,
    VAN,
    WHEELS,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.insertion.outlook_kernels import FIRST, LAST, SEATS_BEFORE, WHEELS_BEFORE
from dispatcher.planning.insertion.room import Room
from dispatcher.planning.route.kernels import fits, schedule_and_cost

Ints = npt.NDArray[np.int64]

# More than any cost.
HUGE = 1 << 62


@kernel
def with_pair(order: Ints, count: int, pickup: int, dropoff: int, i: int, j: int, longer: Ints) -> None:
    """Write `order` with `pickup` before position i and `dropoff` before position j ≥ i of it."""
    for k in range(i):
        longer[k] = order[k]
    longer[i] = pickup
    for k in range(i, j):
        longer[k + 1] = order[k]
    longer[j + 1] = dropoff
    for k in range(j, count):
        longer[k + 2] = order[k]


@kernel
def with_break(bare: Ints, count: int, break_row: int, at: int, order: Ints) -> None:
    """Write an order with the break before position `at`."""
    for k in range(at):
        order[k] = bare[k]
    order[at] = break_row
    for k in range(at, count):
        order[k + 1] = bare[k]


@kernel
def tail_holds(
    duty: DutyTables, order: Ints, count: int, outlook: Ints, j: int, place: int, ready: int
) -> bool:
    """Tell whether the visits from position j on can still be kept by a van that is `ready` at `place`."""
    travel, nodes = duty.travel, duty.nodes
    if j == count:
        return bool(ready + travel[place, duty.frame[END]] <= outlook[LAST, count])
    row = order[j]
    return bool(max(ready + travel[place, nodes[row, PLACE]], nodes[row, EARLIEST]) <= outlook[LAST, j])


@kernel
def added_drive(duty: DutyTables, order: Ints, count: int, at: int, place: int) -> int:
    """Return the driving that a visit of `place` before position `at` adds."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    before = frame[START] if at == 0 else nodes[order[at - 1], PLACE]
    after = frame[END] if at == count else nodes[order[at], PLACE]
    return int(travel[before, place] + travel[place, after] - travel[before, after])


@kernel
def best_pair(
    duty: DutyTables,
    order: Ints,
    count: int,
    pickup: int,
    outlook: Ints,
    floor: int,
    bound: int,
    room: Room,
) -> tuple[int, int, int]:
    """Find the cheapest feasible positions of a ride whose pickup stands in row `pickup`.

    Parameters
    ----------
    outlook
        Of this order, by position: see `dispatcher.planning.insertion.outlook_kernels`.
    floor
        No route with the visits of this order costs less.
    bound
        Only a route that costs less is of interest.

    Returns
    -------
    The cost of the route (`bound` where nothing cheaper is feasible) and the two positions, of equally
    cheap ones the first.
    """
    travel, nodes, frame, weights = duty.travel, duty.nodes, duty.frame, duty.weights
    dropoff = nodes[pickup, PARTNER]
    best, best_i, best_j = bound, -1, -1
    direct_s = nodes[dropoff, DIRECT] - nodes[pickup, SERVICE]
    service = nodes[pickup, SERVICE] + nodes[dropoff, SERVICE]
    floor += weights[VAN] * service - weights[DETOUR] * direct_s
    alighting_s = nodes[dropoff, SERVICE]
    drive_weight = weights[DRIVE] + weights[VAN]
    from_place, to_place = nodes[pickup, PLACE], nodes[dropoff, PLACE]
    for i in range(count + 1):
        ready, place = frame[LEAVE_FROM], frame[START]
        if i > 0:
            ready = outlook[FIRST, i - 1] + nodes[order[i - 1], SERVICE]
            place = nodes[order[i - 1], PLACE]
        if ready > nodes[pickup, LATEST]:
            break
        at = max(ready + travel[place, from_place], nodes[pickup, EARLIEST])
        if at > nodes[pickup, LATEST]:
            continue
        ready, place, aboard_s = at + nodes[pickup, SERVICE], from_place, nodes[pickup, SERVICE]
        pickup_drive = added_drive(duty, order, count, i, from_place)
        for j in range(i, count + 1):
            seats = outlook[SEATS_BEFORE, j] + nodes[pickup, SEATS]
            wheelchairs = outlook[WHEELS_BEFORE, j] + nodes[pickup, WHEELS]
            if not fits(duty.layouts, seats, wheelchairs):
                break
            # Drop off before visit j.
            if ready > nodes[dropoff, LATEST] or aboard_s > nodes[dropoff, SPAN]:
                break
            hop = travel[place, to_place]
            at = max(ready + hop, nodes[dropoff, EARLIEST])
            if (
                at <= nodes[dropoff, LATEST]
                and aboard_s + hop <= nodes[dropoff, SPAN]
                and tail_holds(duty, order, count, outlook, j, to_place, at + alighting_s)
            ):
                if i == j:
                    drive = together_drive(duty, order, count, i, from_place, to_place)
                else:
                    drive = pickup_drive + added_drive(duty, order, count, j, to_place)
                low = floor + drive_weight * drive
                if low < best:
                    with_pair(order, count, pickup, dropoff, i, j, room.longer)
                    feasible, _, _, cost = schedule_and_cost(duty, room.longer, count + 2, room.begins)
                    if feasible and cost < best:
                        best, best_i, best_j = cost, i, j
            # Or go on to visit j with the ride on board.
            if j == count or nodes[order[j], KIND] == BREAK:
                break
            row = order[j]
            hop = travel[place, nodes[row, PLACE]]
            at = max(ready + hop, nodes[row, EARLIEST])
            if at > nodes[row, LATEST]:
                break
            aboard_s += hop + nodes[row, SERVICE]
            ready, place = at + nodes[row, SERVICE], nodes[row, PLACE]
    return best, best_i, best_j


@kernel
def together_drive(duty: DutyTables, order: Ints, count: int, at: int, first: int, then: int) -> int:
    """Return the driving that visits of `first` and at once `then` before position `at` add."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    before = frame[START] if at == 0 else nodes[order[at - 1], PLACE]
    after = frame[END] if at == count else nodes[order[at], PLACE]
    return int(travel[before, first] + travel[first, then] + travel[then, after] - travel[before, after])
