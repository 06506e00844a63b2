"""Compiled kernels of the outlook on one order of visits: what can be put into it, and what that costs."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BACK_BY,
    DETOUR,
    DIRECT,
    DRIVE,
    DROPOFF,
    EARLIEST,
    END,
    KIND,
    LATEST,
    LEAVE_FROM,
    MAX_DURATION,
    NEVER,
    PARTNER,
    PLACE,
    SEATS,
    SEATS_AT_START,
    SERVICE,
    SPAN,
    START,
    VAN,
    WHEELS,
    WHEELS_AT_START,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.kernels import earliest_schedule, fits

Ints = npt.NDArray[np.int64]

# Rows of the outlook on an order, each indexed by position 0…count.
FIRST = 0  # the visit at this position can't begin earlier
LAST = 1  # it can't begin later, if nothing is put in after it; at `count`: being back
SEATS_BEFORE = 2  # seats taken on the leg before this position
WHEELS_BEFORE = 3
OUTLOOK_ROWS = 4

# Entries of the limits of an order.
FLOOR = 0  # no route with these visits costs less
IS_SHARP = 1  # 1 where `FIRST` and `LAST` hold whatever is put in, ride-time limits counted in
LEAVE_AT = 2  # if sharp: when the van leaves by its earliest schedule
BACK_AT = 3  # and when it is back
LIMIT_ENTRIES = 4


@kernel
def look_ahead(
    travel: Ints, nodes: Ints, frame: Ints, layouts: Ints, order: Ints, count: int, outlook: Ints
) -> bool:
    """Fill the outlook on a route; return False where its riders have no places even before an insertion."""
    seats, wheelchairs = frame[SEATS_AT_START], frame[WHEELS_AT_START]
    ready, place = frame[LEAVE_FROM], frame[START]
    outlook[SEATS_BEFORE, 0], outlook[WHEELS_BEFORE, 0] = seats, wheelchairs
    roomy = fits(layouts, seats, wheelchairs)
    for k in range(count):
        row = order[k]
        at = max(ready + travel[place, nodes[row, PLACE]], nodes[row, EARLIEST])
        outlook[FIRST, k] = NEVER if at > nodes[row, LATEST] else at
        ready, place = outlook[FIRST, k] + nodes[row, SERVICE], nodes[row, PLACE]
        seats += nodes[row, SEATS]
        wheelchairs += nodes[row, WHEELS]
        outlook[SEATS_BEFORE, k + 1], outlook[WHEELS_BEFORE, k + 1] = seats, wheelchairs
        roomy = roomy and fits(layouts, seats, wheelchairs)
    latest, place = frame[BACK_BY], frame[END]
    outlook[LAST, count] = latest
    for k in range(count - 1, -1, -1):
        row = order[k]
        leave_by = latest - travel[nodes[row, PLACE], place] - nodes[row, SERVICE]
        latest, place = min(leave_by, nodes[row, LATEST]), nodes[row, PLACE]
        outlook[LAST, k] = latest
    return roomy


@kernel
def cost_floor(travel: Ints, nodes: Ints, frame: Ints, weights: Ints, order: Ints, count: int) -> int:
    """Return what driving and boarding alone cost on a route, less the most that detour can give back.

    Where the matrix breaks the triangle inequality a ride can be shorter than its direct drive.
    """
    drive, service, give_back = 0, 0, 0
    place = frame[START]
    for k in range(count):
        row = order[k]
        drive += travel[place, nodes[row, PLACE]]
        service += nodes[row, SERVICE]
        place = nodes[row, PLACE]
        if nodes[row, KIND] == DROPOFF:
            since = -frame[LEAVE_FROM] if nodes[row, PARTNER] < 0 else -nodes[nodes[row, PARTNER], SERVICE]
            give_back += max(nodes[row, DIRECT] + since, 0)
    drive += travel[place, frame[END]]
    return int(weights[DRIVE] * drive + weights[VAN] * (drive + service) - weights[DETOUR] * give_back)


@kernel
def sharpen(
    travel: Ints,
    nodes: Ints,
    frame: Ints,
    order: Ints,
    count: int,
    outlook: Ints,
    limits: Ints,
    begins: Ints,
) -> bool:
    """Count the ride-time limits into `FIRST` and `LAST`; return False where no schedule is possible.

    This rests on the triangle inequality: where no detour is shorter, one more ride makes no visit earlier
    than in the earliest schedule, and none later than in the latest.
    """
    feasible, limits[LEAVE_AT], limits[BACK_AT] = earliest_schedule(
        travel, nodes, frame, order, count, begins
    )
    if not feasible:
        return False
    for k in range(count):
        outlook[FIRST, k] = begins[order[k]]
    outlook[LAST, count] = latest_schedule(travel, nodes, frame, order, count, begins)
    for k in range(count):
        outlook[LAST, k] = begins[order[k]]
    limits[IS_SHARP] = 1
    return True


@kernel
def latest_schedule(travel: Ints, nodes: Ints, frame: Ints, order: Ints, count: int, begins: Ints) -> int:
    """Find the latest begin of every visit of an order that has a schedule; return when the van is back.

    The counterpart of `dispatcher.planning.kernels.earliest_schedule`, from above.
    """
    for k in range(count):
        begins[order[k]] = nodes[order[k], LATEST]
    back = frame[BACK_BY]
    is_settled = False
    while not is_settled:
        leave_by, place = back, frame[END]
        for k in range(count - 1, -1, -1):
            row = order[k]
            leave_by -= travel[nodes[row, PLACE], place] + nodes[row, SERVICE]
            leave_by, place = min(leave_by, begins[row]), nodes[row, PLACE]
            begins[row] = leave_by
        is_settled = True
        for k in range(count):
            row = order[k]
            partner = nodes[row, PARTNER]
            if nodes[row, KIND] == DROPOFF and partner >= 0:
                end_by = begins[partner] + nodes[row, SPAN]
                if begins[row] > end_by:
                    begins[row], is_settled = end_by, False
        end_by = leave_by - travel[frame[START], place] + frame[MAX_DURATION]
        if back > end_by:
            back, is_settled = end_by, False
    return int(back)
