"""Room to work in for the kernels of a search."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.insertion.room import Room
from dispatcher.planning.search.search_tables import Prints

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Orders(NamedTuple):
    """Orders of each duty's visits that something may be put into: as they are, or with the break elsewhere.

    All are of the route whose fingerprint is in ``surveyed`` (0: of none), by duty.
    """

    surveyed: Prints
    kept: Ints  # by duty: how many there are
    rows: Ints  # by number of the order, duty; so are all that follow
    outlooks: Ints
    limits: Ints
    strips: Ints


class Scratch(NamedTuple):
    """Room to work in: for the routes of a plan, and for the insertions that a repair compares."""

    orders: Orders
    bare: Ints
    order: Ints
    room: Room
    increase: Ints  # by place in the pool, duty
    positions: Ints  # by place in the pool, duty: of the break, of the pair; as in the memo
    ranks: Ints  # by place in the pool: see the columns in `dispatcher.planning.search.comparing_kernels`
    pool: Ints  # rides to be put in
    score: Floats  # by ride
    not_on: Ints  # by ride: the duty that it is not to be put on this time, or -1
    savings: Ints  # by ride: which plan without it was looked at last (as in the memo), what it saves
    memo: Ints  # by entry, see the columns in `dispatcher.planning.search.comparing_kernels`
