"""Compiled kernels that survey a duty's route in all orders that come into question: its break may move."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BREAK,
    EARLIEST,
    KIND,
    LATEST,
    LEAVE_FROM,
    PARTIES,
    PARTIES_AT_START,
    PLACE,
    SERVICE,
    START,
)
from dispatcher.planning.compiled import inlined_kernel, kernel, part_of_kernels, variable
from dispatcher.planning.insertion.insertion_kernels import with_break
from dispatcher.planning.insertion.outlook_kernels import (
    FLOOR,
    IS_SHARP,
    PAUSES_AT,
    VISITS,
    Outlook,
    cost_floor,
    count_places,
    look_ahead,
)
from dispatcher.planning.insertion.sharpening_kernels import sharpen
from dispatcher.planning.insertion.strip_kernels import spell_out
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import SearchState, SearchTables, duty_tables

Ints = npt.NDArray[np.int64]

# Orders of a route that are kept at most: that with the break where it is, then those with the earliest ones.
MOST_ORDERS = 16


@part_of_kernels
def outlook_on(d: int, o: int, scratch: Scratch) -> Outlook:
    """Return the outlook on one of the orders of duty d's visits."""
    orders = scratch.orders
    return Outlook(orders.outlooks[o, d], orders.limits[o, d], orders.strips[o, d])


@inlined_kernel
def break_row_of(tables: SearchTables, d: int) -> int:
    """Return the row of duty d's break, which may be none."""
    return int(tables.nodes.shape[0] - tables.frames.shape[0] + d)


@inlined_kernel
def has_break(tables: SearchTables, d: int) -> bool:
    """Tell whether duty d has a break, if anybody rides."""
    return bool(tables.nodes[break_row_of(tables, d), KIND] == BREAK)


@kernel
def without_break(nodes: Ints, order: Ints, count: int, bare: Ints) -> int:
    """Write an order without its break; return how many visits are left."""
    left = 0
    for k in range(count):
        if nodes[order[k], KIND] != BREAK:
            bare[left] = order[k]
            left += 1
    return left


@inlined_kernel
def survey(
    tables: SearchTables, d: int, o: int, order: Ints, count: int, is_sharp: int, scratch: Scratch
) -> bool:
    """Fill the outlook on an order of duty d's visits: what all rides that are put into it have in common.

    A sharp one takes longer, and then turns down more at once.

    Returns
    -------
    False where nothing can be put into it.
    """
    duty, outlook = duty_tables(tables, d), outlook_on(d, o, scratch)
    outlook.limits[FLOOR] = cost_floor(duty, order, count)
    outlook.limits[IS_SHARP] = 0
    if not is_sharp:
        return look_ahead(duty, order, count, outlook.by_position)
    if not count_places(duty, order, count, outlook.by_position):
        return False
    spell_out(duty, order, count, scratch.room.begins, outlook.strip)
    return sharpen(duty.frame, count, outlook)


@kernel
def keep_order(
    tables: SearchTables, d: int, order: Ints, count: int, break_at: int, scratch: Scratch
) -> None:
    """Keep an order of duty d's visits, as long as there is room, unless nothing can be put into it."""
    orders, o = scratch.orders, scratch.orders.kept[d]
    if o == orders.rows.shape[0] or not survey(tables, d, o, order, count, tables.keeps_triangle, scratch):
        return
    for k in range(count):
        orders.rows[o, d, k] = order[k]
    orders.limits[o, d, VISITS], orders.limits[o, d, PAUSES_AT] = count, break_at
    orders.kept[d] = o + 1


@kernel
def keep_orders(tables: SearchTables, state: SearchState, d: int, scratch: Scratch) -> None:
    """Keep the orders of duty d's route, which has a break: as it is, and with that at other empty legs."""
    travel, nodes, frame, pause = tables.travel, tables.nodes, tables.frames[d], break_row_of(tables, d)
    bare, order, present = scratch.bare, scratch.order, variable(-1)
    for k in range(state.counts[d]):
        if state.routes[d, k] == pause:
            present = k
    if present >= 0:
        keep_order(tables, d, state.routes[d], state.counts[d], present, scratch)
    count = without_break(nodes, state.routes[d], state.counts[d], bare)
    aboard, ready, place = frame[PARTIES_AT_START], frame[LEAVE_FROM], frame[START]
    for k in range(count + 1):
        if aboard == 0 and k != present:
            at = max(ready + travel[place, nodes[pause, PLACE]], nodes[pause, EARLIEST])
            # One ride more makes nothing earlier, if no detour is shorter.
            if at <= nodes[pause, LATEST] or not tables.keeps_triangle:
                with_break(bare, count, pause, k, order)
                keep_order(tables, d, order, count + 1, k, scratch)
        if k < count:
            row = bare[k]
            ready = max(ready + travel[place, nodes[row, PLACE]], nodes[row, EARLIEST]) + nodes[row, SERVICE]
            aboard, place = aboard + nodes[row, PARTIES], nodes[row, PLACE]


@inlined_kernel
def survey_route(tables: SearchTables, state: SearchState, d: int, scratch: Scratch) -> None:
    """Survey duty d's route in all its orders, unless that was what was surveyed last."""
    orders = scratch.orders
    if orders.surveyed[d] == state.prints[d]:
        return
    orders.surveyed[d], orders.kept[d] = state.prints[d], 0
    if has_break(tables, d):
        keep_orders(tables, state, d, scratch)
    else:
        keep_order(tables, d, state.routes[d], state.counts[d], -1, scratch)
