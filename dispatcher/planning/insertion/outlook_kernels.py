"""Compiled kernels of the outlook on one order of visits: what can be put into it, and what that costs."""

from typing import NamedTuple

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
    NEVER,
    PARTNER,
    PLACE,
    SEATS,
    SEATS_AT_START,
    SERVICE,
    START,
    VAN,
    WHEELS,
    WHEELS_AT_START,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.route.kernels import fits

Ints = npt.NDArray[np.int64]

# Rows of the outlook on an order, each indexed by position 0…count.
FIRST = 0  # the visit at this position can't begin earlier
LAST = 1  # it can't begin later, if nothing is put in after it; at `count`: being back
SEATS_BEFORE = 2  # seats taken on the leg before this position
WHEELS_BEFORE = 3
OUTLOOK_ROWS = 4

# Entries of the limits of an order.
FLOOR = 0  # no route with these visits costs less
IS_SHARP = 1  # 1 where its strip (`dispatcher.planning.insertion.strip_kernels`) is filled
LEAVE_AT = 2  # if sharp: when the van leaves by its earliest schedule
BACK_AT = 3  # and when it is back
VISITS = 4  # how many it has
PAUSES_AT = 5  # position of its break, or -1
LIMIT_ENTRIES = 6


class Outlook(NamedTuple):
    """What all rides have in common that are put into one order of visits.

    Attributes
    ----------
    by_position
        By position: the rows above.
    limits
        The entries above.
    strip
        If sharp: see `dispatcher.planning.insertion.strip_kernels`.
    """

    by_position: Ints
    limits: Ints
    strip: Ints


@kernel
def look_ahead(duty: DutyTables, order: Ints, count: int, outlook: Ints) -> bool:
    """Fill the outlook on a route; return False where its riders have no places even before an insertion."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    ready, place = frame[LEAVE_FROM], frame[START]
    for k in range(count):
        row = order[k]
        at = max(ready + travel[place, nodes[row, PLACE]], nodes[row, EARLIEST])
        outlook[FIRST, k] = NEVER if at > nodes[row, LATEST] else at
        ready, place = outlook[FIRST, k] + nodes[row, SERVICE], nodes[row, PLACE]
    latest, place = frame[BACK_BY], frame[END]
    outlook[LAST, count] = latest
    for k in range(count - 1, -1, -1):
        row = order[k]
        leave_by = latest - travel[nodes[row, PLACE], place] - nodes[row, SERVICE]
        latest, place = min(leave_by, nodes[row, LATEST]), nodes[row, PLACE]
        outlook[LAST, k] = latest
    return count_places(duty, order, count, outlook)


@kernel
def count_places(duty: DutyTables, order: Ints, count: int, outlook: Ints) -> bool:
    """Fill the places of the outlook on a route; return whether its riders have them."""
    nodes, frame, layouts = duty.nodes, duty.frame, duty.layouts
    seats, wheelchairs = frame[SEATS_AT_START], frame[WHEELS_AT_START]
    outlook[SEATS_BEFORE, 0], outlook[WHEELS_BEFORE, 0] = seats, wheelchairs
    roomy = fits(layouts, seats, wheelchairs)
    for k in range(count):
        seats += nodes[order[k], SEATS]
        wheelchairs += nodes[order[k], WHEELS]
        outlook[SEATS_BEFORE, k + 1], outlook[WHEELS_BEFORE, k + 1] = seats, wheelchairs
        roomy = roomy and fits(layouts, seats, wheelchairs)
    return roomy


@kernel
def cost_floor(duty: DutyTables, order: Ints, count: int) -> int:
    """Return what driving and boarding alone cost on a route, less the most that detour can give back.

    Where the matrix breaks the triangle inequality a ride can be shorter than its direct drive.
    """
    travel, nodes, frame, weights = duty.travel, duty.nodes, duty.frame, duty.weights
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
