"""Compiled kernels of a label that meets others grown backward: what a whole route costs at least."""

import numpy as np

from dispatcher.bound.dominance_kernels import bucket_of, fines_in, same
from dispatcher.bound.label_kernels import duration
from dispatcher.bound.label_tables import RESTS, LabelTables
from dispatcher.bound.labels import Labels, Masks
from dispatcher.bound.rewards import Rewards
from dispatcher.planning.columns import NEVER
from dispatcher.planning.compiled import inlined_kernel


@inlined_kernel
def meets_again(tables: LabelTables, labels: Labels, new: int, rest: Labels, at: int) -> bool:
    """Tell whether a label and one grown backward have a ride in common that isn't open where they meet."""
    old, row = labels.parent[new], labels.row[new]
    for w in range(labels.visited_set.shape[1]):
        common = labels.visited_set[new, w] & rest.visited_set[at, w] & ~labels.open_set[old, w]
        if tables.kinds[row] != RESTS and tables.rides[row] >> 6 == w:
            common &= ~(np.uint64(1) << np.uint64(tables.rides[row] & 63))
        if common:
            return True
    return False


@inlined_kernel
def fines_where_met(rewards: Rewards, one: Masks, other: Masks) -> int:
    """Return the least fines that are due where two labels meet that have each paid their own."""
    total = 0
    for w in range(len(one)):
        total += fines_in(rewards, one[w] & other[w] & ~rewards.at_most[w], 64 * w)
        total -= fines_in(rewards, rewards.at_most[w] & ~one[w] & ~other[w], 64 * w)
    return total


@inlined_kernel
def most_paid_twice(rewards: Rewards, due: Masks) -> int:
    """Return what a label may have paid that one which it meets has paid too: once is enough.

    That is where a fine for the first of some rides, of so many vans at most, is not due. If that is so for
    another reason, as none of them can be reached, it is too much.
    """
    total = 0
    for w in range(len(due)):
        total += fines_in(rewards, rewards.at_most[w] & ~due[w], 64 * w)
    return total


@inlined_kernel
def least_rest(tables: LabelTables, rewards: Rewards, labels: Labels, new: int, rest: Labels) -> int:
    """Return the least that a route with label `new` costs, by labels grown backward; `NEVER`: there is none.

    A backward label stands for all routes from its visit on, which earns there what the visit earns.
    """
    row, old = labels.row[new], labels.parent[new]
    before, due = labels.open_set[old], labels.due_set[old]
    latest_mirrored = -labels.time[new] - tables.services[row]
    rested = (1 if tables.limits.owes_break else 0) - labels.rested[new] + (tables.kinds[row] == RESTS)
    least, paid_twice = NEVER, most_paid_twice(rewards, due)
    at = rest.first_in_bucket[bucket_of(row, before)]
    while at >= 0:
        if (
            rest.row[at] == row
            and rest.rested[at] == rested
            and rest.time[at] <= latest_mirrored
            and not meets_again(tables, labels, new, rest, at)
        ):
            cost = rest.cost[at] + tables.limits.second_cost * duration(rest, at)
            if cost - paid_twice < least and same(rest.open_set[at], before):
                least = min(least, cost + fines_where_met(rewards, rest.due_set[at], due))
        at = rest.in_bucket[at]
    if least == NEVER:
        return NEVER
    least += labels.cost[old] + tables.drive_costs[labels.row[old], row]
    return int(least + tables.limits.second_cost * duration(labels, new) - tables.limits.idle_cost)
