"""Compiled kernels that grow a label visit by visit, and tell what it costs."""

import numpy as np

from dispatcher.bound.closing_kernels import can_close_all, has_to_stay
from dispatcher.bound.dominance_kernels import (
    can_open,
    fines_in,
    has,
)
from dispatcher.bound.label_tables import CLOSES, OPENS, RESTS, LabelTables
from dispatcher.bound.labels import NOBODY, Ints, Labels
from dispatcher.bound.leaving_kernels import latest_leave, most_any_puts_off, open_first, pass_on
from dispatcher.bound.rewards import Rewards
from dispatcher.planning.columns import NEVER
from dispatcher.planning.compiled import inlined_kernel, kernel
from dispatcher.planning.route.kernels import fits


@kernel
def begin(tables: LabelTables, rewards: Rewards, labels: Labels) -> bool:
    """Make label 0: the van where its route begins; False where those on board have no places in it."""
    labels.row[0], labels.parent[0] = len(tables.kinds), -1
    labels.time[0], labels.cost[0] = tables.limits.begin, 0
    labels.gone[0, 0] = -NEVER if tables.limits.fixed_begin else 0
    labels.late[0, 0] = tables.limits.begin if tables.limits.fixed_begin else NEVER
    labels.rested[0], labels.is_alive[0], labels.in_slice[0] = 0, 1, -1
    for w in range(labels.open_set.shape[1]):
        labels.open_set[0, w] = labels.visited_set[0, w] = 0
    for w in range(labels.due_set.shape[1]):
        labels.due_set[0, w] = rewards.at_most[w]
    for k in range(labels.open.shape[1]):
        labels.open[0, k] = NOBODY
    seats = wheelchairs = 0
    for k in range(len(tables.open_at_start)):
        ride = tables.open_at_start[k]
        seats -= tables.seats[tables.closing[ride]]
        wheelchairs -= tables.wheelchairs[tables.closing[ride]]
        labels.open[0, k] = ride
        labels.gone[0, k + 1], labels.late[0, k + 1] = -NEVER, NEVER
        open_first(labels, 0, k + 1, -NEVER)  # the van is under way
        labels.open_set[0, ride >> 6] |= np.uint64(1) << np.uint64(ride & 63)
        labels.visited_set[0, ride >> 6] |= np.uint64(1) << np.uint64(ride & 63)
    labels.open_count[0] = len(tables.open_at_start)
    return bool(fits(tables.layouts, seats, wheelchairs))


@inlined_kernel
def may_visit(tables: LabelTables, labels: Labels, old: int, row: int) -> bool:
    """Tell whether a label can go on with a visit, its time and its places left aside."""
    if tables.kinds[row] == RESTS:
        return bool(labels.open_count[old] == 0 and labels.rested[old] == 0)
    ride = tables.rides[row]
    if tables.kinds[row] != OPENS:
        return has(labels.open_set[old], ride)
    for k in range(labels.open_count[old]):
        if not tables.may_nest[labels.open[old, k], ride]:
            return False
    return not has(labels.visited_set[old], ride) and labels.open_count[old] < labels.open.shape[1]


@kernel
def has_places(tables: LabelTables, labels: Labels, old: int, row: int) -> bool:
    """Tell whether everybody has a place after a visit that opens a ride."""
    if tables.kinds[row] != OPENS:
        return True
    seats, wheelchairs = tables.seats[row], tables.wheelchairs[row]
    for k in range(labels.open_count[old]):
        opened = tables.opening[labels.open[old, k]]
        seats += tables.seats[opened]
        wheelchairs += tables.wheelchairs[opened]
    return fits(tables.layouts, seats, wheelchairs)


@kernel
def copy_open(
    tables: LabelTables, labels: Labels, old: int, new: int, row: int, hop: int, latest: int
) -> None:
    """Carry over to label `new` what was open before its visit of `row`, with what begins and ends there."""
    kind, ride, count = tables.kinds[row], tables.rides[row], 0
    for w in range(labels.open_set.shape[1]):
        labels.open_set[new, w] = labels.open_set[old, w]
        labels.visited_set[new, w] = labels.visited_set[old, w]
    pending = kind == OPENS
    for k in range(labels.open_count[old] + 1):
        each = labels.open[old, k] if k < labels.open_count[old] else NOBODY
        if pending and (each == NOBODY or each > ride):
            labels.open[new, count] = ride
            labels.gone[new, count + 1], labels.late[new, count + 1] = 0, latest
            open_first(labels, new, count + 1, labels.late[old, 0] if tables.limits.settles else -NEVER)
            count += 1
            pending = False
        if each != NOBODY and not (kind == CLOSES and each == ride):
            labels.open[new, count] = each
            gone = labels.gone[old, k + 1] + hop
            labels.gone[new, count + 1] = gone
            labels.late[new, count + 1] = min(labels.late[old, k + 1], latest - gone)
            labels.leave_before[new, count + 1] = labels.leave_before[old, k + 1]
            labels.spare[new, count + 1] = labels.spare[old, k + 1]
            labels.reach[new, count + 1] = labels.reach[old, k + 1]
            labels.asked[new, count + 1] = labels.asked[old, k + 1]
            count += 1
    labels.open_count[new] = count
    for k in range(count, labels.open.shape[1]):
        labels.open[new, k] = NOBODY
    if kind != RESTS:
        bit = np.uint64(1) << np.uint64(ride & 63)
        labels.open_set[new, ride >> 6] ^= bit
        labels.visited_set[new, ride >> 6] |= bit


@inlined_kernel
def grow(tables: LabelTables, rewards: Rewards, labels: Labels, old: int, new: int, row: int) -> bool:
    """Make label `new` of label `old` and a visit of `row` that it may make; False if it can't be driven."""
    if not has_places(tables, labels, old, row):
        return False
    hop = tables.hops[labels.row[old], row]
    time = max(labels.time[old] + hop, tables.earliest[row])
    latest = tables.latest[row]
    if tables.kinds[row] == CLOSES:
        k = 0
        while labels.open[old, k] != tables.rides[row]:
            k += 1
        span = tables.spans[tables.rides[row]]
        if labels.gone[old, k + 1] + hop > span:
            return False
        latest = min(latest, labels.late[old, k + 1] + span)
    if time > latest:
        return False
    gone = labels.gone[old, 0] + hop
    late = latest_leave(tables, labels, old, row, time, min(labels.late[old, 0], latest - gone))
    if max(gone, time - late) > tables.limits.longest:
        return False
    labels.row[new], labels.parent[new] = row, old
    labels.time[new], labels.gone[new, 0], labels.late[new, 0] = time, gone, late
    labels.cost[new] = labels.cost[old] + tables.drive_costs[labels.row[old], row] - rewards.of_rows[row]
    for w in range(labels.due_set.shape[1]):
        due, counting = labels.due_set[old, w], rewards.bits_of_rows[row, w]
        labels.cost[new] += fines_in(rewards, due & counting, 64 * w)
        labels.due_set[new, w] = ((due ^ counting) | (counting & rewards.at_least[w])) & ~(
            counting & rewards.at_most[w]
        )
    labels.rested[new] = labels.rested[old] + (tables.kinds[row] == RESTS)
    copy_open(tables, labels, old, new, row, hop, latest)
    if tables.limits.settles and tables.kinds[row] == CLOSES:
        pass_on(tables, labels, old, new, row)
    if not can_close_all(tables, labels, new):
        return False
    forget_fines(tables, rewards, labels, new)
    return True


@kernel
def forget_fines(tables: LabelTables, rewards: Rewards, labels: Labels, label: int) -> None:
    """Take the conditions out of the due set that nothing counts in any more: they need not be compared."""
    for w in range(labels.due_set.shape[1]):
        left, bit = labels.due_set[label, w], 64 * w
        while left:
            if left & np.uint64(1) and not may_count(tables, labels, label, rewards.rides_of_bits[bit]):
                labels.due_set[label, w] ^= np.uint64(1) << np.uint64(bit & 63)
            left >>= np.uint64(1)
            bit += 1


@kernel
def may_count(tables: LabelTables, labels: Labels, label: int, rides: Ints) -> bool:
    """Tell whether one of the rides of a condition is open, or can still be opened in time."""
    for ride in rides:
        if ride < 0:
            return False
        if has(labels.open_set[label], ride):
            return True
        if not has(labels.visited_set[label], ride) and can_open(tables, labels, label, ride):
            return True
    return False


@inlined_kernel
def duration(labels: Labels, label: int) -> int:
    """Return the least time from where a label's route begins to the begin of its last visit.

    Open rides may yet put off leaving, as far as their own windows allow.
    """
    late = max(labels.late[label, 0], most_any_puts_off(labels, label))
    return int(max(labels.gone[label, 0], labels.time[label] - late))


@inlined_kernel
def cost_at_end(tables: LabelTables, labels: Labels, label: int) -> int:
    """Return the reduced cost of a label that goes to where its route ends; `NEVER` where it can't.

    Less what the duty costs when it serves nobody.
    """
    row, end = labels.row[label], len(tables.kinds) + 1
    if row == len(tables.kinds) or (tables.limits.owes_break and labels.rested[label] == 0):
        return NEVER
    if labels.open_count[label] != len(tables.open_at_end):
        return NEVER
    for k in range(labels.open_count[label]):
        if not has_to_stay(tables, labels.open[label, k]):
            return NEVER
    hop = tables.hops[row, end]
    time, gone = labels.time[label] + hop, labels.gone[label, 0] + hop
    late = min(labels.late[label, 0], tables.limits.end_by - gone)
    took = max(gone, time - late)
    if time > tables.limits.end_by or took > tables.limits.longest:
        return NEVER
    cost = labels.cost[label] + tables.drive_costs[row, end] + tables.limits.second_cost * took
    return int(cost - tables.limits.idle_cost)


@kernel
def cost_of_rows(tables: LabelTables, rewards: Rewards, labels: Labels, rows: Ints) -> int:
    """Return what a route costs with these visits, or `NEVER` where it can't be driven; it is grown anew."""
    if not begin(tables, rewards, labels):
        return NEVER
    for old in range(len(rows)):
        to = rows[old]
        if not may_visit(tables, labels, old, to) or not grow(tables, rewards, labels, old, old + 1, to):
            return NEVER
    return cost_at_end(tables, labels, len(rows))
