"""Compiled kernels of a whole labelling: all labels are grown in the order of their times."""

from dispatcher.bound.dominance_kernels import keep_if_good
from dispatcher.bound.label_kernels import cost_at_end, grow, may_visit
from dispatcher.bound.label_tables import LabelTables
from dispatcher.bound.labels import Ints, Labels
from dispatcher.bound.meeting_kernels import least_rest
from dispatcher.bound.rewards import Rewards
from dispatcher.planning.columns import NEVER
from dispatcher.planning.compiled import kernel

# How far a labelling has come.
GROWING = 0
GROWN = 1
NO_ROOM = 2

# Entries of the progress of a labelling.
SLICE = 0  # the slice of time whose labels are grown
COUNT = 1  # labels made so far, dead ones too


@kernel
def slice_of(tables: LabelTables, slices: Ints, time: int) -> int:
    """Return the slice of a time."""
    width = (tables.limits.end_by - tables.limits.begin) // len(slices) + 1
    return int((time - tables.limits.begin) // width)


@kernel
def advance(
    tables: LabelTables,
    rewards: Rewards,
    labels: Labels,
    slices: Ints,
    progress: Ints,
    how: int,
    steps: int,
    rest: Labels,
    most_cost: int,
) -> int:
    """Grow up to `steps` labels in the order of their times; return how far that has come.

    Parameters
    ----------
    labels, slices, progress
        Where the labelling is: by `begin` at first, with its label in the slice of its time.
    rest, most_cost
        Labels grown backward with the same rewards (or none): what can't be completed for less than
        `most_cost` is not kept.
    """
    while progress[SLICE] < len(slices):
        old = slices[progress[SLICE]]
        if old < 0:
            progress[SLICE] += 1
            continue
        row = labels.row[old]
        count = tables.successor_counts[row]
        if progress[COUNT] + count + labels.open_count[old] >= len(labels.row):
            return NO_ROOM
        if steps == 0:
            return GROWING
        slices[progress[SLICE]] = labels.in_slice[old]
        if labels.is_alive[old] == 0:
            continue
        steps -= 1
        for n in range(count + labels.open_count[old]):
            to = tables.successors[row, n] if n < count else tables.closing[labels.open[old, n - count]]
            new = progress[COUNT]
            if labels.time[old] + tables.hops[row, to] > tables.latest[to]:
                continue
            if not may_visit(tables, labels, old, to) or not grow(tables, rewards, labels, old, new, to):
                continue
            if len(rest.row) > 0 and least_rest(tables, rewards, labels, new, rest) >= most_cost:
                continue
            if keep_if_good(tables, rewards, labels, new, how):
                at = slice_of(tables, slices, labels.time[new])
                labels.in_slice[new] = slices[at]
                slices[at] = new
                progress[COUNT] += 1
    return GROWN


@kernel
def end_costs(tables: LabelTables, labels: Labels, count: int, costs: Ints) -> None:
    """Write the reduced cost of each label that is a whole route; `NEVER` for the others."""
    for n in range(count):
        costs[n] = cost_at_end(tables, labels, n) if labels.is_alive[n] else NEVER
