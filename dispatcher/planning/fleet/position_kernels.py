"""Compiled kernels that look for the best pair of positions in one order of a duty in a fleet.

They rest on the triangle inequality, as `dispatcher.planning.fleet.survey_kernels` does. Most pairs are
turned down by bounds. Of the others only what an insertion changes is scheduled, as long as it delays nothing
behind; else the whole route is.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BACK_BY,
    BREAK,
    DRIVE,
    EARLIEST,
    END,
    KIND,
    LATEST,
    LEAVE_FROM,
    MAX_DURATION,
    NEVER,
    PARTIES_AT_START,
    PLACE,
    SEATS,
    SERVICE,
    SPAN,
    START,
    UNDER_WAY,
    VAN,
    WHEELS,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.fleet.fleet_tables import (
    BACK,
    BASE_COST,
    COUNT,
    CUT_FROM,
    CUT_TO,
    LEAVE,
    LEAVE_BY,
    LOW,
    SPENT,
    TAIL,
    VISITS,
    FleetTables,
    slot_tables,
)
from dispatcher.planning.insertion.insertion_kernels import HUGE, added_drive, together_drive, with_pair
from dispatcher.planning.insertion.outlook_kernels import FIRST, LAST, SEATS_BEFORE, WHEELS_BEFORE
from dispatcher.planning.insertion.room import Room
from dispatcher.planning.route.kernels import fits, schedule_and_cost

Ints = npt.NDArray[np.int64]


class PartScratch(NamedTuple):
    """Room to work in for a route, and for a part of one: its frame, and its weights."""

    room: Room
    frame: Ints
    weights: Ints


@kernel
def best_in_order(
    fleet: FleetTables, d: int, o: int, up: Ints, down: Ints, limit: int, is_exact: int, scratch: PartScratch
) -> tuple[int, int, int]:
    """Find the pair of positions that increases the cost of a duty least.

    Parameters
    ----------
    up, down
        Nodes of pickup and drop-off. If exact, they also stand in the two free rows of the slot.
    limit
        Only a smaller increase is of interest.
    is_exact
        1 for increases as they are, 0 for bounds that none is below: then the order may be the bare one.

    Returns
    -------
    The increase (`limit` where there is none below it) and the positions, of equally good ones the first.
    """
    duty, order = slot_tables(fleet, d), fleet.orders[d, o]
    travel, nodes, frame, weights = duty.travel, duty.nodes, duty.frame, duty.weights
    outlook, totals = fleet.outlooks[d, o], fleet.totals[d, o]
    count, best, best_i, best_j = totals[COUNT], limit, -1, -1
    # Next to a break, which the bare order lacks, a stop near the base may be on the way.
    drive_weight = weights[DRIVE] if is_exact else 0
    for i in range(first_position(fleet, d, o, up[EARLIEST]), count + 1):
        ready, place = frame[LEAVE_FROM], frame[START]
        if i > 0:
            ready = outlook[FIRST, i - 1] + nodes[order[i - 1], SERVICE]
            place = nodes[order[i - 1], PLACE]
        if ready > up[LATEST]:
            break
        ready = max(ready + travel[place, up[PLACE]], up[EARLIEST])
        if ready > up[LATEST]:
            continue
        ready, place, aboard_s = ready + up[SERVICE], up[PLACE], up[SERVICE]
        low = least_at(fleet, d, o, i, up)
        if low >= best:
            continue
        pickup_drive = added_drive(duty, order, count, i, up[PLACE])
        for j in range(i, count + 1):
            seats, wheelchairs = outlook[SEATS_BEFORE, j] + up[SEATS], outlook[WHEELS_BEFORE, j] + up[WHEELS]
            if not fits(duty.layouts, seats, wheelchairs):
                break
            # Drop off before visit j.
            if ready > down[LATEST] or aboard_s > down[SPAN]:
                break
            hop = travel[place, down[PLACE]]
            at = max(ready + hop, down[EARLIEST])
            next_place = frame[END] if j == count else nodes[order[j], PLACE]
            arrive = at + down[SERVICE] + travel[down[PLACE], next_place]
            if at <= down[LATEST] and aboard_s + hop <= down[SPAN] and arrive <= outlook[LAST, j]:
                if i == j:
                    drive = together_drive(duty, order, count, i, up[PLACE], down[PLACE])
                else:
                    drive = pickup_drive + added_drive(duty, order, count, j, down[PLACE])
                late_s = max(0, arrive + outlook[TAIL, j] - totals[BACK])
                increase = low + drive_weight * drive + weights[VAN] * late_s
                if increase < best:
                    if is_exact:
                        increase = increase_by(fleet, d, o, i, j, scratch)
                    if increase < best:
                        best, best_i, best_j = increase, i, j
            # Or go on to visit j with the ride on board.
            if j == count or nodes[order[j], KIND] == BREAK:
                break
            hop = travel[place, nodes[order[j], PLACE]]
            at = max(ready + hop, nodes[order[j], EARLIEST])
            if at > outlook[LAST, j]:
                break
            aboard_s += hop + nodes[order[j], SERVICE]
            ready, place = at + nodes[order[j], SERVICE], nodes[order[j], PLACE]
    return best, best_i, best_j


@kernel
def first_position(fleet: FleetTables, d: int, o: int, earliest: int) -> int:
    """Return the first position whose visit can begin at `earliest` or later; the last if none can."""
    low, high = 0, fleet.totals[d, o, COUNT]
    while low < high:
        middle = (low + high) // 2
        if fleet.outlooks[d, o, LAST, middle] < earliest:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def least_at(fleet: FleetTables, d: int, o: int, i: int, up: Ints) -> int:
    """Return what no insertion with the pickup at position i increases the cost by less than."""
    least = fleet.outlooks[d, o, LOW, i]
    if i == 0 and not fleet.frames[d, UNDER_WAY]:
        leave_by = up[LATEST] - fleet.travel[fleet.frames[d, START], up[PLACE]]
        least += fleet.weights[VAN] * max(0, fleet.totals[d, o, LEAVE_BY] - leave_by)
    return int(least)


@kernel
def increase_by(fleet: FleetTables, d: int, o: int, i: int, j: int, scratch: PartScratch) -> int:
    """Return what a pair of positions adds to the cost of a duty, `HUGE` where times can't be kept."""
    duty, totals, room = slot_tables(fleet, d), fleet.totals[d, o], scratch.room
    frame, outlook, base_cost = duty.frame, fleet.outlooks[d, o], fleet.slots[d, BASE_COST]
    pickup, start, end = fleet.slots[d, VISITS], outlook[CUT_FROM, i], outlook[CUT_TO, j]
    frame_cut(fleet, d, o, start, end, scratch.frame)
    part = DutyTables(duty.travel, duty.nodes, scratch.frame, duty.layouts, scratch.weights)
    visits = fleet.orders[d, o, start:end]
    with_pair(visits, end - start, pickup, pickup + 1, i - start, j - start, room.longer)
    in_time, leave, back, cost = schedule_and_cost(part, room.longer, end - start + 2, room.begins)
    if in_time:
        count = totals[COUNT]
        ready = frame[LEAVE_FROM] if frame[UNDER_WAY] else (leave if start == 0 else totals[LEAVE])
        van_s = (back if end == count else totals[BACK]) - ready
        rest = outlook[SPENT, count + 1] - outlook[SPENT, end + 1]
        return int(fleet.weights[VAN] * van_s + outlook[SPENT, start] + cost + rest - base_cost)
    if end == totals[COUNT] and start == 0:
        return HUGE  # that was the whole route
    order, count = fleet.orders[d, o], totals[COUNT]
    with_pair(order, count, pickup, pickup + 1, i, j, room.longer)
    in_time, leave, back, cost = schedule_and_cost(duty, room.longer, count + 2, room.begins)
    return int(cost - base_cost) if in_time else HUGE


@kernel
def frame_cut(fleet: FleetTables, d: int, o: int, start: int, end: int, frame: Ints) -> None:
    """Write the frame of the visits from `start` to before `end` that leaves all others as they are."""
    nodes, order, outlook = fleet.nodes[d], fleet.orders[d, o], fleet.outlooks[d, o]
    for entry in range(frame.shape[0]):
        frame[entry] = fleet.frames[d, entry]
    frame[MAX_DURATION] = NEVER
    if start > 0:
        before = order[start - 1]
        frame[START], frame[UNDER_WAY], frame[PARTIES_AT_START] = nodes[before, PLACE], 1, 0
        frame[LEAVE_FROM] = outlook[FIRST, start - 1] + nodes[before, SERVICE]
    if end < fleet.totals[d, o, COUNT]:
        frame[END], frame[BACK_BY] = nodes[order[end], PLACE], outlook[FIRST, end]
