"""Compiled kernels that look for a cut which a mixture of routes breaks, by exchanging one ride at a time."""

import numpy as np

from dispatcher.bound.labels import Floats, Ints, Small
from dispatcher.planning.compiled import allocating_kernel, kernel

# A smaller gain is none.
NO_GAIN = 1e-6


@allocating_kernel
def climb(serves: Small, shares: Floats, rides: Ints, weights: Ints, divisor: int) -> float:
    """Exchange the rides of a cut for others, or with each other, while that counts for more.

    Parameters
    ----------
    serves, shares
        By route and ride, 1 where it is served; and the share of each route in the mixture.
    rides
        The cut's, in the order of its weights; they are exchanged in place.

    Returns
    -------
    How often the routes of the mixture count in the cut, by their shares.
    """
    weighed = weight_of(serves, rides, weights)
    now = counted(weighed, shares, divisor)
    while True:
        best, place, other = now + NO_GAIN, -1, -1
        for k in range(len(rides)):
            rest = weighed - weights[k] * serves[:, rides[k]]
            value, ride = best_ride(serves, shares, rest, rides, weights[k], divisor)
            if value > best:
                best, place, other = value, k, ride
        exchanged = False
        for k in range(len(rides)):
            for m in range(k):
                if weights[k] == weights[m]:
                    continue
                more = (serves[:, rides[m]] - serves[:, rides[k]]) * (weights[k] - weights[m])
                value = counted(weighed + more, shares, divisor)
                if value > best:
                    best, place, other, exchanged = value, k, m, True
        if place < 0:
            return now
        if exchanged:
            rides[place], rides[other] = rides[other], rides[place]
        else:
            rides[place] = other
        weighed[:] = weight_of(serves, rides, weights)
        now = best


@allocating_kernel
def weight_of(serves: Small, rides: Ints, weights: Ints) -> Ints:
    """Return by route what the rides of a cut that it serves weigh."""
    weighed = np.zeros(len(serves), dtype=np.int64)
    for k in range(len(rides)):
        weighed += weights[k] * serves[:, rides[k]]
    return weighed


@kernel
def counted(weighed: Ints, shares: Floats, divisor: int) -> float:
    """Return how often routes of such weights count, by their shares."""
    total = 0.0
    for n in range(len(weighed)):
        total += shares[n] * (weighed[n] // divisor)
    return total


@allocating_kernel
def best_ride(
    serves: Small, shares: Floats, rest: Ints, rides: Ints, weight: int, divisor: int
) -> tuple[float, int]:
    """Return which ride of this weight makes a cut count most, beside the `rest`, and how much that is."""
    gains = np.zeros(serves.shape[1])
    total = 0.0
    for n in range(len(rest)):
        before = rest[n] // divisor
        total += shares[n] * before
        more = shares[n] * ((rest[n] + weight) // divisor - before)
        if more > 0:
            for ride in range(serves.shape[1]):
                if serves[n, ride]:
                    gains[ride] += more
    for k in range(len(rides)):
        gains[rides[k]] = -1.0
    best = int(np.argmax(gains))
    return total + gains[best], best
