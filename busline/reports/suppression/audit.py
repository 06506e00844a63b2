"""What a reader can work out of a hidden count: exactly, by two maximum flows."""

from collections.abc import Container
from typing import NamedTuple

from busline.reports.suppression.flow import ENDLESS, Bounds, Flow, any_count
from busline.reports.suppression.network import Key, Network


class Interval(NamedTuple):
    """The smallest and the largest value that can't be excluded; each whole number between can't either."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How far they are apart; 0: the count is given away."""
        return self.high - self.low


def interval(
    network: Network,
    hidden: Container[Key],
    key: Key,
    bounds: Bounds = any_count,
    most: int = ENDLESS,
) -> Interval:
    """Return what a reader knows of a hidden cell.

    The matrix of a circulation is totally unimodular, so that the flow is the bound in whole numbers too.

    Parameters
    ----------
    hidden
        All cells that are not shown.
    bounds
        What the reader knows of each hidden count beside the sums.
    most
        Look no further than this below and above the count.
    """
    value = network.cells[key].count.value
    below, above = (largest_move(network, hidden, key, sign, bounds, most) for sign in (-1, 1))
    return Interval(value - below, value + above)


def largest_move(
    network: Network, hidden: Container[Key], key: Key, sign: int, bounds: Bounds, most: int
) -> int:
    """Return how far a hidden cell can grow (`sign` 1) or shrink (-1), at most `most`."""
    flow = Flow(network, hidden, bounds)
    moved = 0
    while moved < most and (found := flow.cheapest(key, sign)) is not None:
        moved += flow.push(found[1], most - moved)
    return moved
