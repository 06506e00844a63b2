"""Compiled kernels that spell out an order of visits, so that what is read together lies together.

A strip holds what an insertion asks of each visit by position: nobody has to look up rows first. Behind the
visits, past the way back to the base, there is room for a pair that is tried.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BACK_BY,
    BREAK,
    DROPOFF,
    EARLIEST,
    END,
    KIND,
    LATEST,
    PARTNER,
    PLACE,
    SERVICE,
    SPAN,
    START,
)
from dispatcher.planning.compiled import inlined_kernel, kernel
from dispatcher.planning.duty_tables import DutyTables

Ints = npt.NDArray[np.int64]

# Rows of a strip, each by position: visits 0…count - 1, at `count` the end of the route, then the pair.
STOP = 0  # place
STAY = 1  # seconds at the stop
HOP = 2  # seconds of driving from the visit before, or from the base
AFTER = 3  # it can't begin earlier, whatever is put in
UNTIL = 4  # nor later; at `count`: being back
PICKED_UP = 5  # drop-off: position of its pickup; break: `NOBODY`; else -1
LONGEST = 6  # drop-off: longest time since its pickup's begin
BEGIN = 7  # room for the begins of a schedule that is tried
STRIP_ROWS = 8

NOBODY = -2  # may be on board

# Positions that a strip has beyond those of the visits.
STRIP_ENDS = 3


@kernel
def spell_out(duty: DutyTables, order: Ints, count: int, at: Ints, strip: Ints) -> None:
    """Fill the strip of an order; `AFTER` and `UNTIL` are each visit's own window yet.

    Parameters
    ----------
    at
        Scratch, one entry for each row: positions.
    """
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    place = frame[START]
    for k in range(count):
        row = order[k]
        at[row] = k
        strip[STOP, k], strip[STAY, k] = nodes[row, PLACE], nodes[row, SERVICE]
        strip[HOP, k] = travel[place, nodes[row, PLACE]]
        strip[AFTER, k], strip[UNTIL, k] = nodes[row, EARLIEST], nodes[row, LATEST]
        strip[PICKED_UP, k] = NOBODY if nodes[row, KIND] == BREAK else -1
        if nodes[row, KIND] == DROPOFF and nodes[row, PARTNER] >= 0:
            strip[PICKED_UP, k], strip[LONGEST, k] = at[nodes[row, PARTNER]], nodes[row, SPAN]
        place = nodes[row, PLACE]
    strip[STOP, count], strip[STAY, count] = frame[END], 0
    strip[HOP, count] = travel[place, frame[END]]
    strip[UNTIL, count] = frame[BACK_BY]


@kernel
def spell_out_pair(duty: DutyTables, count: int, pickup: int, strip: Ints) -> None:
    """Write a pair behind the visits of a strip: a pickup, and its drop-off after it."""
    nodes = duty.nodes
    for k, row in ((count + 1, pickup), (count + 2, nodes[pickup, PARTNER])):
        strip[STOP, k], strip[STAY, k] = nodes[row, PLACE], nodes[row, SERVICE]
        strip[AFTER, k], strip[UNTIL, k] = nodes[row, EARLIEST], nodes[row, LATEST]
        strip[LONGEST, k] = nodes[row, SPAN]
    strip[PICKED_UP, count + 1], strip[PICKED_UP, count + 2] = -1, count + 1
    strip[HOP, count + 2] = duty.travel[strip[STOP, count + 1], strip[STOP, count + 2]]


@inlined_kernel
def first_reached(until: Ints, count: int, ready: int) -> int:
    """Return the first position whose visit can begin at `ready` or later; `count` where none can.

    Nothing that lasts until then goes before any visit sooner on the way.
    """
    k = 0
    while k < count and until[k] < ready:
        k += 1
    return k
