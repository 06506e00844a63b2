"""Which of many routes a plan below a limit could still have: by cuts, and by what each route costs too much.

The linear program over all listed routes is solved with cuts (which, other than in a labelling, cost nothing
here). What lies between its value and the limit is what a route of such a plan may cost above the prices
(reduced-cost fixing): the higher the cuts lift the value, the fewer routes are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dispatcher.bound.cheap_routes import ListedRoutes
from dispatcher.bound.column_generation import ColumnGeneration
from dispatcher.bound.conditions import Condition, Number, counts_of, most_of
from dispatcher.bound.labelling import IsOver
from dispatcher.bound.labels import Bools
from dispatcher.bound.master import Master, Prices
from dispatcher.bound.separation import broken_larger, broken_threes

# So few routes are chosen among quickly.
FEW_ROUTES = 500

# Routes added to the master at once.
ROUTES_A_ROUND = 300

# Where the cuts of a round lift the bound by less than this share of what is missing, they are as good as
# at an end.
NO_LIFT = 0.01


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of listed routes.

    Attributes
    ----------
    routes
        Those that a plan below the limit could have, first those that cost least above the last prices; none:
        there is no such plan.
    bound
        What no plan costs less than, or the limit.
    """

    routes: ListedRoutes
    bound: int


def sift(
    generation: ColumnGeneration, routes: ListedRoutes, limit: int, is_over: IsOver, *, seed: int
) -> Sifted:
    """Return those of `routes` that a plan below the limit could have.

    Parameters
    ----------
    routes
        Every route that such a plan could have.
    """
    sieve = _Sieve(generation, routes, limit, seed)
    while len(sieve.routes) > FEW_ROUTES and sieve.narrow(is_over):
        pass
    return Sifted(sieve.in_order(), sieve.bound)


class _Sieve:
    """The routes that are left, with how often each counts in each cut."""

    def __init__(self, generation: ColumnGeneration, routes: ListedRoutes, limit: int, seed: int) -> None:
        self.routes = routes
        self.bound = 0
        self._limit = limit
        self._idle_cost = generation.idle_cost
        self._duties = np.array([len(kind.duties) for kind in generation.kinds])
        self._random = np.random.default_rng(seed)
        # Whoever is left out costs as much as the limit: no plan below it leaves anybody out.
        self._master = Master(
            len(generation.problem.rides), self._duties.tolist(), left_out=limit - self._idle_cost
        )
        self._in_master = np.zeros(len(routes), dtype=np.bool_)
        self._counts = np.zeros((len(routes), 0), dtype=np.int8)
        self._cut(generation.master.holding)
        self._dearness = np.zeros(len(routes), dtype=np.int64)

    def in_order(self) -> ListedRoutes:
        """Return the routes that are left, first those that cost least above the last prices."""
        return self.routes.only(np.argsort(self._dearness, kind="stable"))

    def narrow(self, is_over: IsOver) -> bool:
        """Solve with the cuts so far, drop what is too dear, and cut again; False: that was all."""
        prices = self._solve(is_over)
        if prices is None:
            return False
        serves, shares = self._master.mixture()
        before = self.bound
        self._drop_dear(prices)
        if not len(self.routes) or self.bound - before < NO_LIFT * (self._limit - before):
            return False
        found = broken_threes(serves, shares) + broken_larger(serves, shares, self._random)
        new = [cut for cut in found if cut not in self._master.conditions]
        self._cut(new)
        return bool(new)

    def _cut(self, conditions: Sequence[Condition]) -> None:
        self._master.add_conditions(conditions)
        self._counts = np.hstack((self._counts, counts_of(self.routes.serves, conditions)))

    def _solve(self, is_over: IsOver) -> Prices | None:
        """Add routes to the master until none is missing; None where time is up before."""
        while not is_over():
            prices = self._master.solve()
            if prices is None:
                return None
            gains = prices.duties[self.routes.kinds] - self._reduced(prices.asked)
            gains[self._in_master] = 0
            best = np.argsort(-gains)[:ROUTES_A_ROUND]
            best = best[gains[best] > 1]
            if not len(best):
                return prices
            self._master.add(self.routes.column(number) for number in best)
            self._in_master[best] = True
        return None

    def _drop_dear(self, prices: Prices) -> None:
        whole = np.maximum(np.floor(prices.asked), 0).astype(np.int64)  # so rounding can't drop too much
        reduced = self._reduced(whole)
        leasts = np.zeros(len(self._duties), dtype=np.int64)
        np.minimum.at(leasts, self.routes.kinds, reduced)
        paid, fines = np.split(whole, [self.routes.serves.shape[1]])
        fined = fines @ most_of(self._master.conditions)
        bound = int(self._idle_cost + paid.sum() - fined + (self._duties * leasts).sum())
        self.bound = max(self.bound, min(bound, self._limit))
        self._dearness = reduced
        self._keep(reduced < self._limit - bound + leasts[self.routes.kinds])

    def _keep(self, left: Bools) -> None:
        gone = self.routes.only(self._in_master & ~left)
        for number in range(len(gone)):
            self._master.drop(gone.column(number).key)
        self.routes = self.routes.only(left)
        self._in_master, self._counts = self._in_master[left], self._counts[left]
        self._dearness = self._dearness[left]

    def _reduced(self, asked: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Return what each route costs above the prices."""
        paid, fines = np.split(asked, [self.routes.serves.shape[1]])
        return self.routes.costs - self.routes.serves @ paid + self._counts @ fines
