"""Room to work in for one route."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.compiled import allocating_kernel

Ints = npt.NDArray[np.int64]

# Pairs of positions that are gathered before those that hope for the least are tried.
MOST_HOPES = 64

# Columns of gathered pairs.
LOW = 0  # what a route with it costs at least; `HUGE` once it has been tried
PICKUP_AT = 1
DROPOFF_AT = 2
HOPE_COLUMNS = 3


class Room(NamedTuple):
    """Room to work in for one route.

    Attributes
    ----------
    longer, begins
        An order with a pair in it; begins by row.
    hopes
        Pairs of positions, see the columns above.
    """

    longer: Ints
    begins: Ints
    hopes: Ints


@allocating_kernel
def new_room(longest: int, rows: int) -> Room:
    """Return room for orders of up to `longest` visits, of a table of so many `rows`."""
    return Room(
        np.empty(longest, dtype=np.int64),
        np.empty(rows, dtype=np.int64),
        np.empty((MOST_HOPES, HOPE_COLUMNS), dtype=np.int64),
    )
