"""Compiled kernels that compare what putting rides into each duty would cost, as far as that is asked.

What an insertion costs at least is known at once; what it costs is looked into where that can matter, and
remembered.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.compiled import inlined_kernel, kernel
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.search.finding_kernels import (
    find_from_floor,
    find_in_duty,
    floor_in_duty,
    has_floors,
)
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import SearchState, SearchTables

Ints = npt.NDArray[np.int64]

# Columns of the memo.
KEY = 0  # which insertion it is
COST = 1  # of the new route
BREAK_AT = 2  # position of the break, or -1
PAIR_AT = 3  # positions of the pair, packed: an entry should fit into one line of the processor's cache
MEMO_COLUMNS = 4

# What stands in place of a pair's packed positions:
NO_PAIR = -1  # the route has no room for the ride
FLOOR_ONLY = -2  # less the positions of the pair that hopes for it: only a floor of the cost is known
UNKNOWN = 1 << 61  # nothing is known yet

# Columns of what is known of a ride of the pool, all of its duties compared.
CHEAPEST = 0  # duty, or -1
URGENCY = 1
COUNTED_TO = 2  # what the last alternative costs that counts: a change above it changes neither
IS_STALE = 3  # 1 once an alternative changes that counts
LUCK = 4  # what is added to its urgency in this repair
RANK_COLUMNS = 5


class Repair(NamedTuple):
    """How rides are put back.

    Attributes
    ----------
    regrets
        Duties that are compared for each ride: 1 puts the cheapest in first, 2 or 3 what waiting costs most.
    exact
        As many of the cheapest of them are looked into, at most. For others a floor will do, if there is one.
    noise
        How far chance moves a ride's urgency, in its unit: of costs if the cheapest goes first, else of
        four times as much.
    limit
        What the routes together have to cost less than.
    """

    regrets: int
    exact: int
    noise: float
    limit: float


@inlined_kernel
def packed(i: int, j: int) -> int:
    """Return the positions of a pair as one number."""
    return (i << 32) | j


@inlined_kernel
def unpacked(pair: int) -> tuple[int, int]:
    """Return the positions that were `packed`."""
    return pair >> 32, pair & 0xFFFFFFFF


@inlined_kernel
def memo_key(tables: SearchTables, state: SearchState, d: int, ride: int) -> int:
    """Return what stands for putting a ride into duty d's route as it is, or into that of a twin."""
    mixed: np.uint64 = state.prints[d] ^ (np.uint64(ride + 1) * np.uint64(0xBF58476D1CE4E5B9))
    mixed ^= np.uint64(tables.twin_of[d] + 1) * np.uint64(0x94D049BB133111EB)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(31)
    return int(np.int64(mixed))


@kernel
def compare_all(tables: SearchTables, state: SearchState, size: int, how: Repair, scratch: Scratch) -> None:
    """Compare for the first `size` rides of the pool what putting them into each duty would cost."""
    duties = len(state.counts)
    for p in range(size):
        for d in range(duties):
            recall(tables, state, p, d, scratch)
    # All entries of the memo are asked for by now: the processor has fetched them side by side.
    for p in range(size):
        for d in range(duties):
            if scratch.positions[p, d, 1] == UNKNOWN:
                learn(tables, state, p, d, scratch)
        rank(tables, state, p, how, scratch)


@kernel
def compare_anew(
    tables: SearchTables, state: SearchState, size: int, d: int, how: Repair, scratch: Scratch
) -> None:
    """Compare again for the first `size` rides of the pool, after duty d has got one ride more."""
    increase, ranks = scratch.increase, scratch.ranks
    for p in range(size):
        # Where there was no room there is none with one ride more.
        if increase[p, d] < HUGE or not tables.keeps_triangle:
            ranks[p, IS_STALE] = increase[p, d] <= ranks[p, COUNTED_TO]
            recall(tables, state, p, d, scratch)
    for p in range(size):
        if scratch.positions[p, d, 1] == UNKNOWN:
            learn(tables, state, p, d, scratch)
        if ranks[p, IS_STALE] or (increase[p, d] < HUGE and increase[p, d] <= ranks[p, COUNTED_TO]):
            rank(tables, state, p, how, scratch)


@inlined_kernel
def recall(tables: SearchTables, state: SearchState, p: int, d: int, scratch: Scratch) -> None:
    """Remember what putting the pool's ride p into duty d would cost, or that it is `UNKNOWN`."""
    ride = scratch.pool[p]
    if not tables.is_open[d] or tables.pinned_to[ride] not in (-1, d) or scratch.not_on[ride] == d:
        scratch.increase[p, d], scratch.positions[p, d, 1] = HUGE, NO_PAIR
        return
    key = memo_key(tables, state, d, ride)
    known = scratch.memo[key & (len(scratch.memo) - 1)]
    if known[KEY] == key:
        take_over(state, p, d, known, scratch)
    else:
        scratch.positions[p, d, 1] = UNKNOWN


@inlined_kernel
def learn(tables: SearchTables, state: SearchState, p: int, d: int, scratch: Scratch) -> None:
    """Work out what putting the pool's ride p into duty d would cost, or cost at least."""
    ride = scratch.pool[p]
    key = memo_key(tables, state, d, ride)
    known = scratch.memo[key & (len(scratch.memo) - 1)]
    known[KEY] = key
    look_at(tables, state, d, ride, known, scratch)
    take_over(state, p, d, known, scratch)


@kernel
def look_at(
    tables: SearchTables, state: SearchState, d: int, ride: int, known: Ints, scratch: Scratch
) -> None:
    """Fill the memo's entry for a ride and duty d: with a floor, if there is one."""
    if has_floors(tables, state, d, scratch):
        known[COST], known[BREAK_AT], i, j = floor_in_duty(tables, state, d, ride, scratch)
        known[PAIR_AT] = NO_PAIR if i < 0 else FLOOR_ONLY - packed(i, j)
    else:
        known[COST], known[BREAK_AT], i, j = find_in_duty(tables, state, d, ride, scratch)
        known[PAIR_AT] = NO_PAIR if i < 0 else packed(i, j)


@inlined_kernel
def is_floor(p: int, d: int, scratch: Scratch) -> bool:
    """Tell whether only a floor is known of what putting the pool's ride p into duty d costs; -1: no duty."""
    return bool(d >= 0 and scratch.positions[p, d, 1] <= FLOOR_ONLY)


@inlined_kernel
def look_into(tables: SearchTables, state: SearchState, p: int, d: int, scratch: Scratch) -> None:
    """Work out what putting the pool's ride p into duty d costs, of which a floor is known."""
    ride, floor = scratch.pool[p], scratch.increase[p, d] + state.costs[d]
    break_at, pair = scratch.positions[p, d, 0], unpacked(FLOOR_ONLY - scratch.positions[p, d, 1])
    key = memo_key(tables, state, d, ride)
    known = scratch.memo[key & (len(scratch.memo) - 1)]
    known[KEY] = key  # another insertion may have taken the place
    found = find_from_floor(tables, state, d, ride, floor, break_at, pair, scratch)
    known[COST], known[BREAK_AT], i, j = found
    known[PAIR_AT] = NO_PAIR if i < 0 else packed(i, j)
    take_over(state, p, d, known, scratch)


@inlined_kernel
def take_over(state: SearchState, p: int, d: int, known: Ints, scratch: Scratch) -> None:
    """Let an entry of the memo stand for the pool's ride p and duty d."""
    scratch.increase[p, d] = HUGE if known[PAIR_AT] == NO_PAIR else known[COST] - state.costs[d]
    scratch.positions[p, d, 0], scratch.positions[p, d, 1] = known[BREAK_AT], known[PAIR_AT]


@kernel
def rank(tables: SearchTables, state: SearchState, p: int, how: Repair, scratch: Scratch) -> None:
    """Find the cheapest duty and how much worse the next regrets - 1 are: what waiting may cost.

    With one regret the cheapest ride is the most urgent (greedy). A missing alternative counts as `HUGE`.
    A duty that is not among the cheapest even by its floor is never looked into.
    """
    increase, found = scratch.increase[p], scratch.ranks[p]
    while True:
        first, second, third, d1, d2, d3 = HUGE, HUGE, HUGE, -1, -1, -1
        for d in range(len(increase)):
            cost = increase[d]
            if cost < first:
                first, second, third, d1, d2, d3 = cost, first, second, d, d1, d2
            elif cost < second:
                second, third, d2, d3 = cost, second, d, d2
            elif cost < third:
                third, d3 = cost, d
        if how.exact > 0 and is_floor(p, d1, scratch):
            look_into(tables, state, p, d1, scratch)
        elif how.exact > 1 and is_floor(p, d2, scratch):
            look_into(tables, state, p, d2, scratch)
        elif how.exact > 2 and is_floor(p, d3, scratch):
            look_into(tables, state, p, d3, scratch)
        else:
            break
    found[CHEAPEST], found[IS_STALE] = d1, 0
    found[URGENCY], found[COUNTED_TO] = -first, first
    if d1 >= 0 and how.regrets > 1:
        # Two differences of HUGE would not fit into 64 bits.
        found[URGENCY], found[COUNTED_TO] = second // 4 - first // 4, second
        if how.regrets > 2:
            found[URGENCY] += third // 4 - first // 4
            found[COUNTED_TO] = third
