"""Compiled kernels that find the best insertion of each variant of a ride over all duties of a fleet.

For each variant every duty gets a bound that no insertion into it is below; duties are then looked at in
the order of their bounds until the bound is above the best found. What is left out can't be better, and
where it is as good it comes later in the order of the duties.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    EARLIEST,
    FRAME_ENTRIES,
    LATEST,
    LEAVE_FROM,
    PARTNER,
    PLACE,
    SERVICE,
    START,
    VAN,
)
from dispatcher.planning.compiled import allocating_kernel, kernel, variable
from dispatcher.planning.fleet.fleet_tables import (
    BARE,
    BASE_COST,
    COUNT,
    END_ORDER,
    FIRST_ORDER,
    IN_FULL,
    VISITS,
    FleetTables,
    slot_tables,
)
from dispatcher.planning.fleet.position_kernels import PartScratch, best_in_order, first_position, least_at
from dispatcher.planning.insertion.insertion_kernels import HUGE, best_pair, with_pair
from dispatcher.planning.insertion.outlook_kernels import FIRST, cost_floor
from dispatcher.planning.insertion.room import new_room
from dispatcher.planning.route.kernels import schedule_and_cost

Ints = npt.NDArray[np.int64]

# What is found for each variant.
INCREASE: Final = 0  # of the cost; HUGE where the ride fits nowhere
SLOT: Final = 1
ORDER: Final = 2
PICKUP_POSITION: Final = 3
DROPOFF_POSITION: Final = 4
PICKUP_AT: Final = 5
DROPOFF_AT: Final = 6
FOUND_ENTRIES: Final = 7


@allocating_kernel
def search_fleet(fleet: FleetTables, variants: Ints, wanted: Ints, best: Ints) -> None:
    """Write the best insertion of each variant to `best`, shape (variants, entries).

    Parameters
    ----------
    variants
        Shape (variants, 2, node columns): pickup and drop-off; partners are filled in here.
    wanted
        By slot: 0 where it is not to be looked at.
    """
    scratch = new_scratch(fleet)
    bounds = np.empty(len(wanted), dtype=np.int64)
    slots = np.empty(len(wanted), dtype=np.int64)
    for v in range(variants.shape[0]):
        best[v, INCREASE] = HUGE
        up, down, size = variants[v, 0], variants[v, 1], 0
        for d in range(len(wanted)):
            bounds[size], slots[size] = pickup_bound(fleet, d, up) if wanted[d] else HUGE, d
            size += bounds[size] < HUGE
        for k in range(size // 2 - 1, -1, -1):
            sift_down(bounds, slots, k, size)
        while size > 0 and bounds[0] <= best[v, INCREASE]:
            look_into(fleet, slots[0], up, down, scratch, best[v])
            size -= 1
            bounds[0], slots[0] = bounds[size], slots[size]
            sift_down(bounds, slots, variable(0), size)
        if best[v, INCREASE] < HUGE:
            note_times(fleet, up, down, scratch, best[v])


@allocating_kernel
def new_scratch(fleet: FleetTables) -> PartScratch:
    """Return room for the longest route of a fleet."""
    rows = fleet.nodes.shape[1]
    weights = fleet.weights.copy()
    weights[VAN] = 0  # a part of a route tells nothing of the van's time
    return PartScratch(new_room(rows, rows), np.empty(FRAME_ENTRIES, dtype=np.int64), weights)


@kernel
def pickup_bound(fleet: FleetTables, d: int, up: Ints) -> int:
    """Return what no insertion into a slot increases the cost by less than, `HUGE` where there is none.

    Looks only at where the pickup could be: this is asked of every slot. For the same reason it takes
    entries one by one, as a part of a table costs more than what is read from it.
    """
    if fleet.slots[d, FIRST_ORDER] == fleet.slots[d, END_ORDER]:
        return HUGE
    if fleet.slots[d, IN_FULL]:
        return -HUGE
    bound, count = HUGE, fleet.totals[d, BARE, COUNT]
    for i in range(first_position(fleet, d, variable(BARE), up[EARLIEST]), count + 1):
        if i == 0:
            ready, place = fleet.frames[d, LEAVE_FROM], fleet.frames[d, START]
        else:
            before = fleet.orders[d, BARE, i - 1]
            ready = fleet.outlooks[d, BARE, FIRST, i - 1] + fleet.nodes[d, before, SERVICE]
            place = fleet.nodes[d, before, PLACE]
        if ready > up[LATEST]:
            break
        if ready + fleet.travel[place, up[PLACE]] <= up[LATEST]:
            bound = min(bound, least_at(fleet, d, variable(BARE), i, up))
    return bound


@kernel
def look_into(fleet: FleetTables, d: int, up: Ints, down: Ints, scratch: PartScratch, found: Ints) -> None:
    """Improve what was found for a variant by what one slot offers; of equally good slots the first stays."""
    limit = found[INCREASE]
    if limit < HUGE and d < found[SLOT]:
        limit += 1
    first, end, in_full = fleet.slots[d, FIRST_ORDER], fleet.slots[d, END_ORDER], fleet.slots[d, IN_FULL]
    if first > BARE and not in_full:
        _, i, _ = best_in_order(fleet, d, variable(BARE), up, down, limit, variable(0), scratch)
        if i < 0:
            return
    put_pair(fleet, d, up, down)
    for o in range(first, end):
        if in_full:
            increase, i, j = best_by_scheduling(fleet, d, o, limit, scratch)
        else:
            increase, i, j = best_in_order(fleet, d, o, up, down, limit, variable(1), scratch)
        if i >= 0:
            limit = increase
            found[INCREASE], found[SLOT], found[ORDER] = increase, d, o
            found[PICKUP_POSITION], found[DROPOFF_POSITION] = i, j


@kernel
def put_pair(fleet: FleetTables, d: int, up: Ints, down: Ints) -> None:
    """Write a variant into the free rows of a slot."""
    pickup = fleet.slots[d, VISITS]
    for column in range(len(up)):
        fleet.nodes[d, pickup, column] = up[column]
        fleet.nodes[d, pickup + 1, column] = down[column]
    fleet.nodes[d, pickup, PARTNER], fleet.nodes[d, pickup + 1, PARTNER] = pickup + 1, pickup


@kernel
def best_by_scheduling(
    fleet: FleetTables, d: int, o: int, limit: int, scratch: PartScratch
) -> tuple[int, int, int]:
    """Do as `best_in_order` does where the triangle inequality does not help: schedule whole routes."""
    duty, pickup, base_cost = slot_tables(fleet, d), fleet.slots[d, VISITS], fleet.slots[d, BASE_COST]
    order, count, outlook = fleet.orders[d, o], fleet.totals[d, o, COUNT], fleet.outlooks[d, o]
    floor, bound = cost_floor(duty, order, count), limit + base_cost if limit < HUGE else HUGE
    cost, i, j = best_pair(duty, order, count, pickup, outlook, floor, bound, scratch.room)
    return cost - base_cost, i, j


@kernel
def note_times(fleet: FleetTables, up: Ints, down: Ints, scratch: PartScratch, found: Ints) -> None:
    """Note when a variant is picked up and dropped off by the insertion that was found."""
    d, o = found[SLOT], found[ORDER]
    pickup, count = fleet.slots[d, VISITS], fleet.totals[d, o, COUNT]
    put_pair(fleet, d, up, down)
    i, j = found[PICKUP_POSITION], found[DROPOFF_POSITION]
    with_pair(fleet.orders[d, o], count, pickup, pickup + 1, i, j, scratch.room.longer)
    begins = scratch.room.begins
    schedule_and_cost(slot_tables(fleet, d), scratch.room.longer, count + 2, begins)
    found[PICKUP_AT], found[DROPOFF_AT] = begins[pickup], begins[pickup + 1]


@kernel
def sift_down(bounds: Ints, slots: Ints, at: int, size: int) -> None:
    """Let one entry sink in a heap of slots with the least bound, then the first slot, on top."""
    while True:
        least = at
        for child in range(2 * at + 1, min(2 * at + 3, size)):
            if bounds[child] < bounds[least] or (
                bounds[child] == bounds[least] and slots[child] < slots[least]
            ):
                least = child
        if least == at:
            return
        bounds[at], bounds[least] = bounds[least], bounds[at]
        slots[at], slots[least] = slots[least], slots[at]
        at = least
