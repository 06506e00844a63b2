"""Compiled kernels of dominance: which labels are kept, as no other is at least as good."""

import numpy as np

from dispatcher.bound.label_tables import LabelTables
from dispatcher.bound.labels import BUCKETS, Labels, Masks
from dispatcher.bound.leaving_kernels import leaves_later
from dispatcher.bound.rewards import Rewards
from dispatcher.planning.columns import NEVER
from dispatcher.planning.compiled import inlined_kernel, kernel

# How labels are compared.
ROUGHLY = 0  # by time and cost alone: quicker, finds nearly all good routes, proves nothing
EXACTLY = 1  # a label is dropped only if whatever completes it also completes a better one
BY_RIDES = 2  # as exactly, and only among labels that have visited the same rides: finds every route


@inlined_kernel
def has(mask: Masks, ride: int) -> bool:
    """Tell whether a ride is in a set."""
    return bool((mask[ride >> 6] >> np.uint64(ride & 63)) & np.uint64(1))


@kernel
def bucket_of(row: int, rides: Masks) -> int:
    """Return the bucket of a visit and a set of open rides."""
    mixed = np.uint64(row) * np.uint64(0x9E3779B97F4A7C15)
    for w in range(len(rides)):
        mixed = (mixed ^ rides[w]) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return int(mixed & np.uint64(BUCKETS - 1))


@kernel
def same(one: Masks, other: Masks) -> bool:
    """Tell whether two sets are equal."""
    for w in range(len(one)):  # noqa: SIM110 - a loop compiles to better code than all()
        if one[w] != other[w]:
            return False
    return True


@kernel
def lags(labels: Labels, one: int, other: int, k: int, time: int) -> int:
    """Return by how much label `other` can have begun something later than label `one`, from `time` on.

    The k-th thing that is open: 0 is the duty, then come the rides. Nought or less: `one` is as good.
    """
    at_once = min(time - labels.gone[other, k], labels.late[other, k])
    at_once -= min(time - labels.gone[one, k], labels.late[one, k])
    return int(max(at_once, labels.late[other, k] - labels.late[one, k]))


@inlined_kernel
def fines_in(rewards: Rewards, due: np.uint64, bit: int) -> int:
    """Return the fines of a word of conditions, whose lowest bit is number `bit`."""
    total = 0
    while due:
        if due & np.uint64(1):
            total += rewards.fines_of_bits[bit]
        due >>= np.uint64(1)
        bit += 1
    return int(total)


@kernel
def fines_ahead(rewards: Rewards, mine: Masks, theirs: Masks, most: int) -> bool:
    """Tell whether fines that are nearer to label `mine` than to `theirs` come to more than `most`."""
    total = 0
    for w in range(len(mine)):
        nearer = mine[w] & ~theirs[w]
        bit = 64 * w
        while nearer:
            if nearer & np.uint64(1):
                total += rewards.fines_of_bits[bit]
                if total > most:
                    return True
            nearer >>= np.uint64(1)
            bit += 1
    return False


@kernel
def can_open(tables: LabelTables, labels: Labels, label: int, ride: int) -> bool:
    """Tell whether a ride that a label has not visited can still be opened in time."""
    opening = tables.opening[ride]
    at = labels.time[label] + tables.least_hops[labels.row[label], opening]
    return bool(at <= tables.latest[opening])


@kernel
def can_open_any(tables: LabelTables, labels: Labels, label: int, rides: np.uint64, first: int) -> bool:
    """Tell whether one of a set of rides, a word from ride `first` on, can still be opened in time."""
    left, ride = rides, first
    while left:
        if left & np.uint64(1) and can_open(tables, labels, label, ride):
            return True
        left >>= np.uint64(1)
        ride += 1
    return False


@kernel
def are_alike(labels: Labels, one: int, other: int) -> bool:
    """Tell whether two labels end with the same visit, the same rides open and the break taken or not."""
    if labels.row[one] != labels.row[other] or labels.rested[one] != labels.rested[other]:
        return False
    return same(labels.open_set[one], labels.open_set[other])


@inlined_kernel
def beats(tables: LabelTables, rewards: Rewards, labels: Labels, one: int, other: int, how: int) -> bool:
    """Tell whether label `one` is like `other` and at least as good."""
    time = labels.time[other]
    if labels.time[one] > time or not are_alike(labels, one, other):
        return False
    lag = leaves_later(labels, one, other) if tables.limits.settles else lags(labels, one, other, 0, time)
    ahead = labels.cost[other] - labels.cost[one] - tables.limits.second_cost * max(lag, 0)
    if ahead < 0:
        return False
    if how == ROUGHLY:
        return not fines_ahead(rewards, labels.due_set[one], labels.due_set[other], ahead)
    if tables.limits.longest < NEVER and lag > 0:
        return False
    for k in range(1, labels.open_count[one] + 1):
        if lags(labels, one, other, k, time) > 0:
            return False
    for w in range(labels.visited_set.shape[1]):
        mine, theirs = labels.visited_set[one, w], labels.visited_set[other, w]
        if how == BY_RIDES:
            if mine != theirs:
                return False
        elif can_open_any(tables, labels, other, mine & tables.again[w] & ~theirs, 64 * w):
            return False
    return how == BY_RIDES or not fines_ahead(rewards, labels.due_set[one], labels.due_set[other], ahead)


@inlined_kernel
def keep_if_good(tables: LabelTables, rewards: Rewards, labels: Labels, new: int, how: int) -> bool:
    """Put label `new` into its bucket and drop those that it beats; False if one there beats it."""
    # Labels with other open rides or, where only the same rides compare, other rides need not meet.
    key = labels.visited_set[new] if how == BY_RIDES else labels.open_set[new]
    bucket = bucket_of(labels.row[new], key)
    time, cost = labels.time[new], labels.cost[new]
    before, at = -1, labels.first_in_bucket[bucket]
    while at >= 0:
        following = labels.in_bucket[at]
        # Most pairs end with these two looks: a call hands over all tables, which takes longer.
        later, dearer = labels.time[at] - time, labels.cost[at] - cost
        if max(later, dearer) <= 0 and beats(tables, rewards, labels, at, new, how):
            return False
        if min(later, dearer) >= 0 and beats(tables, rewards, labels, new, at, how):
            labels.is_alive[at] = 0
            if before < 0:
                labels.first_in_bucket[bucket] = following
            else:
                labels.in_bucket[before] = following
        else:
            before = at
        at = following
    labels.in_bucket[new] = labels.first_in_bucket[bucket]
    labels.first_in_bucket[bucket] = new
    labels.is_alive[new] = 1
    return True
