"""Counts and their sums as a circulation: at each node as much comes in as goes out."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from busline.errors import InvalidInput
from busline.reports.suppression.rule import Count

Key = tuple[str, ...]
Node = Hashable


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: an arc from `tail` to `head`.

    Attributes
    ----------
    price
        What hiding it costs, beside others of its network; at least 1.
    known
        Readers know it anyway, from another table: it can't be hidden.
    """

    tail: Node
    head: Node
    count: Count
    price: int = 1
    known: bool = False


@dataclass(frozen=True)
class Network:
    """A table with its sums.

    Raises
    ------
    InvalidInput
        If its sums are not the sums of its cells.
    """

    cells: Mapping[Key, Cell]
    _balance: dict[Node, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells.values():
            self._balance[cell.tail] = self._balance.get(cell.tail, 0) - cell.count.value
            self._balance[cell.head] = self._balance.get(cell.head, 0) + cell.count.value
        if any(self._balance.values()):
            raise InvalidInput("The sums of a table are not the sums of its cells.")

    @cached_property
    def steps(self) -> Mapping[Node, tuple[tuple[Key, Node, int], ...]]:
        """From each node the cells that lead on: along one it grows (1), against it it shrinks (-1)."""
        found: dict[Node, list[tuple[Key, Node, int]]] = {node: [] for node in self._balance}
        for key, cell in self.cells.items():
            if not cell.known and cell.count.value:  # zeroes are shown: they can't move
                found[cell.tail].append((key, cell.head, 1))
                found[cell.head].append((key, cell.tail, -1))
        return {node: tuple(steps) for node, steps in found.items()}

    @property
    def breaking(self) -> Iterator[Key]:
        """The cells that are hidden for their own sake."""
        return (key for key, cell in self.cells.items() if cell.count.breaks_the_rule)
