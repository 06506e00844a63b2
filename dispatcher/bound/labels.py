"""Labels: the partial routes of a labelling, kept as columns of numbers.

A label says how a route may begin: the visit it has come to, the earliest begin of that visit, what it has
cost, and for everything that began on the way and is still open (the duty's own time, and each ride) the
latest moment at which it can have begun. That moment is the smaller of two: the present less the time that
has gone by without any waiting (``gone``), and what the windows on the way allow (``late``). Both are exact
for ride-time limits and the duty's length (the same idea as in Gschwind & Irnich, Transportation Science
49(2), 2015), so no label that could be completed is lost, and none is kept for a route that can't be driven.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Masks = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

BUCKETS = 1 << 18
NOBODY = -1


class Labels(NamedTuple):
    """Room for labels; label n is entry n of each array.

    Attributes
    ----------
    row, parent
        The visit it ends with, and the label that it grew from.
    time, cost
        Earliest begin of that visit; driving less rewards so far.
    gone, late
        Shape (labels, open rides + 1): of the duty first, then of the open rides in the order of `open`.
    leave_before
        Shape as `late`: until when the van may leave for what came before the open ride; `-NEVER`
        where the desk's rule does not count.
    spare, reach
        Same shape, of rides closed since that were open then: the least time by which putting off the open
        ride's pickup must outlast them to put off leaving, and until when it can.
    asked
        Same shape: until when leaving is put off for the longest times of rides opened since.
    open, open_count
        The open rides in order, filled up with `NOBODY`.
    open_set, visited_set
        The open rides, and all that were opened.
    due_set
        The conditions of which a ride that still can be dropped off pays the fine
        (`dispatcher.bound.rewards.Rewards`).
    rested
        Whether the break was taken.
    is_alive
        Whether no other label is at least as good.
    in_bucket, first_in_bucket
        Labels that end with the same visit and the same open rides, chained by their hash.
    in_slice
        Labels whose time falls into the same slice, chained.
    """

    row: Small
    parent: Small
    time: Ints
    cost: Ints
    gone: Ints
    late: Ints
    leave_before: Ints
    spare: Ints
    reach: Ints
    asked: Ints
    open: Small
    open_count: Small
    open_set: Masks
    visited_set: Masks
    due_set: Masks
    rested: Small
    is_alive: Small
    in_bucket: Small
    first_in_bucket: Small
    in_slice: Small


def room_for(labels: int, most_open: int, words: int, due_words: int) -> Labels:
    """Return room for so many labels with up to `most_open` open rides each, and sets of so many words."""

    def small(*shape: int) -> Small:
        return np.empty(shape, dtype=np.int32)

    return Labels(
        row=small(labels),
        parent=small(labels),
        time=np.empty(labels, dtype=np.int64),
        cost=np.empty(labels, dtype=np.int64),
        gone=np.empty((labels, most_open + 1), dtype=np.int64),
        late=np.empty((labels, most_open + 1), dtype=np.int64),
        leave_before=np.empty((labels, most_open + 1), dtype=np.int64),
        spare=np.empty((labels, most_open + 1), dtype=np.int64),
        reach=np.empty((labels, most_open + 1), dtype=np.int64),
        asked=np.empty((labels, most_open + 1), dtype=np.int64),
        open=small(labels, max(most_open, 1)),
        open_count=small(labels),
        open_set=np.empty((labels, words), dtype=np.uint64),
        visited_set=np.empty((labels, words), dtype=np.uint64),
        due_set=np.empty((labels, due_words), dtype=np.uint64),
        rested=small(labels),
        is_alive=small(labels),
        in_bucket=small(labels),
        first_in_bucket=small(BUCKETS),
        in_slice=small(labels),
    )
