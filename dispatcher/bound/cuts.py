"""Rank-one cuts: what routes of a plan count for together, as each ride is served once.

Of any three rides, at most one route of a plan serves two or more: a linear program can take half of each of
three routes that serve two of them; no plan can. With the cuts that such a mixture breaks, the bound rises
nearly to what the best plan costs (Jepsen, Petersen, Spoorendonk & Pisinger, Operations Research 56(2),
2008). Four and five rides with the weights that Pecin, Pessoa, Poggi, Uchoa & Santos found to be the
strongest (Operations Research Letters 45(3), 2017) lift it further.
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


def counts_of(serves: Bools, cuts: Sequence[Cut]) -> Counts:
    """Return by route and cut how often the route counts in it; ``serves`` tells by route and ride."""
    shares = np.zeros((serves.shape[1], len(cuts)), dtype=np.float32)
    for number, cut in enumerate(cuts):
        shares[list(cut.rides), number] = np.divide(cut.shape.weights, cut.shape.divisor)
    # Shares that add up to a whole number may be a little short of it in floating point.
    return (serves.astype(np.float32) @ shares + 0.01).astype(np.int8)


def most_of(cuts: Sequence[Cut]) -> Ints:
    """Return by cut how often the routes of a plan count in it at most."""
    return np.array([cut.shape.most for cut in cuts], dtype=np.int64)


def earned(serves: Bools, asked: npt.NDArray[Number], cuts: Sequence[Cut]) -> npt.NDArray[Number]:
    """Return what routes earn by prices: what each ride pays, then what each cut fines."""
    paid, fines = np.split(asked, [serves.shape[1]])
    return serves @ paid - counts_of(serves, cuts) @ fines
