"""Cuts that every plan holds, as each ride is served once: rank-one cuts.

Of any three rides, at most one route of a plan serves two or more: a linear program can take half of each
of three routes that serve two of them; no plan can. With the cuts that such a mixture breaks, the bound rises
nearly to what the best plan costs (Jepsen, Petersen, Spoorendonk & Pisinger, Operations Research 56(2),
2008). Four and five rides with the weights that Pecin, Pessoa, Poggi, Uchoa & Santos found to be the
strongest (Operations Research Letters 45(3), 2017) lift it further.
"""

from dataclasses import dataclass


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
