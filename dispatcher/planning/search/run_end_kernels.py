"""Compiled kernels that change where runs begin and end: which van drives early, and which late.

That is out of reach for rides that are taken out and put back one by one. As long as the first ride of a run
stays, the van leaves no later for all the others that have gone; so whole ends of runs must change hands at
once (2-opt*, Potvin & Rousseau, Journal of the Operational Research Society 46(12), 1995), or be kept from
coming back. In a full van somebody is always on board: who is there where two runs are cut may go anywhere.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import BREAK, KIND
from dispatcher.planning.compiled import inlined_kernel, kernel, variable
from dispatcher.planning.route.kernels import capacity_holds
from dispatcher.planning.search.order_kernels import has_break
from dispatcher.planning.search.repair_kernels import settle_duty
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import (
    BEYOND,
    SearchState,
    SearchTables,
    duty_tables,
    fingerprint,
)

Ints = npt.NDArray[np.int64]

# Rides that are taken off one end of a run at most, and how often it is all of the run: another van drives
# then in its stead, or one less.
MOST_TRIMMED = 6
CLOSES = 0.2

# Riders on board, of both vans together, who are taken out where two runs are cut, at most.
MOST_CUT = 6


@kernel
def trim(
    tables: SearchTables, state: SearchState, rng: np.random.Generator, scratch: Scratch
) -> tuple[int, int]:
    """Mark the first or the last rides of a duty, or all, as not to be put on it again.

    Nothing is taken out yet. Pinned rides and those on board stay unmarked.

    Returns
    -------
    One of the marked rides, or -1 where there are none, and how many they are.
    """
    d = int(rng.random() * len(state.counts))
    at_end = rng.random() < 0.5
    is_closed = rng.random() < CLOSES
    most = state.counts[d] if is_closed else 1 + int(rng.random() * MOST_TRIMMED)
    ride, marked = variable(-1), variable(0)
    for k in range(state.counts[d]):
        row = state.routes[d, state.counts[d] - 1 - k if at_end else k]
        if tables.nodes[row, KIND] == BREAK:
            continue
        if tables.is_loose[row // 2] and tables.pinned_to[row // 2] < 0 and scratch.not_on[row // 2] < 0:
            ride = row // 2
            scratch.not_on[ride] = d
            marked += 1
            if marked == most:
                break
    return ride, marked


@kernel
def swap_tails(
    tables: SearchTables, state: SearchState, touched: Ints, rng: np.random.Generator, scratch: Scratch
) -> bool:
    """Swap what two duties drive from some moment on; whoever is on board of one of them then is taken out.

    Returns
    -------
    False where there is nothing to swap, or it can't be driven; then touched duties are to be set back.
    """
    duties = len(state.counts)
    a, b = int(rng.random() * duties), int(rng.random() * duties)
    if a == b or not tables.is_open[a] or not tables.is_open[b] or state.counts[a] == 0:
        return False
    since = state.begins[state.routes[a, int(rng.random() * state.counts[a])]]
    cut_a, tail_a = ends_at(tables, state, a, b, since)
    cut_b, tail_b = ends_at(tables, state, b, a, since)
    if cut_a + cut_b > MOST_CUT or tail_a + tail_b == 0:
        return False
    heads = state.counts[a] - 2 * cut_a - tail_a, state.counts[b] - 2 * cut_b - tail_b
    if max(heads[0] + tail_b, heads[1] + tail_a) > state.routes.shape[1] - BEYOND:
        return False
    touched[a], touched[b] = 1, 1
    of_a = join(tables, state, a, b, since, scratch.room.longer)
    of_b = join(tables, state, b, a, since, scratch.order)
    leave_empty(tables, state, a)
    leave_empty(tables, state, b)
    if not take_over(tables, state, a, scratch.room.longer, of_a):
        return False
    return take_over(tables, state, b, scratch.order, of_b)


@inlined_kernel
def is_cut(tables: SearchTables, state: SearchState, row: int, since: int) -> bool:
    """Tell whether the rider of a visit is on board at a moment; nobody is for a break."""
    if tables.nodes[row, KIND] == BREAK:
        return False
    ride = row // 2
    has_boarded = not tables.is_loose[ride] or state.begins[2 * ride] < since
    return bool(has_boarded and state.begins[2 * ride + 1] >= since)


@kernel
def ends_at(tables: SearchTables, state: SearchState, d: int, other: int, since: int) -> tuple[int, int]:
    """Tell what it means that duty d ends at a moment, and another drives its tail.

    Returns
    -------
    How many riders are on board then, and how many visits the tail has without them. The riders are more than
    `MOST_CUT` where it may not end: a break is each duty's own, some rides are pinned, and who is on board
    already stays there.
    """
    cut, tail = variable(0), variable(0)
    for k in range(state.counts[d]):
        row = state.routes[d, k]
        if is_cut(tables, state, row, since):
            if not tables.is_loose[row // 2]:
                return MOST_CUT + 1, 0
            cut += row % 2
        elif state.begins[row] >= since:
            if tables.nodes[row, KIND] == BREAK or tables.pinned_to[row // 2] not in (-1, other):
                return MOST_CUT + 1, 0
            tail += 1
    return cut, tail


@kernel
def join(tables: SearchTables, state: SearchState, d: int, other: int, since: int, order: Ints) -> int:
    """Write what duty d drives before a moment, and another from then on; return how many visits that is."""
    count = variable(0)
    for source in (d, other):
        for k in range(state.counts[source]):
            row = state.routes[source, k]
            is_tail = state.begins[row] >= since
            if is_tail == (source == other) and not is_cut(tables, state, row, since):
                order[count] = row
                count += 1
    return count


@kernel
def leave_empty(tables: SearchTables, state: SearchState, d: int) -> None:
    """Let the riders of duty d be in no route."""
    for k in range(state.counts[d]):
        row = state.routes[d, k]
        if tables.nodes[row, KIND] != BREAK:
            state.duty_of[row // 2] = -1
    state.counts[d] = 0


@kernel
def take_over(tables: SearchTables, state: SearchState, d: int, order: Ints, count: int) -> bool:
    """Let a duty that was left empty drive an order of visits; return whether it can."""
    for k in range(count):
        state.routes[d, k] = order[k]
        if tables.nodes[order[k], KIND] != BREAK:
            state.duty_of[order[k] // 2] = d
    state.counts[d] = count
    state.prints[d] = fingerprint(order, count)
    if not has_its_break(tables, state, d):
        return False
    if not capacity_holds(duty_tables(tables, d), order, count):
        return False
    return settle_duty(tables, state, d)


@kernel
def has_its_break(tables: SearchTables, state: SearchState, d: int) -> bool:
    """Tell whether duty d has the break that it owes, which without rides is none."""
    if not has_break(tables, d) or state.counts[d] == 0:
        return True
    breaks = 0
    for k in range(state.counts[d]):
        breaks += tables.nodes[state.routes[d, k], KIND] == BREAK
    return breaks == 1 and state.counts[d] > 1
