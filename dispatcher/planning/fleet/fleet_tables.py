"""All duties of a day with their routes, packed so that one kernel can walk over them.

Every duty has a slot: the same number in each table. A duty that owes a break has several orders of its
visits, one for each place where the break could be.
"""

from typing import Final, NamedTuple

import numpy as np

from dispatcher.planning.columns import FRAME_ENTRIES, NODE_COLUMNS
from dispatcher.planning.compiled import part_of_kernels
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.tables import Ints

# Entries of a slot.
VISITS: Final = 0  # rows of the route, the break included; the two rows after them are free
PAUSE: Final = 1  # the break's row, -1 where the duty owes none
BASE_COST: Final = 2  # of the route as it is
FIRST_ORDER: Final = 3  # orders from this one…
END_ORDER: Final = 4  # …to before this one can be put into
IN_FULL: Final = 5  # 1 where no bound holds, so that every pair of positions is scheduled
SLOT_ENTRIES: Final = 6

# Entries of an order.
COUNT: Final = 0  # its visits
LEAVE: Final = 1  # when the van leaves, by the chosen schedule
LEAVE_BY: Final = 2  # it can't leave later, whatever is put in after the first visit
BACK: Final = 3  # when it is back at the earliest
ORDER_ENTRIES: Final = 4

# Rows of the outlook on an order, by position 0…count; the first four are those of `look_ahead`, the
# first of them sharpened: with ride-time limits.
TAIL: Final = 4  # seconds of driving and boarding from the begin of the visit at this position to being back
SPENT: Final = 5  # cost but for van time of the visits before this position; at count + 1: of all
LOW: Final = 6  # no insertion of a pickup here increases the cost by less
CUT_FROM: Final = 7  # the first visit whose times an insertion here can change, if it delays nothing
CUT_TO: Final = 8  # the first after it whose times it then leaves alone
FLEET_OUTLOOK_ROWS: Final = 9

SPARE_VISITS: Final = 8

# The order without the break: no order that can be put into, but no insertion is better than into it.
BARE: Final = 0


class FleetTables(NamedTuple):
    """What the kernels read of a fleet.

    Attributes
    ----------
    travel, weights
        Driving seconds between places; weights of the goals.
    nodes, frames, layouts
        By slot, as in `dispatcher.planning.tables`; layouts that a van has not are -1.
    slots
        By slot, the entries above.
    orders, totals, outlooks
        By slot and order: rows of visits, entries and outlook.
    """

    travel: Ints
    weights: Ints
    nodes: Ints
    frames: Ints
    layouts: Ints
    slots: Ints
    orders: Ints
    totals: Ints
    outlooks: Ints


@part_of_kernels
def slot_tables(fleet: FleetTables, d: int) -> DutyTables:
    """Return the tables of the duty in a slot alone."""
    return DutyTables(fleet.travel, fleet.nodes[d], fleet.frames[d], fleet.layouts[d], fleet.weights)


def fleet_tables(travel: Ints, weights: Ints) -> FleetTables:
    """Return the tables of no duties."""
    return with_room(
        FleetTables(
            travel=travel,
            weights=weights,
            nodes=np.zeros((0, 0, 0), dtype=np.int64),
            frames=np.zeros((0, 0), dtype=np.int64),
            layouts=np.zeros((0, 0, 0), dtype=np.int64),
            slots=np.zeros((0, 0), dtype=np.int64),
            orders=np.zeros((0, 0, 0), dtype=np.int64),
            totals=np.zeros((0, 0, 0), dtype=np.int64),
            outlooks=np.zeros((0, 0, 0, 0), dtype=np.int64),
        )
    )


def with_room(
    tables: FleetTables, *, slots: int = 0, visits: int = 0, layouts: int = 0, orders: int = 0
) -> FleetTables:
    """Return tables with room for at least so much, and what `tables` hold; the same ones if they have it."""
    here, longest, kinds = len(tables.slots), tables.orders.shape[2], tables.layouts.shape[1]
    places = tables.orders.shape[1]
    if slots <= here and visits <= longest and layouts <= kinds and orders <= places:
        return tables
    # A few visits more, so that not every ride that is added makes all tables anew.
    here, longest = max(slots, here), longest if visits <= longest else visits + SPARE_VISITS
    kinds, places = max(layouts, kinds), max(orders, places)
    return tables._replace(
        nodes=_grown(tables.nodes, (here, longest + 2, NODE_COLUMNS)),
        frames=_grown(tables.frames, (here, FRAME_ENTRIES)),
        layouts=_grown(tables.layouts, (here, kinds, 2), fill=-1),
        slots=_grown(tables.slots, (here, SLOT_ENTRIES)),
        orders=_grown(tables.orders, (here, places, longest)),
        totals=_grown(tables.totals, (here, places, ORDER_ENTRIES)),
        outlooks=_grown(tables.outlooks, (here, places, FLEET_OUTLOOK_ROWS, longest + 2)),
    )


def _grown(table: Ints, shape: tuple[int, ...], fill: int = 0) -> Ints:
    larger = np.full(shape, fill, dtype=np.int64)
    larger[tuple(slice(0, size) for size in table.shape)] = table
    return larger
