"""Compiled kernels that take rides out of a whole plan and put rides in, most urgent first."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import BREAK, KIND
from dispatcher.planning.compiled import allocating_kernel, inlined_kernel, kernel, variable
from dispatcher.planning.insertion.insertion_kernels import HUGE, with_break, with_pair
from dispatcher.planning.route.kernels import counts_driving_only, driving_cost, schedule_and_cost
from dispatcher.planning.search.comparing_kernels import (
    CHEAPEST,
    LUCK,
    RANK_COLUMNS,
    URGENCY,
    Repair,
    compare_all,
    compare_anew,
    is_floor,
    look_into,
    rank,
    unpacked,
)
from dispatcher.planning.search.order_kernels import break_row_of, without_break
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import SearchState, SearchTables, duty_tables, fingerprint

Ints = npt.NDArray[np.int64]


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
        count = without_break(tables.nodes, state.routes[d], count, scratch.bare)
        with_break(scratch.bare, count, break_row_of(tables, d), k, scratch.order)
        count += 1
    with_pair(scratch.order, count, 2 * ride, 2 * ride + 1, i, j, state.routes[d])
    state.counts[d] = count + 2
    state.prints[d] = fingerprint(state.routes[d], count + 2)
    state.duty_of[ride] = d


@kernel
def take_out(tables: SearchTables, state: SearchState, ride: int) -> None:
    """Take a ride out of its route."""
    d = state.duty_of[ride]
    left = without_ride(tables, state, ride, state.routes[d])
    state.counts[d] = left
    state.prints[d] = fingerprint(state.routes[d], left)
    state.duty_of[ride] = -1


@kernel
def without_ride(tables: SearchTables, state: SearchState, ride: int, less: Ints) -> int:
    """Write the route of a ride without it, maybe over itself; return how many visits are left.

    A break that is left alone goes too.
    """
    d = state.duty_of[ride]
    left = variable(0)
    for k in range(state.counts[d]):
        row = state.routes[d, k]
        if row != 2 * ride and row != 2 * ride + 1:
            less[left] = row
            left += 1
    if left == 1 and tables.nodes[less[0], KIND] == BREAK:
        return 0
    return left


@kernel
def settle_duty(tables: SearchTables, state: SearchState, d: int) -> bool:
    """Bring cost and times of duty d up to date; return whether its route can be kept."""
    duty = duty_tables(tables, d)
    feasible, _, _, cost = schedule_and_cost(duty, state.routes[d], state.counts[d], state.begins)
    state.costs[d] = cost
    return feasible


@kernel
def cost_of_less(tables: SearchTables, d: int, rows: Ints, count: int, begins: Ints) -> tuple[bool, int]:
    """Return whether what is left can be kept of a route of duty d that could, and what it costs."""
    duty = duty_tables(tables, d)
    if tables.keeps_triangle and counts_driving_only(duty.weights):
        return True, driving_cost(duty, rows, count)
    feasible, _, _, cost = schedule_and_cost(duty, rows, count, begins)
    return feasible, cost


@inlined_kernel
def most_urgent(tables: SearchTables, size: int, scratch: Scratch) -> tuple[int, int]:
    """Find which of the first `size` rides of the pool is to be put in next.

    Returns
    -------
    Its place in the pool and its cheapest duty. That is -1 where a ride that is wanted fits nowhere, and
    both are where none of the rides fits.
    """
    chosen, duty, most = variable(-1), variable(-1), -HUGE
    for p in range(size):
        if scratch.ranks[p, CHEAPEST] < 0:
            if tables.is_wanted[scratch.pool[p]]:
                return p, variable(-1)
            continue
        urgent = scratch.ranks[p, URGENCY] + scratch.ranks[p, LUCK]
        if chosen < 0 or urgent > most:
            chosen, duty, most = p, scratch.ranks[p, CHEAPEST], urgent
    return chosen, duty


@kernel
def repair(
    tables: SearchTables,
    state: SearchState,
    size: int,
    how: Repair,
    touched: Ints,
    rng: np.random.Generator,
    scratch: Scratch,
) -> bool:
    """Put the first `size` rides of the pool into the plan, most urgent first.

    Returns
    -------
    False as soon as a ride that is wanted fits nowhere, or the routes together come to cost the limit: the
    rides that are left would hardly make them cheaper. Others that fit nowhere are left out.
    """
    duties = len(state.counts)
    cost = state.costs.sum()
    compare_all(tables, state, size, how, scratch)
    for p in range(size):
        scratch.ranks[p, LUCK] = int(how.noise * (rng.random() - 0.5)) if how.noise > 0 else 0
    while size > 0:
        chosen, d = most_urgent(tables, size, scratch)
        if d < 0:
            return chosen < 0
        if cost + scratch.increase[chosen, d] >= how.limit:
            return False
        if is_floor(chosen, d, scratch):
            look_into(tables, state, chosen, d, scratch)
            rank(tables, state, chosen, how, scratch)
            continue
        cost += scratch.increase[chosen, d]
        at = scratch.positions[chosen, d]
        i, j = unpacked(at[1])
        put_in(tables, state, d, scratch.pool[chosen], at[0], i, j, scratch)
        state.costs[d] += scratch.increase[chosen, d]
        touched[d] = 1
        size -= 1
        scratch.pool[chosen] = scratch.pool[size]
        for n in range(RANK_COLUMNS):
            scratch.ranks[chosen, n] = scratch.ranks[size, n]
        for other in range(duties):
            scratch.increase[chosen, other] = scratch.increase[size, other]
            for n in range(2):
                scratch.positions[chosen, other, n] = scratch.positions[size, other, n]
        compare_anew(tables, state, size, d, how, scratch)
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
    repair(tables, state, size, Repair(variable(2), variable(2), 0.0, np.inf), touched, rng, scratch)
    for d in range(len(touched)):
        if touched[d]:
            settle_duty(tables, state, d)
