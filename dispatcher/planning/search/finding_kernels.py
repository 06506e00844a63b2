"""Compiled kernels that find what putting a ride into one duty of a plan costs, or costs at least."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.compiled import inlined_kernel, kernel, variable
from dispatcher.planning.insertion.floor_kernels import least_cost
from dispatcher.planning.insertion.insertion_kernels import HUGE, best_pair
from dispatcher.planning.insertion.outlook_kernels import FLOOR, IS_SHARP, PAUSES_AT, VISITS
from dispatcher.planning.insertion.sharp_pair_kernels import best_sharp_pair, try_pair
from dispatcher.planning.search.order_kernels import outlook_on, survey_route
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import SearchState, SearchTables, duty_tables

Ints = npt.NDArray[np.int64]


@inlined_kernel
def no_pair() -> tuple[int, int]:
    """Return the positions that stand for none."""
    return variable(-1), variable(-1)


@kernel
def find_in_order(
    tables: SearchTables, d: int, o: int, ride: int, bound: int, known: tuple[int, int], scratch: Scratch
) -> tuple[int, int, int]:
    """Find the best pair of positions for a ride in one of the orders of duty d's visits.

    Positions that are known to be no better than the `bound` need not be looked at; -1: there are none.
    """
    duty, outlook = duty_tables(tables, d), outlook_on(d, o, scratch)
    order, count = scratch.orders.rows[o, d], outlook.limits[VISITS]
    if outlook.limits[IS_SHARP]:
        return best_sharp_pair(duty, order, count, 2 * ride, outlook, bound, known, scratch.room)
    floor = outlook.limits[FLOOR]
    return best_pair(duty, order, count, 2 * ride, outlook.by_position, floor, bound, scratch.room)


@kernel
def find_in_duty(
    tables: SearchTables, state: SearchState, d: int, ride: int, scratch: Scratch
) -> tuple[int, int, int, int]:
    """Find the best insertion of a ride into duty d, over all positions and the places of its break.

    Returns
    -------
    Cost of the new route, or `HUGE`; position of the break, or -1; positions of the pair.
    """
    survey_route(tables, state, d, scratch)
    best, best_k, best_i, best_j = variable(HUGE), variable(-1), variable(-1), variable(-1)
    for o in range(scratch.orders.kept[d]):
        cost, i, j = find_in_order(tables, d, o, ride, best, no_pair(), scratch)
        if i >= 0:
            best, best_k, best_i, best_j = cost, scratch.orders.limits[o, d, PAUSES_AT], i, j
    return best, best_k, best_i, best_j


@inlined_kernel
def has_floors(tables: SearchTables, state: SearchState, d: int, scratch: Scratch) -> bool:
    """Tell whether `floor_in_duty` knows what insertions into duty d's route cost at least."""
    survey_route(tables, state, d, scratch)
    return bool(scratch.orders.kept[d] == 0 or scratch.orders.limits[0, d, IS_SHARP] == 1)


@inlined_kernel
def floor_in_duty(
    tables: SearchTables, state: SearchState, d: int, ride: int, scratch: Scratch
) -> tuple[int, int, int, int]:
    """Return what duty d's route costs at least with a ride in it, and what hopes so, as `find_in_duty` does.

    The cost is `HUGE`, the positions -1, where there surely is no room. The duty `has_floors`.
    """
    duty, orders = duty_tables(tables, d), scratch.orders
    least, least_k, least_i, least_j = variable(HUGE), variable(-1), variable(-1), variable(-1)
    for o in range(orders.kept[d]):
        floor, i, j = least_cost(duty, orders.limits[o, d, VISITS], 2 * ride, outlook_on(d, o, scratch))
        if floor < least:
            least, least_k, least_i, least_j = floor, orders.limits[o, d, PAUSES_AT], i, j
    return least, least_k, least_i, least_j


@kernel
def find_from_floor(
    tables: SearchTables,
    state: SearchState,
    d: int,
    ride: int,
    floor: int,
    break_at: int,
    pair: tuple[int, int],
    scratch: Scratch,
) -> tuple[int, int, int, int]:
    """Do as `find_in_duty` does, with what hopes for the `floor` tried first."""
    survey_route(tables, state, d, scratch)
    duty, orders = duty_tables(tables, d), scratch.orders
    count, kept = orders.limits[0, d, VISITS], orders.kept[d]
    best, best_o, best_i, best_j = variable(HUGE), kept, variable(-1), variable(-1)
    for o in range(kept):
        if orders.limits[o, d, PAUSES_AT] == break_at:
            order, outlook = orders.rows[o, d], outlook_on(d, o, scratch)
            feasible, cost = try_pair(duty, order, count, 2 * ride, pair, floor, outlook, scratch.room)
            if feasible:
                best, best_o, best_i, best_j = cost, o, pair[0], pair[1]
    for o in range(kept):
        if best <= floor:
            break
        # Of equally cheap ones the first counts.
        bound = min(best + (o <= best_o), HUGE)
        if kept > 1 and least_cost(duty, count, 2 * ride, outlook_on(d, o, scratch))[0] >= bound:
            continue
        known = pair if orders.limits[o, d, PAUSES_AT] == break_at else no_pair()
        cost, i, j = find_in_order(tables, d, o, ride, bound, known, scratch)
        if i >= 0 and (cost < best or (o, i, j) < (best_o, best_i, best_j)):
            best, best_o, best_i, best_j = cost, o, i, j
    return best, orders.limits[best_o, d, PAUSES_AT] if best_i >= 0 else variable(-1), best_i, best_j
