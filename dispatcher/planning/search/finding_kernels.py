"""Compiled kernels that find what putting a ride into one duty of a plan costs, or costs at least."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import BREAK, KIND, PARTIES, PARTIES_AT_START
from dispatcher.planning.compiled import inlined_kernel, kernel, part_of_kernels, variable
from dispatcher.planning.insertion.floor_kernels import least_cost
from dispatcher.planning.insertion.insertion_kernels import HUGE, best_pair, with_break
from dispatcher.planning.insertion.outlook_kernels import (
    FLOOR,
    IS_SHARP,
    Outlook,
    cost_floor,
    count_places,
    look_ahead,
)
from dispatcher.planning.insertion.room import Room
from dispatcher.planning.insertion.sharp_pair_kernels import best_sharp_pair, try_pair
from dispatcher.planning.insertion.sharpening_kernels import sharpen
from dispatcher.planning.insertion.strip_kernels import spell_out
from dispatcher.planning.search.search_tables import Prints, SearchState, SearchTables, duty_tables

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Scratch(NamedTuple):
    """Room to work in: for one route, and for the insertions that a repair compares."""

    outlooks: Ints  # by duty: of the order that was surveyed last
    limits: Ints
    strips: Ints
    is_roomy: Ints  # 0 where nothing can be put into it
    surveyed: Prints  # by duty: the fingerprint of that order, where it is the duty's route; 0: of none
    bare: Ints
    order: Ints
    room: Room
    increase: Ints  # by place in the pool, duty
    positions: Ints  # by place in the pool, duty: of the break, of the pair; as in the memo
    ranks: Ints  # by place in the pool: see the columns in `dispatcher.planning.search.comparing_kernels`
    pool: Ints  # rides to be put in
    score: Floats  # by ride
    not_on: Ints  # by ride: the duty that it is not to be put on this time, or -1
    savings: Ints  # by ride: which plan without it was looked at last (as in the memo), what it saves
    memo: Ints  # by entry, see the columns in `dispatcher.planning.search.comparing_kernels`


@part_of_kernels
def outlook_on(d: int, scratch: Scratch) -> Outlook:
    """Return the outlook on the order of duty d's visits that was surveyed last."""
    return Outlook(scratch.outlooks[d], scratch.limits[d], scratch.strips[d])


@kernel
def survey(tables: SearchTables, d: int, order: Ints, count: int, is_sharp: int, scratch: Scratch) -> None:
    """Fill the outlook on one order of duty d's visits: what all rides that are put into it have in common.

    A sharp one takes longer, and then turns down more at once.
    """
    duty, outlook = duty_tables(tables, d), outlook_on(d, scratch)
    outlook.limits[FLOOR] = cost_floor(duty, order, count)
    outlook.limits[IS_SHARP] = 0
    if is_sharp:
        is_roomy = count_places(duty, order, count, outlook.by_position)
        if is_roomy:
            spell_out(duty, order, count, scratch.room.begins, outlook.strip)
            is_roomy = sharpen(duty.frame, count, outlook)
    else:
        is_roomy = look_ahead(duty, order, count, outlook.by_position)
    scratch.is_roomy[d] = is_roomy


@inlined_kernel
def survey_route(tables: SearchTables, state: SearchState, d: int, scratch: Scratch) -> None:
    """Survey duty d's route as it is, unless that was what was surveyed last."""
    if scratch.surveyed[d] != state.prints[d]:
        survey(tables, d, state.routes[d], state.counts[d], tables.keeps_triangle, scratch)
        scratch.surveyed[d] = state.prints[d]


@kernel
def find_in_order(
    tables: SearchTables,
    d: int,
    ride: int,
    order: Ints,
    count: int,
    bound: int,
    known: tuple[int, int],
    scratch: Scratch,
) -> tuple[int, int, int]:
    """Find the best pair of positions for a ride in the order of duty d's visits that was surveyed last.

    Positions that are known to be no better than the `bound` need not be looked at; -1: there are none.
    """
    if not scratch.is_roomy[d]:
        return bound, -1, -1
    duty, outlook = duty_tables(tables, d), outlook_on(d, scratch)
    if outlook.limits[IS_SHARP]:
        return best_sharp_pair(duty, order, count, 2 * ride, outlook, bound, known, scratch.room)
    floor = outlook.limits[FLOOR]
    return best_pair(duty, order, count, 2 * ride, outlook.by_position, floor, bound, scratch.room)


@inlined_kernel
def no_pair() -> tuple[int, int]:
    """Return the positions that stand for none."""
    return variable(-1), variable(-1)


@inlined_kernel
def has_break(tables: SearchTables, d: int) -> bool:
    """Tell whether duty d has a break, if anybody rides."""
    return bool(tables.nodes[tables.nodes.shape[0] - tables.frames.shape[0] + d, KIND] == BREAK)


@kernel
def without_break(nodes: Ints, order: Ints, count: int, bare: Ints) -> int:
    """Write an order without its break; return how many visits are left."""
    left = 0
    for k in range(count):
        if nodes[order[k], KIND] != BREAK:
            bare[left] = order[k]
            left += 1
    return left


@kernel
def find_in_duty(
    tables: SearchTables, state: SearchState, d: int, ride: int, scratch: Scratch
) -> tuple[int, int, int, int]:
    """Find the best insertion of a ride into duty d, over all positions and all places of its break.

    Returns
    -------
    Cost of the new route, or `HUGE`; position of the break, or -1; positions of the pair.
    """
    if not has_break(tables, d):
        survey_route(tables, state, d, scratch)
        route, count = state.routes[d], state.counts[d]
        cost, i, j = find_in_order(tables, d, ride, route, count, variable(HUGE), no_pair(), scratch)
        return cost, -1, i, j
    break_row = tables.nodes.shape[0] - tables.frames.shape[0] + d
    count = without_break(tables.nodes, state.routes[d], state.counts[d], scratch.bare)
    on_board = tables.frames[d, PARTIES_AT_START]
    best, best_k, best_i, best_j = variable(HUGE), -1, -1, -1
    for k in range(count + 1):
        if on_board == 0:
            with_break(scratch.bare, count, break_row, k, scratch.order)
            survey(tables, d, scratch.order, count + 1, variable(0), scratch)
            cost, i, j = find_in_order(tables, d, ride, scratch.order, count + 1, best, no_pair(), scratch)
            if i >= 0:
                best, best_k, best_i, best_j = cost, k, i, j
        if k < count:
            on_board += tables.nodes[scratch.bare[k], PARTIES]
    return best, best_k, best_i, best_j


@kernel
def has_floors(tables: SearchTables, state: SearchState, d: int, scratch: Scratch) -> bool:
    """Tell whether `floor_in_duty` knows what insertions into duty d's route cost at least."""
    if has_break(tables, d):
        return False
    survey_route(tables, state, d, scratch)
    return not scratch.is_roomy[d] or scratch.limits[d, IS_SHARP] == 1


@kernel
def floor_in_duty(
    tables: SearchTables, state: SearchState, d: int, ride: int, scratch: Scratch
) -> tuple[int, int, int]:
    """Return what duty d's route costs at least with a ride in it, and the pair of positions that hopes so.

    The cost is `HUGE`, the positions -1, where there surely is no room. The duty `has_floors`.
    """
    if not scratch.is_roomy[d]:
        return HUGE, -1, -1
    return least_cost(duty_tables(tables, d), state.counts[d], 2 * ride, outlook_on(d, scratch))


@kernel
def find_from_floor(
    tables: SearchTables,
    state: SearchState,
    d: int,
    ride: int,
    floor: int,
    pair: tuple[int, int],
    scratch: Scratch,
) -> tuple[int, int, int]:
    """Do as `find_in_duty` does, with the pair that hopes for the `floor` tried first; there is no break."""
    survey_route(tables, state, d, scratch)
    route, count = state.routes[d], state.counts[d]
    duty, outlook = duty_tables(tables, d), outlook_on(d, scratch)
    feasible, cost = try_pair(duty, route, count, 2 * ride, pair, floor, outlook, scratch.room)
    if not feasible:
        return find_in_order(tables, d, ride, route, count, variable(HUGE), pair, scratch)
    if cost > floor:
        better, better_i, better_j = find_in_order(tables, d, ride, route, count, cost, pair, scratch)
        if better_i >= 0:
            return better, better_i, better_j
    return cost, pair[0], pair[1]
