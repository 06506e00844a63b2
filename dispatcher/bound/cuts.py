"""Subset-row cuts: of any three rides, at most one route of a plan serves two or more.

A linear program can take half of each of three routes that serve two of the three rides; no plan can. With
the cuts that such a mixture breaks, the bound rises nearly to what the best plan costs (Jepsen, Petersen,
Spoorendonk & Pisinger, Operations Research 56(2), 2008).
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dispatcher.bound.labels import Bools, Floats

Number = TypeVar("Number", np.int64, np.float64)

# Three rides, as indices into the problem's, in order of their numbers.
Cut = tuple[int, int, int]

# What a mixture of routes breaks a cut by, at least: less is not worth a cut.
LEAST_BREACH = 0.1

# Cuts found at once at most, in all and with the same ride: those found later know what these changed.
MOST_AT_ONCE = 15
MOST_A_RIDE = 3


def breaches(cut: Cut, rides: Iterable[int]) -> int:
    """Return how often a route that serves `rides` counts in a cut: once if it serves two or three of it."""
    return sum(ride in cut for ride in rides) // 2


def breaches_of(serves: Bools, cuts: Sequence[Cut]) -> Bools:
    """Return by route and cut whether the route counts in it; ``serves`` tells by route and ride."""
    members = np.zeros((serves.shape[1], len(cuts)), dtype=np.float32)
    for number, cut in enumerate(cuts):
        members[list(cut), number] = 1
    counts: Bools = serves.astype(np.float32) @ members >= 2
    return counts


def earned(serves: Bools, asked: npt.NDArray[Number], cuts: Sequence[Cut]) -> npt.NDArray[Number]:
    """Return what routes earn by prices: what each ride pays, then what each cut fines."""
    paid, fines = np.split(asked, [serves.shape[1]])
    return serves @ paid - breaches_of(serves, cuts) @ fines


def broken_cuts(routes: Sequence[Sequence[int]], shares: Floats, rides: int) -> list[Cut]:
    """Return the cuts that a mixture of routes breaks most.

    Parameters
    ----------
    routes, shares
        The rides of each route, and its share in the mixture, in (0, 1].
    rides
        How many rides there are.
    """
    serves = np.zeros((len(routes), rides))
    for number, route in enumerate(routes):
        serves[number, route] = 1
    pairs = (serves * shares[:, None]).T @ serves
    found: list[tuple[float, Cut]] = []
    for a in range(rides):
        with_a = serves[:, a] > 0
        threes = (serves[with_a] * shares[with_a, None]).T @ serves[with_a]
        # A route with all three is in each of the three pairs, and counts once.
        breach = pairs[a][:, None] + pairs[a][None, :] + pairs - 2 * threes - 1
        b, c = np.nonzero(breach > LEAST_BREACH)
        inner = (a < b) & (b < c)
        found += [(float(breach[i, j]), (a, int(i), int(j))) for i, j in zip(b[inner], c[inner], strict=True)]
    return _spread(sorted(found, reverse=True), rides)


def _spread(found: Iterable[tuple[float, Cut]], rides: int) -> list[Cut]:
    """Return the first of `found`, no ride in too many of them."""
    in_cuts = np.zeros(rides, dtype=np.int64)
    taken: list[Cut] = []
    for _, cut in found:
        if (in_cuts[list(cut)] < MOST_A_RIDE).all():
            in_cuts[list(cut)] += 1
            taken.append(cut)
            if len(taken) == MOST_AT_ONCE:
                break
    return taken
