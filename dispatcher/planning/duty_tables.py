"""One duty as the kernels of its route read it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import Travel

Ints = npt.NDArray[np.int64]


class DutyTables(NamedTuple):
    """What the times, the places and the cost of a duty's routes depend on.

    Attributes
    ----------
    travel
        Driving seconds between places.
    nodes
        Of its visits, and of any others: shape (rows, node columns).
    frame, layouts
        Entries of its frame; rows of seats, wheelchairs.
    weights
        Of the goals.
    """

    travel: Travel
    nodes: Ints
    frame: Ints
    layouts: Ints
    weights: Ints
