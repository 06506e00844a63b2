"""The columns of the integer tables that the kernels read.

A *node* is one row of the node table: a pickup, a drop-off or a break. A route is an array of row numbers.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

# Columns of the node table.
PLACE: Final = 0  # index into the travel matrix
SERVICE: Final = 1  # seconds at the stop
EARLIEST: Final = 2  # first begin
LATEST: Final = 3  # last begin; for a rider on board the ride-time limit is in it already
SEATS: Final = 4  # change of seats taken
WHEELS: Final = 5  # change of wheelchair places taken
PARTIES: Final = 6  # change of parties on board
PARTNER: Final = 7  # drop-off: row of its pickup; pickup: row of its drop-off; -1: none
SPAN: Final = 8  # drop-off with a pickup: longest time from begin of boarding to begin of alighting
DIRECT: Final = 9  # drop-off: what ride time is compared with, see `dispatcher.planning.tables`
KIND: Final = 10
NODE_COLUMNS: Final = 11

# Kinds of nodes.
PICKUP: Final = 0
DROPOFF: Final = 1
BREAK: Final = 2

# Entries of a duty's frame.
START: Final = 0
END: Final = 1
LEAVE_FROM: Final = 2
BACK_BY: Final = 3
MAX_DURATION: Final = 4
UNDER_WAY: Final = 5
SEATS_AT_START: Final = 6
WHEELS_AT_START: Final = 7
PARTIES_AT_START: Final = 8
FRAME_ENTRIES: Final = 9

# Entries of the weights.
VAN: Final = 0
DRIVE: Final = 1
DETOUR: Final = 2
WAITING: Final = 3

# Larger than any time, small enough to be added to one.
NEVER: Final = 1 << 50

# Driving seconds from place to place. A search keeps them in half the bytes: more of them are at hand then.
Travel = npt.NDArray[np.int64] | npt.NDArray[np.int32]
