"""Finding the cuts that a mixture of routes breaks."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from dispatcher.bound.cuts import LARGER, Cut, Shape
from dispatcher.bound.labels import Bools, Floats, Small
from dispatcher.bound.separation_kernels import climb

# What a mixture of routes breaks a cut of three rides by, at least: each makes labels harder to compare.
# Larger ones are used where that costs nothing.
LEAST_BREACH = 0.1
LEAST_LARGER_BREACH = 0.03

# Cuts of one shape found at once at most, in all and with the same ride: those found later know what these
# changed.
MOST_AT_ONCE = 15
MOST_A_RIDE = 3


def broken_threes(serves: Bools, shares: Floats) -> list[Cut]:
    """Return the cuts of three rides that a mixture of routes breaks most.

    Parameters
    ----------
    serves, shares
        By route and ride, whether it is served; and the share of each route in the mixture, in (0, 1].
    """
    rides = serves.shape[1]
    pairs = (serves * shares[:, None]).T @ serves
    found: list[tuple[float, Cut]] = []
    for a in range(rides):
        with_a = serves[:, a]
        threes = (serves[with_a] * shares[with_a, None]).T @ serves[with_a]
        # A route with all three is in each of the three pairs, and counts once.
        breach = pairs[a][:, None] + pairs[a][None, :] + pairs - 2 * threes - 1
        b, c = np.nonzero(breach > LEAST_BREACH)
        inner = (a < b) & (b < c)
        found += [
            (float(breach[i, j]), Cut((a, int(i), int(j)))) for i, j in zip(b[inner], c[inner], strict=True)
        ]
    return _spread(found, rides)


def broken_larger(serves: Bools, shares: Floats, random: np.random.Generator) -> list[Cut]:
    """Return cuts of more than three rides that a mixture of routes breaks, as far as a local search finds.

    Parameters
    ----------
    serves, shares
        As of `broken_threes`.
    random
        Where the search begins.
    """
    served = serves.astype(np.int32)
    # By two rides, how often routes serve both; who is served together lies close.
    together = (serves * shares[:, None]).T @ serves + 1e-6
    np.fill_diagonal(together, 0)
    found: list[Cut] = []
    for shape in LARGER:
        if len(shape.weights) > serves.shape[1]:
            continue
        broken: dict[Cut, float] = {}
        for ride in range(serves.shape[1]):
            cut, breach = _climb(served, shares, shape, _begin(together, ride, len(shape.weights), random))
            if breach > LEAST_LARGER_BREACH:
                broken[cut] = breach
        found += _spread([(breach, cut) for cut, breach in broken.items()], serves.shape[1])
    return found


def _begin(together: Floats, ride: int, size: int, random: np.random.Generator) -> list[int]:
    near = together[ride] / together[ride].sum()
    return [ride, *random.choice(len(near), size - 1, replace=False, p=near).tolist()]


def _climb(served: Small, shares: Floats, shape: Shape, begin: Sequence[int]) -> tuple[Cut, float]:
    rides = np.array(begin, dtype=np.int64)
    counts = climb(served, shares, rides, np.array(shape.weights, dtype=np.int64), shape.divisor)
    # Rides of the same weight stand in order, so that a cut is found once.
    by_weight = groupby(zip(shape.weights, rides.tolist(), strict=True), key=itemgetter(0))
    in_order = tuple(ride for _, some in by_weight for _, ride in sorted(some))
    return Cut(in_order, shape), counts - shape.most


def _spread(found: Iterable[tuple[float, Cut]], rides: int) -> list[Cut]:
    """Return the cuts that are broken most, no ride in too many of them."""
    in_cuts = np.zeros(rides, dtype=np.int64)
    taken: list[Cut] = []
    for _, cut in sorted(found, key=lambda one: (-one[0], one[1].rides)):
        if (in_cuts[list(cut.rides)] < MOST_A_RIDE).all():
            in_cuts[list(cut.rides)] += 1
            taken.append(cut)
            if len(taken) == MOST_AT_ONCE:
                break
    return taken
