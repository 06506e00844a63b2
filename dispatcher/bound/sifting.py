"""Which of many routes a plan below a limit could still have: by cuts, and by what each route costs too much.

The linear program over all listed routes is solved with cuts (which, other than in a labelling, cost nothing
here). What lies between its value and the limit is what a route of such a plan may cost above the prices
(reduced-cost fixing): the higher the cuts lift the value, the fewer routes are left.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.bound.cheap_routes import ListedRoutes
from dispatcher.bound.column_generation import ColumnGeneration
from dispatcher.bound.cuts import Number, breaches_of
from dispatcher.bound.labelling import IsOver
from dispatcher.bound.master import Prices

# So few routes are chosen among quickly.
FEW_ROUTES = 1_000

# Cuts and rounds at most, and routes added to the master at once.
MOST_CUTS = 250
ROUTES_A_ROUND = 300


def sift(generation: ColumnGeneration, routes: ListedRoutes, limit: int, is_over: IsOver) -> ListedRoutes:
    """Return those of `routes` that a plan below the limit could have; none of them: there is no such plan.

    Parameters
    ----------
    routes
        Every route that such a plan could have.
    """
    sieve = _Sieve(generation, routes)
    while len(sieve.routes) > FEW_ROUTES and sieve.narrow(limit, is_over):
        pass
    return sieve.routes


class _Sieve:
    """The routes that are left, with the cuts that each counts in."""

    def __init__(self, generation: ColumnGeneration, routes: ListedRoutes) -> None:
        self.routes = routes
        self._idle_cost = generation.idle_cost
        self._duties = np.array([len(kind.duties) for kind in generation.kinds])
        self._master = generation.master.without_cuts()
        self._master.add_cuts(generation.master.cuts)
        self._breaches = breaches_of(routes.serves, self._master.cuts)

    def narrow(self, limit: int, is_over: IsOver) -> bool:
        """Solve with the cuts so far, drop what is too dear, and cut again; False: that was all."""
        prices = self._solve(is_over)
        if prices is None:
            return False
        self._drop_dear(prices, limit)
        known = len(self._master.cuts)
        if not len(self.routes) or self._master.cut(MOST_CUTS) == 0:
            return False
        new = breaches_of(self.routes.serves, self._master.cuts[known:])
        self._breaches = np.hstack((self._breaches, new))
        return True

    def _solve(self, is_over: IsOver) -> Prices | None:
        """Add routes to the master until none is missing; None where time is up before."""
        while not is_over():
            prices = self._master.solve()
            if prices is None:
                return None
            gains = prices.duties[self.routes.kinds] - self._reduced(prices.asked)
            best = np.argsort(-gains)[:ROUTES_A_ROUND]
            added = sum(self._master.add(self.routes.column(n)) for n in best[gains[best] > 1])
            if not added:
                return prices
        return None

    def _drop_dear(self, prices: Prices, limit: int) -> None:
        whole = np.maximum(np.floor(prices.asked), 0).astype(np.int64)  # so rounding can't drop too much
        reduced = self._reduced(whole)
        leasts = np.zeros(len(self._duties), dtype=np.int64)
        np.minimum.at(leasts, self.routes.kinds, reduced)
        paid, fines = np.split(whole, [self.routes.serves.shape[1]])
        bound = self._idle_cost + paid.sum() - fines.sum() + (self._duties * leasts).sum()
        left = reduced < limit - bound + leasts[self.routes.kinds]
        self.routes, self._breaches = self.routes.only(left), self._breaches[left]

    def _reduced(self, asked: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Return what each route costs above the prices."""
        paid, fines = np.split(asked, [self.routes.serves.shape[1]])
        return self.routes.costs - self.routes.serves @ paid + self._breaches @ fines
