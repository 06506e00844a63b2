"""Making driving times agree with each other: a van may always drive over a third stop."""

from dataclasses import dataclass

import numpy as np

from busline.travel.source import Seconds


@dataclass(frozen=True, slots=True)
class Shortening:
    """What taking the ways over third stops changed: how many pairs, and the most for one of them."""

    pairs: int
    most_s: int


def metric_closure(seconds: Seconds) -> tuple[Seconds, Shortening]:
    """Return `seconds` with every time lowered to the fastest way over any other stops.

    Floyd and Warshall's algorithm, a stop at a time. Not scipy's: that takes a zero between two stops at
    the same place for a missing road.

    Parameters
    ----------
    seconds
        Square, all ≥ 0, zero diagonal.
    """
    closed = seconds.copy()
    for via in range(len(closed)):
        np.minimum(closed, closed[:, via, None] + closed[None, via, :], out=closed)
    gain = seconds - closed
    return closed, Shortening(int(np.count_nonzero(gain)), int(gain.max(initial=0)))
