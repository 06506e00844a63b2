"""From a floor up: all routes that a plan a little above it could have are listed, sifted and chosen among.

If there is such a plan, it is the best there is; if there is none, the bound is raised to where the list
ends, and a longer one is made (route enumeration as in Baldacci, Christofides & Mingozzi, Mathematical
Programming 115(2), 2008).
"""

import math
from collections.abc import Iterator

from dispatcher.bound.cheap_routes import CheapRoutes, ListedRoutes
from dispatcher.bound.column_generation import ColumnGeneration, Floor
from dispatcher.bound.deadline import Deadline
from dispatcher.bound.incumbent import CHOICE_SHARE, Incumbent
from dispatcher.bound.margins import growth_of, next_margin
from dispatcher.bound.sifting import sift

# A good plan, if not the best, is mostly one of so many routes that are nearest to the floor's prices, where
# detours count too; or of so many that are nearest to the sieve's.
CHEAPEST = 3_000
NEAREST = 1_000


class Reach:
    """How far up from floors no better plan is left."""

    def __init__(
        self, generation: ColumnGeneration, incumbent: Incumbent, deadline: Deadline, seed: int
    ) -> None:
        self._generation = generation
        self._incumbent = incumbent
        self._deadline = deadline
        self._seed = seed

    def bound(self, floor: Floor, farthest: float = math.inf) -> int:
        """Look for a better plan from `floor` up; return what no plan of those it holds for costs less than.

        Parameters
        ----------
        farthest
            No list goes farther above the floor than by this share of it.
        """
        generation, incumbent = self._generation, self._incumbent
        bound, is_met, has_chosen, columns = floor.bound, False, False, []
        for limit, routes in self._listed(floor, farthest):
            sifted = sift(generation, routes, limit, self._deadline.is_over, seed=self._seed)
            bound = max(bound, sifted.bound)
            if self._deadline.is_over():
                break  # too many may be left to spell out, and to choose among
            columns = sifted.routes.columns()
            if len(columns) > NEAREST:
                incumbent.choose(columns[:NEAREST])  # where that reaches the bound, nothing is left to prove
            if bound >= incumbent.cost:
                break
            if not (has_chosen or generation.counts_all) and len(routes) >= CHEAPEST:
                incumbent.choose(routes.cheapest(CHEAPEST).columns())
                has_chosen = True
            # If that does not come to its end, no larger choice would.
            best = incumbent.choose(columns, share=1 if generation.counts_all else CHOICE_SHARE)
            if not is_met:
                bound = max(bound, min(limit, best.bound))  # plans of other routes cost more than the limit
            is_met = is_met or best.cost < limit
            if best.bound < best.cost or bound >= incumbent.cost:
                break
        bound = min(bound, incumbent.cost)
        if bound < incumbent.cost and (driven := incumbent.as_driven(columns)) != columns:
            incumbent.choose(driven)
        return bound

    def _listed(self, floor: Floor, farthest: float) -> Iterator[tuple[int, ListedRoutes]]:
        """Yield limits above the floor, up to what the best plan so far costs, with the routes below each."""
        highest, is_over = self._incumbent.cost, self._deadline.is_over
        listing = CheapRoutes(self._generation, floor, highest, is_over=is_over)
        reached, listed, growth = 0.0, 0, 0.0
        while (margin := next_margin(reached, listed, growth)) is not None and margin <= farthest:
            for step in (margin, (reached + margin) / 2):  # not so far, where there are too many
                limit = min(self._incumbent.cost, floor.bound + int(step * abs(floor.bound)) + 1)
                routes = None if is_over() else listing.below(limit)
                if routes is not None:
                    break
            if routes is None:
                return
            yield limit, routes
            if step < margin or limit >= self._incumbent.cost:
                return
            growth = growth_of(listed, len(routes), step - reached)
            reached, listed = step, len(routes)
