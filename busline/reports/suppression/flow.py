"""Moving counts along cycles of a network, within bounds: shortest augmenting paths."""

import heapq
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from itertools import count

from busline.reports.suppression.network import Key, Network, Node
from busline.reports.suppression.rule import LEAST

ENDLESS = 10**9
# The smallest and the largest value that a reader admits for a hidden count.
Bounds = Callable[[int], tuple[int, int]]
Path = list[tuple[Key, int]]


def any_count(_value: int) -> tuple[int, int]:
    """Return the bounds of a reader who knows that zeroes are shown."""
    return 1, ENDLESS


def small_or_not(value: int) -> tuple[int, int]:
    """Return the bounds of a reader who also knows which hidden counts are below the threshold."""
    return (1, LEAST - 1) if value < LEAST else (LEAST, ENDLESS)


@dataclass
class Flow:
    """What a network's counts could be instead: starts as they are, and is pushed away from that.

    Parameters
    ----------
    hidden
        Moving these costs nothing. Others cost their price, for they would have to be hidden for it.
    may_open
        Whether others may be moved at all.
    """

    network: Network
    hidden: Container[Key]
    bounds: Bounds
    may_open: bool = False
    moved: dict[Key, int] = field(default_factory=dict)

    def room(self, key: Key, sign: int) -> int:
        """Return how far a cell can still grow (`sign` 1) or shrink (-1)."""
        value = self.network.cells[key].count.value
        low, high = self.bounds(value)
        now = value + self.moved.get(key, 0)
        return high - now if sign > 0 else now - low

    def cheapest(self, key: Key, sign: int) -> tuple[int, Path] | None:
        """Return price and cells of the cheapest cycle on which a cell grows or shrinks; None without one."""
        cell = self.network.cells[key]
        if self.room(key, sign) <= 0:
            return None
        start, goal = (cell.head, cell.tail) if sign > 0 else (cell.tail, cell.head)
        prices: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, Key, int]] = {}
        tie = count()
        queue: list[tuple[int, int, Node]] = [(0, next(tie), start)]
        while queue:
            price, _, node = heapq.heappop(queue)
            if node == goal:
                return price, [(key, sign), *_back(came, start, goal)]
            if price > prices[node]:
                continue
            for step, onto, way in self.network.steps[node]:
                if step == key or self.room(step, way) <= 0:
                    continue
                dearer = price + self._price(step)
                if dearer < prices.get(onto, ENDLESS):
                    prices[onto] = dearer
                    came[onto] = (node, step, way)
                    heapq.heappush(queue, (dearer, next(tie), onto))
        return None

    def push(self, path: Path, most: int) -> int:
        """Move the counts of a cycle as far as they go, at most by `most`; return how far that was."""
        amount = min(most, *(self.room(key, sign) for key, sign in path))
        for key, sign in path:
            self.moved[key] = self.moved.get(key, 0) + sign * amount
        return amount

    def _price(self, key: Key) -> int:
        if key in self.hidden:
            return 0
        cell = self.network.cells[key]
        # Small counts are missed least; above a thousand all are missed alike.
        return cell.price * (1000 + min(cell.count.value, 1000)) if self.may_open else ENDLESS


def _back(came: Mapping[Node, tuple[Node, Key, int]], start: Node, goal: Node) -> Path:
    path: Path = []
    node = goal
    while node != start:
        node, key, way = came[node]
        path.append((key, way))
    return path
