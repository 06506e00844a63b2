"""Which rides can be opened while another is open: most pairs can't, whatever else the van does.

Of two rides, the second of which is opened while the first is on board, one is closed before the other. If
neither of these two orders can be driven by least times with nothing between them, no route has them so
(dial-a-ride: Cordeau, Operations Research 54(3), 2006, on incompatible requests).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dispatcher.bound.labels import Bools, Ints


def openable(
    least_hops: Ints, earliest: Ints, latest: Ints, opening: Ints, closing: Ints, spans: Ints
) -> Bools:
    """Return whether ride b can be opened while ride a is open: shape (rides a, rides b).

    Parameters
    ----------
    least_hops, earliest, latest, opening, closing, spans
        As in `dispatcher.bound.label_tables.LabelTables`; both rides are opened on the way and closed on it.
    """
    a_opens, a_closes, a_span = opening[:, None], closing[:, None], spans[:, None]
    b_opens, b_closes, b_span = opening[None, :], closing[None, :], spans[None, :]

    def can_be_driven(third: Ints, fourth: Ints, a_to: int, b_to: int) -> Bools:
        rows = (a_opens, b_opens, third, fourth)
        hops = [least_hops[one, other] for one, other in pairwise(rows)]
        begins = _earliest_begins([earliest[row] for row in rows], hops)
        by = [latest[row] for row in rows]
        is_driven = _shortest(0, a_to, begins, by, hops) <= a_span
        is_driven &= _shortest(1, b_to, begins, by, hops) <= b_span
        for at, limit in zip(begins, by, strict=True):
            is_driven &= at <= limit
        return is_driven

    return can_be_driven(a_closes, b_closes, 2, 3) | can_be_driven(b_closes, a_closes, 3, 2)


def _earliest_begins(earliest: Sequence[Ints], hops: Sequence[Ints]) -> list[Ints]:
    begins = [earliest[0]]
    for opens, hop in zip(earliest[1:], hops, strict=True):
        begins.append(np.maximum(begins[-1] + hop, opens))
    return begins


def _shortest(
    first: int, last: int, begins: Sequence[Ints], latest: Sequence[Ints], hops: Sequence[Ints]
) -> Ints:
    """Return the least seconds from the begin of one visit to that of a later one."""
    gone, late = hops[first], latest[first]
    for between in range(first + 1, last):
        late = np.minimum(late, latest[between] - gone)
        gone = gone + hops[between]
    shortest: Ints = np.maximum(gone, begins[last] - late)
    return shortest
