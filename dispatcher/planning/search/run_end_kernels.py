"""Compiled kernels that change where runs begin and end: which van drives early, and which late.

That is out of reach for rides that are taken out and put back one by one. As long as the first ride of a run
stays, the van leaves no later for all the others that have gone; so whole ends of runs must change hands at
once (2-opt*, Potvin & Rousseau, Journal of the Operational Research Society 46(12), 1995), or be kept from
coming back.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import BREAK, KIND, PARTIES, PARTIES_AT_START
from dispatcher.planning.compiled import kernel, variable
from dispatcher.planning.route.kernels import capacity_holds
from dispatcher.planning.search.finding_kernels import Scratch
from dispatcher.planning.search.repair_kernels import settle_duty
from dispatcher.planning.search.search_tables import SearchState, SearchTables, fingerprint

Ints = npt.NDArray[np.int64]

# Rides that are taken off one end of a run at most, and how often it is all of the run: another van drives
# then in its stead, or one less.
MOST_TRIMMED = 6
CLOSES = 0.2


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
    """Swap what two duties drive from some moment on at which nobody is on board of either.

    Returns
    -------
    False where there is nothing to swap, or it can't be driven; then touched duties are to be set back.
    """
    duties = len(state.counts)
    a, b = int(rng.random() * duties), int(rng.random() * duties)
    if a == b or not tables.is_open[a] or not tables.is_open[b]:
        return False
    i = empty_from(tables, state, a, int(rng.random() * (state.counts[a] + 1)))
    if i < 0:
        return False
    if i < state.counts[a]:
        j = begins_from(state, b, state.begins[state.routes[a, i]])
    else:
        j = int(rng.random() * (state.counts[b] + 1))
    j = empty_from(tables, state, b, j)
    if j < 0 or not may_move(tables, state, a, i, b) or not may_move(tables, state, b, j, a):
        return False
    from_a, from_b = state.counts[a] - i, state.counts[b] - j
    if from_a + from_b == 0:
        return False
    touched[a], touched[b] = 1, 1
    for k in range(from_a):
        scratch.longer[k] = state.routes[a, i + k]
    for k in range(from_b):
        state.routes[a, i + k] = state.routes[b, j + k]
    for k in range(from_a):
        state.routes[b, j + k] = scratch.longer[k]
    state.counts[a], state.counts[b] = i + from_b, j + from_a
    return take_over(tables, state, a, i) and take_over(tables, state, b, j)


@kernel
def empty_from(tables: SearchTables, state: SearchState, d: int, at: int) -> int:
    """Return the first position of duty d from `at` on before which nobody is on board, or -1."""
    on_board = tables.frames[d, PARTIES_AT_START]
    for k in range(state.counts[d]):
        if k >= at and on_board == 0:
            return k
        on_board += tables.nodes[state.routes[d, k], PARTIES]
    return int(state.counts[d]) if on_board == 0 else -1


@kernel
def begins_from(state: SearchState, d: int, instant: int) -> int:
    """Return the position of duty d's first visit that begins at an instant or later."""
    k = variable(0)
    while k < state.counts[d] and state.begins[state.routes[d, k]] < instant:
        k += 1
    return k


@kernel
def may_move(tables: SearchTables, state: SearchState, d: int, at: int, other: int) -> bool:
    """Tell whether another duty may do what duty d does from a position on; a break is each duty's own."""
    for k in range(at, state.counts[d]):
        row = state.routes[d, k]
        if tables.nodes[row, KIND] == BREAK:
            return False
        if not tables.is_loose[row // 2] or tables.pinned_to[row // 2] not in (-1, other):
            return False
    return True


@kernel
def take_over(tables: SearchTables, state: SearchState, d: int, at: int) -> bool:
    """Bring duty d up to date, which has another tail from a position on; return whether it can be driven."""
    for k in range(at, state.counts[d]):
        state.duty_of[state.routes[d, k] // 2] = d
    count = state.counts[d]
    state.prints[d] = fingerprint(state.routes[d], count)
    if not has_its_break(tables, state, d):
        return False
    if not capacity_holds(tables.nodes, tables.frames[d], tables.layouts[d], state.routes[d], count):
        return False
    return settle_duty(tables, state, d)


@kernel
def has_its_break(tables: SearchTables, state: SearchState, d: int) -> bool:
    """Tell whether duty d has the break that it owes, which without rides is none."""
    if tables.nodes[2 * len(state.duty_of) + d, KIND] != BREAK or state.counts[d] == 0:
        return True
    breaks = 0
    for k in range(state.counts[d]):
        breaks += tables.nodes[state.routes[d, k], KIND] == BREAK
    return breaks == 1 and state.counts[d] > 1
