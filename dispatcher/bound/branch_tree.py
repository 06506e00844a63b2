"""The plans that may still be better than the best one known, parted by conditions into ever smaller sets."""

import heapq
from dataclasses import dataclass, field

from dispatcher.bound.branching import Parting
from dispatcher.bound.conditions import VanCount


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """The plans that hold some conditions.

    Attributes
    ----------
    bound
        None of them costs less.
    number
        In the order in which they were made, from nought on.
    conditions
        None for all plans.
    """

    bound: int
    number: int
    conditions: tuple[VanCount, ...] = field(compare=False)


class BranchTree:
    """The nodes that are open, those first whose plans may cost least, and what is known of those left."""

    def __init__(self, bound: int) -> None:
        self._open = [Node(bound, 0, ())]
        self._made = 1
        self._least_left: int | None = None

    def next(self, cost: int) -> Node | None:
        """Return the node to look at next, or None where no other could raise the bound up to `cost`."""
        if not self._open or self._open[0].bound >= self._least(cost):
            return None
        return heapq.heappop(self._open)

    def part(self, node: Node, bound: int, parting: Parting) -> None:
        """Go on with the halves of a node whose plans cost no less than `bound`."""
        for condition in (parting.at_most, parting.at_least):
            heapq.heappush(self._open, Node(bound, self._made, (*node.conditions, condition)))
            self._made += 1

    def leave(self, bound: int) -> None:
        """Leave a node for good of which no more is known than that its plans cost no less than `bound`."""
        self._least_left = self._least(bound)

    def bound(self, cost: int) -> int:
        """Return what no plan costs less than, or `cost` where that is more: what the best plan costs."""
        return min(self._least(cost), self._open[0].bound) if self._open else self._least(cost)

    def _least(self, cost: int) -> int:
        return cost if self._least_left is None else min(cost, self._least_left)
