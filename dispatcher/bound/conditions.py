"""What routes of a plan count for together: cuts, which every plan holds, and van counts.

A van count is held by a part of the plans, its opposite by the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dispatcher.bound.cuts import Cut
from dispatcher.bound.labels import Bools, Ints

Counts = npt.NDArray[np.int8]
Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True)
class VanCount:
    """That so many vans at most, or `at_least`, serve any of some rides.

    A plan holds this or its opposite. The sum over its routes, of one where a route serves any of the rides,
    is at most `vans`; or, of the rides that a route serves beyond its first, at most all rides less `vans`.
    """

    rides: tuple[int, ...]
    vans: int
    at_least: bool

    @property
    def most(self) -> int:
        """How often the routes of a plan that holds it count at most, all together."""
        return len(self.rides) - self.vans if self.at_least else self.vans


Condition = Cut | VanCount


def counts_of(serves: Bools, conditions: Sequence[Condition]) -> Counts:
    """Return by route and condition how often the route counts in it; ``serves`` tells by route and ride."""
    weights = np.zeros((serves.shape[1], len(conditions)), dtype=np.float32)
    divisors = np.ones(len(conditions), dtype=np.float32)
    first, beyond = np.zeros((2, len(conditions)), dtype=np.bool_)
    for number, condition in enumerate(conditions):
        if isinstance(condition, Cut):
            weights[list(condition.rides), number] = condition.shape.weights
            divisors[number] = condition.shape.divisor
        else:
            weights[list(condition.rides), number] = 1
            first[number], beyond[number] = not condition.at_least, condition.at_least
    # Sums of whole numbers this small are exact in floating point.
    counts = (serves.astype(np.float32) @ weights // divisors).astype(np.int8)
    counts[:, first] = np.minimum(counts[:, first], 1)
    counts[:, beyond] = np.maximum(counts[:, beyond] - 1, 0)
    return counts


def most_of(conditions: Sequence[Condition]) -> Ints:
    """Return by condition how often the routes of a plan count in it at most."""
    return np.array([condition.most for condition in conditions], dtype=np.int64)


def earned(serves: Bools, asked: npt.NDArray[Number], conditions: Sequence[Condition]) -> npt.NDArray[Number]:
    """Return what routes earn by prices: what each ride pays, then what each condition fines."""
    paid, fines = np.split(asked, [serves.shape[1]])
    return serves @ paid - counts_of(serves, conditions) @ fines
