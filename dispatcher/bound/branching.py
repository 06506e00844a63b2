"""Parting the plans that are left in two, so that no plan of either half can cost as little as before.

At a rush hour plans need every van, or nearly; a mixture of routes makes do with three and a half. How many
vans serve any of some rides is a whole number in every plan: with "at most three" and with "at least four" a
mixture costs more (on branching by how many vehicles enter a set: Naddef & Rinaldi, in "The Vehicle Routing
Problem", SIAM, 2002). Rides that follow one another in time tell most. Which of them part the plans best is
tried out by a few steps of the solver (strong branching: Achterberg, Koch & Martin, Operations Research
Letters 33(1), 2005).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from dispatcher.bound.conditions import VanCount
from dispatcher.bound.labels import Bools, Floats
from dispatcher.bound.master import Master
from dispatcher.planning.problem import Problem, Ride

# More rides than this following one another need nearly all vans whoever drives them.
MOST_RIDES = 24

# So many parts are tried, among those of which the mixture lies so far from a whole number of vans at least.
TRIES = 14
LEAST_AWAY = 0.15

# Of the solver for each half that is tried.
STEPS = 60

# Counts as a lift where there is none, as a share of the master's value: then the other half decides.
NO_LIFT = 1e-6

# By what rides follow one another.
ORDERS: tuple[Callable[[Ride], int], ...] = (
    lambda ride: ride.pickup_from,
    lambda ride: ride.pickup_from + ride.dropoff_by,
    lambda ride: ride.dropoff_by,
)


@dataclass(frozen=True, slots=True)
class Parting:
    """Two conditions, one of which each plan holds."""

    at_most: VanCount
    at_least: VanCount


class Branching:
    """Finds by which rides the plans of a problem are parted best."""

    def __init__(self, problem: Problem) -> None:
        orders = (sorted(range(len(problem.rides)), key=lambda r: by(problem.rides[r])) for by in ORDERS)
        self._sets = list(dict.fromkeys(chain.from_iterable(map(_following, orders))))
        self._members = np.zeros((len(problem.rides), len(self._sets)), dtype=np.float32)
        for number, rides in enumerate(self._sets):
            self._members[list(rides), number] = 1

    def best(self, master: Master, enough: float) -> Parting | None:
        """Return the parting that lifts the master's value most in both halves, by the product of its lifts.

        None where the mixture takes nearly whole numbers of vans for all rides that follow one another.

        Parameters
        ----------
        enough
            A half is done with whose value is as high as this.
        """
        prices = master.solve()
        if prices is None:
            return None
        best, best_gain = None, 0.0
        for rides, vans in self._fractional(*master.mixture()):
            parting = Parting(VanCount(rides, vans, at_least=False), VanCount(rides, vans + 1, at_least=True))
            gain = 1.0
            for half in (parting.at_most, parting.at_least):
                lifted = min(master.cost_with(half, steps=STEPS), enough) - prices.cost
                gain *= max(lifted, NO_LIFT * abs(prices.cost))
            if gain > best_gain:
                best, best_gain = parting, gain
        return best

    def _fractional(self, serves: Bools, shares: Floats) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield some rides that follow one another, with the whole number below how many vans serve any."""
        vans = shares @ (serves.astype(np.float32) @ self._members > 0)
        from_half = np.abs(vans % 1 - 0.5)
        order = np.argsort(from_half, kind="stable")
        order = order[from_half[order] < 0.5 - LEAST_AWAY]
        # Those nearest to a half are much alike: some further away are looked at too.
        for number in order[:: max(1, len(order) // TRIES)][:TRIES]:
            if vans[number] < len(self._sets[number]):  # else some are served twice
                yield self._sets[number], int(vans[number])


def _following(order: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of rides that follow one another in an order."""
    for first in range(len(order)):
        for end in range(first + 2, min(first + MOST_RIDES, len(order)) + 1):
            yield tuple(sorted(order[first:end]))
