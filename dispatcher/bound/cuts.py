"""What routes of a plan count for together, as each ride is served once: rank-one cuts and van counts.

Every plan holds the cuts. Of any three rides, at most one route of a plan serves two or more: a linear
program can take half of each of three routes that serve two of them; no plan can. With the cuts that such a
mixture breaks, the bound rises nearly to what the best plan costs (Jepsen, Petersen, Spoorendonk & Pisinger,
Operations Research 56(2), 2008). Four and five rides with the weights that Pecin, Pessoa, Poggi, Uchoa &
Santos found to be the strongest (Operations Research Letters 45(3), 2017) lift it further.

A van count is held by a part of the plans, its opposite by the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dispatcher.bound.labels import Bools, Ints

Counts = npt.NDArray[np.int8]
Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rides of a cut weigh, heaviest first, and by what the weight that a route serves is divided.

    A route counts in a cut as often as `divisor` goes into the weight of those of its rides that it serves.
    """

    weights: tuple[int, ...]
    divisor: int

    @property
    def most(self) -> int:
        """How often the routes of a plan count at most, all together: each ride is served once."""
        return sum(self.weights) // self.divisor


THREE = Shape((1, 1, 1), 2)
LARGER = (
    Shape((2, 1, 1, 1), 3),
    Shape((1, 1, 1, 1, 1), 2),
    Shape((1, 1, 1, 1, 1), 3),
    Shape((2, 2, 1, 1, 1), 3),
    Shape((2, 2, 1, 1, 1), 4),
    Shape((3, 1, 1, 1, 1), 4),
    Shape((3, 3, 2, 2, 1), 4),
    Shape((3, 2, 2, 1, 1), 5),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Rides, as indices into the problem's, in the order of the shape's weights."""

    rides: tuple[int, ...]
    shape: Shape = THREE

    @property
    def most(self) -> int:
        """How often the routes of a plan count in it at most, all together."""
        return self.shape.most


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
