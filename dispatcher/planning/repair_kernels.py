"""Compiled kernels that take rides out of a whole plan and put rides in, most urgent first."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import BREAK, KIND, PARTIES, PARTIES_AT_START
from dispatcher.planning.compiled import allocating_kernel, inlined_kernel, kernel, variable
from dispatcher.planning.delay_kernels import best_pair_delaying
from dispatcher.planning.insertion_kernels import HUGE, best_pair, with_pair
from dispatcher.planning.kernels import schedule_and_cost
from dispatcher.planning.outlook_kernels import FLOOR, IS_SHARP, cost_floor, look_ahead, sharpen
from dispatcher.planning.search_tables import Prints, SearchState, SearchTables, fingerprint
from dispatcher.planning.strip_kernels import spell_out

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Columns of the memo.
KEY = 0  # which insertion it is
COST = 1  # of the new route
BREAK_AT = 2  # position of the break, or -1
PAIR_AT = 3  # positions of the pair, packed: an entry should fit into one line of the processor's cache
MEMO_COLUMNS = 4

NO_PAIR = -1


class Scratch(NamedTuple):
    """Room to work in: for one route, and for the insertions that a repair compares."""

    outlooks: Ints  # by duty: of the order that was surveyed last
    limits: Ints
    strips: Ints
    is_roomy: Ints  # 0 where nothing can be put into it
    surveyed: Prints  # by duty: the fingerprint of that order, where it is the duty's route; 0: of none
    bare: Ints
    order: Ints
    longer: Ints
    begins: Ints
    increase: Ints  # by place in the pool, duty
    positions: Ints  # by place in the pool, duty: of the break; of the pair, see `packed`
    pool: Ints  # rides to be put in
    score: Floats  # by ride
    not_on: Ints  # by ride: the duty that it is not to be put on this time, or -1
    memo: Ints  # by entry, see the columns above


@kernel
def survey(tables: SearchTables, d: int, order: Ints, count: int, is_sharp: int, scratch: Scratch) -> None:
    """Fill the outlook on one order of duty d's visits: what all rides that are put into it have in common.

    A sharp one takes longer, and then turns down more at once.
    """
    travel, nodes, frame, limits = tables.travel, tables.nodes, tables.frames[d], scratch.limits[d]
    outlook = scratch.outlooks[d]
    limits[FLOOR] = cost_floor(travel, nodes, frame, tables.weights, order, count)
    limits[IS_SHARP] = 0
    is_roomy = look_ahead(travel, nodes, frame, tables.layouts[d], order, count, outlook)
    if is_roomy and is_sharp:
        is_roomy = sharpen(travel, nodes, frame, order, count, outlook, limits, scratch.begins)
        spell_out(travel, nodes, frame, order, count, outlook, scratch.begins, scratch.strips[d])
    scratch.is_roomy[d] = is_roomy


@kernel
def find_in_order(
    tables: SearchTables, d: int, ride: int, order: Ints, count: int, bound: int, scratch: Scratch
) -> tuple[int, int, int]:
    """Find the best pair of positions for a ride in the order of duty d's visits that was surveyed last."""
    if not scratch.is_roomy[d]:
        return bound, -1, -1
    if scratch.limits[d, IS_SHARP]:
        return best_pair_delaying(
            tables.travel,
            tables.nodes,
            tables.frames[d],
            tables.layouts[d],
            tables.weights,
            order,
            count,
            2 * ride,
            scratch.outlooks[d],
            scratch.limits[d],
            scratch.strips[d],
            bound,
            scratch.longer,
            scratch.begins,
        )
    return best_pair(
        tables.travel,
        tables.nodes,
        tables.frames[d],
        tables.layouts[d],
        tables.weights,
        order,
        count,
        2 * ride,
        scratch.outlooks[d],
        scratch.limits[d],
        bound,
        scratch.longer,
        scratch.begins,
    )


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
def with_break(bare: Ints, count: int, break_row: int, at: int, order: Ints) -> None:
    """Write an order with the break before position `at`."""
    for k in range(at):
        order[k] = bare[k]
    order[at] = break_row
    for k in range(at, count):
        order[k + 1] = bare[k]


@kernel
def find_in_duty(
    tables: SearchTables, state: SearchState, d: int, ride: int, scratch: Scratch
) -> tuple[int, int, int, int]:
    """Find the best insertion of a ride into duty d, over all positions and all places of its break.

    Returns
    -------
    Cost of the new route, or `HUGE`; position of the break, or -1; positions of the pair.
    """
    break_row = tables.nodes.shape[0] - tables.frames.shape[0] + d
    if tables.nodes[break_row, KIND] != BREAK:
        if scratch.surveyed[d] != state.prints[d]:
            survey(tables, d, state.routes[d], state.counts[d], tables.keeps_triangle, scratch)
            scratch.surveyed[d] = state.prints[d]
        cost, i, j = find_in_order(tables, d, ride, state.routes[d], state.counts[d], variable(HUGE), scratch)
        return cost, -1, i, j
    count = without_break(tables.nodes, state.routes[d], state.counts[d], scratch.bare)
    on_board = tables.frames[d, PARTIES_AT_START]
    best, best_k, best_i, best_j = variable(HUGE), -1, -1, -1
    for k in range(count + 1):
        if on_board == 0:
            with_break(scratch.bare, count, break_row, k, scratch.order)
            survey(tables, d, scratch.order, count + 1, variable(0), scratch)
            cost, i, j = find_in_order(tables, d, ride, scratch.order, count + 1, best, scratch)
            if i >= 0:
                best, best_k, best_i, best_j = cost, k, i, j
        if k < count:
            on_board += tables.nodes[scratch.bare[k], PARTIES]
    return best, best_k, best_i, best_j


@kernel
def put_in(
    tables: SearchTables, state: SearchState, d: int, ride: int, k: int, i: int, j: int, scratch: Scratch
) -> None:
    """Change duty d's route to the insertion that `find_in_duty` has found."""
    count = state.counts[d]
    if k < 0:
        for n in range(count):
            scratch.order[n] = state.routes[d, n]
    else:
        break_row = tables.nodes.shape[0] - tables.frames.shape[0] + d
        count = without_break(tables.nodes, state.routes[d], count, scratch.bare)
        with_break(scratch.bare, count, break_row, k, scratch.order)
        count += 1
    with_pair(scratch.order, count, 2 * ride, 2 * ride + 1, i, j, state.routes[d])
    state.counts[d] = count + 2
    state.prints[d] = fingerprint(state.routes[d], count + 2)
    state.duty_of[ride] = d


@kernel
def take_out(tables: SearchTables, state: SearchState, ride: int) -> None:
    """Take a ride out of its route; a break that is left alone goes too."""
    d = state.duty_of[ride]
    left = 0
    for k in range(state.counts[d]):
        row = state.routes[d, k]
        if row != 2 * ride and row != 2 * ride + 1:
            state.routes[d, left] = row
            left += 1
    if left == 1 and tables.nodes[state.routes[d, 0], KIND] == BREAK:
        left = 0
    state.counts[d] = left
    state.prints[d] = fingerprint(state.routes[d], left)
    state.duty_of[ride] = -1


@kernel
def settle_duty(tables: SearchTables, state: SearchState, d: int) -> bool:
    """Bring cost and times of duty d up to date; return whether its route can be kept."""
    feasible, _, _, cost = schedule_and_cost(
        tables.travel,
        tables.nodes,
        tables.frames[d],
        tables.weights,
        state.routes[d],
        state.counts[d],
        state.begins,
    )
    state.costs[d] = cost
    return feasible


@inlined_kernel
def packed(i: int, j: int) -> int:
    """Return the positions of a pair as one number."""
    return (i << 32) | j


@inlined_kernel
def unpacked(pair: int) -> tuple[int, int]:
    """Return the positions that were `packed`."""
    return pair >> 32, pair & 0xFFFFFFFF


@inlined_kernel
def memo_key(tables: SearchTables, state: SearchState, d: int, ride: int) -> np.uint64:
    """Return what stands for putting a ride into duty d's route as it is, or into that of a twin."""
    mixed: np.uint64 = state.prints[d] ^ (np.uint64(ride + 1) * np.uint64(0xBF58476D1CE4E5B9))
    mixed ^= np.uint64(tables.twin_of[d] + 1) * np.uint64(0x94D049BB133111EB)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    return mixed


@inlined_kernel
def compare(tables: SearchTables, state: SearchState, p: int, d: int, scratch: Scratch) -> None:
    """Work out, or remember, what putting the pool's ride p into duty d would cost."""
    ride = scratch.pool[p]
    if not tables.is_open[d] or tables.pinned_to[ride] not in (-1, d) or scratch.not_on[ride] == d:
        scratch.increase[p, d] = HUGE
        return
    key = np.int64(memo_key(tables, state, d, ride))
    known = scratch.memo[key & (len(scratch.memo) - 1)]
    if known[KEY] != key:
        known[KEY] = key
        known[COST], known[BREAK_AT], i, j = find_in_duty(tables, state, d, ride, scratch)
        known[PAIR_AT] = NO_PAIR if i < 0 else packed(i, j)
    has_room = known[PAIR_AT] != NO_PAIR
    scratch.increase[p, d] = known[COST] - state.costs[d] if has_room else HUGE
    scratch.positions[p, d, 0], scratch.positions[p, d, 1] = known[BREAK_AT], known[PAIR_AT]


@kernel
def urgency(increase: Ints, regrets: int) -> tuple[int, int]:
    """Return the cheapest duty and how much worse the next `regrets` - 1 are: what waiting may cost.

    With one regret the cheapest ride is the most urgent (greedy). A missing alternative counts as `HUGE`.
    """
    first, second, third, duty = HUGE, HUGE, HUGE, -1
    for d in range(len(increase)):
        cost = increase[d]
        if cost < first:
            first, second, third, duty = cost, first, second, d
        elif cost < second:
            second, third = cost, second
        elif cost < third:
            third = cost
    if duty < 0 or regrets == 1:
        return duty, -first
    # Two differences of HUGE would not fit into 64 bits.
    regret = second // 4 - first // 4
    if regrets > 2:
        regret += third // 4 - first // 4
    return duty, regret


@kernel
def repair(
    tables: SearchTables,
    state: SearchState,
    size: int,
    regrets: int,
    noise: float,
    touched: Ints,
    rng: np.random.Generator,
    scratch: Scratch,
) -> bool:
    """Put the first `size` rides of the pool into the plan, most urgent first.

    Returns
    -------
    False as soon as a ride that is wanted fits nowhere. Others that fit nowhere are left out.
    """
    duties = len(state.counts)
    for p in range(size):
        for d in range(duties):
            compare(tables, state, p, d, scratch)
    while size > 0:
        chosen, chosen_duty, most = variable(0), variable(-1), -HUGE
        for p in range(size):
            duty, urgent = urgency(scratch.increase[p], regrets)
            if duty < 0:
                if tables.is_wanted[scratch.pool[p]]:
                    return False
                continue
            if noise > 0:
                urgent += int(noise * (rng.random() - 0.5))
            if chosen_duty < 0 or urgent > most:
                chosen, chosen_duty, most = p, duty, urgent
        if chosen_duty < 0:
            return True
        at = scratch.positions[chosen, chosen_duty]
        i, j = unpacked(at[1])
        put_in(tables, state, chosen_duty, scratch.pool[chosen], at[0], i, j, scratch)
        state.costs[chosen_duty] += scratch.increase[chosen, chosen_duty]
        touched[chosen_duty] = 1
        size -= 1
        scratch.pool[chosen] = scratch.pool[size]
        for d in range(duties):
            scratch.increase[chosen, d] = scratch.increase[size, d]
            for n in range(2):
                scratch.positions[chosen, d, n] = scratch.positions[size, d, n]
        for p in range(size):
            # Where there was no room there is none with one ride more.
            if scratch.increase[p, chosen_duty] < HUGE or not tables.keeps_triangle:
                compare(tables, state, p, chosen_duty, scratch)
    return True


@allocating_kernel
def fill(tables: SearchTables, state: SearchState, rng: np.random.Generator, scratch: Scratch) -> None:
    """Put every ride that fits into the plan, those with the fewest good alternatives first."""
    touched = np.zeros(len(state.counts), dtype=np.int64)
    size = variable(0)
    for r in range(len(state.duty_of)):
        if state.duty_of[r] < 0:
            scratch.pool[size] = r
            size += 1
    repair(tables, state, size, variable(2), 0.0, touched, rng, scratch)
    for d in range(len(touched)):
        if touched[d]:
            settle_duty(tables, state, d)
