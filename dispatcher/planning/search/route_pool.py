"""Routes that a search has met: what plans can be recombined from."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from dispatcher.planning.compiled import kernel
from dispatcher.planning.problem import Problem, Route
from dispatcher.planning.search.search_tables import Prints, SearchState, SearchTables, as_route
from dispatcher.planning.tables import Ints

POOL_ENTRIES = 1 << 13  # a power of two


class RoutePool(NamedTuple):
    """A table of routes, each where its fingerprint falls: the later of two that fall together stays.

    ``twins`` is the first duty of the kind that drove the route, or -1 where there is none.
    """

    prints: Prints
    twins: Ints
    counts: Ints
    rows: Ints


def empty_pool(state: SearchState) -> RoutePool:
    """Return a pool with room for the routes of a plan of this size."""
    return RoutePool(
        prints=np.zeros(POOL_ENTRIES, dtype=np.uint64),
        twins=np.full(POOL_ENTRIES, -1, dtype=np.int64),
        counts=np.zeros(POOL_ENTRIES, dtype=np.int64),
        rows=np.empty((POOL_ENTRIES, state.routes.shape[1]), dtype=np.int64),
    )


def routes_in(problem: Problem, pool: RoutePool) -> Iterator[tuple[int, Route]]:
    """Yield each route with the index of the first duty of the kind that drove it."""
    for entry in np.flatnonzero(pool.twins >= 0):
        rows = pool.rows[entry, : pool.counts[entry]]
        yield int(pool.twins[entry]), as_route(problem, rows.tolist())


@kernel
def remember_touched(tables: SearchTables, state: SearchState, touched: Ints, pool: RoutePool) -> None:
    """Put the routes of all touched duties into the pool."""
    for d in range(len(touched)):
        if not touched[d] or state.counts[d] == 0:
            continue
        entry = int(state.prints[d] & np.uint64(len(pool.prints) - 1))
        if pool.prints[entry] == state.prints[d] and pool.twins[entry] == tables.twin_of[d]:
            continue
        pool.prints[entry], pool.twins[entry] = state.prints[d], tables.twin_of[d]
        pool.counts[entry] = state.counts[d]
        for k in range(state.counts[d]):
            pool.rows[entry, k] = state.routes[d, k]
