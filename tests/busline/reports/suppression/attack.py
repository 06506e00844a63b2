"""Somebody with all published tables, the rule, and an integer programme, looking for hidden counts.

The sums are written down anew here, from what a reader sees of a table; nothing of the house's own network of
cells is used. All tables of a quarter are attacked as one system, in which their common figures are one
unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from busline.reports.suppression import Key

Published = Mapping[Key, int | None]
MOST = 100_000


def unknown_of(table: str, key: Key) -> tuple[str, ...]:
    """Return the unknown that a figure stands for: the number of rides is the same in every table."""
    is_rides = (table in ("flows", "times", "activities") and key == ("total",)) or key == ("row", "rides")
    return ("rides",) if is_rides else (table, *key)


def sums_of(table: str, keys: set[Key]) -> list[tuple[Key, list[Key]]]:
    """Return which figures of a table add up to which, as any reader of it knows."""
    if table == "riders":
        part = {name: ("part", name) for name in ("new", "returned", "regular", "lapsed")}
        return [
            (("total",), [part["new"], part["returned"], part["regular"]]),
            (("before",), [part["regular"], part["lapsed"]]),
        ]
    sums = [(("total",), [key for key in keys if key[0] == kind]) for kind in ("part", "row", "column")]
    for place, kind in ((1, "row"), (2, "column")):
        cells: dict[str, list[Key]] = {}
        for key in keys:
            if key[0] == "cell":
                cells.setdefault(key[place], []).append(key)
        sums += [((kind, name), parts) for name, parts in cells.items()]
    return [(whole, parts) for whole, parts in sums if parts]


@dataclass
class Attack:
    """All that is known of a quarter, as equations over whole numbers.

    ``bounds`` holds what is known of each hidden figure beside the sums; withheld tables are left out.
    """

    tables: Mapping[str, Published]
    bounds: Mapping[tuple[str, ...], tuple[int, int]]
    _at: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {
            unknown_of(table, key): value
            for table, shown in self.tables.items()
            for key, value in shown.items()
            if value is not None
        }
        for table, shown in self.tables.items():
            for key in shown:
                name = unknown_of(table, key)
                if name not in self._known:
                    self._at.setdefault(name, len(self._at))
        rows, right = [np.zeros(len(self._at))], [0]
        for table, shown in self.tables.items():
            for whole, parts in sums_of(table, set(shown)):
                row = np.zeros(len(self._at))
                rest = 0
                for key, sign in [(whole, -1), *((part, 1) for part in parts)]:
                    name = unknown_of(table, key)
                    if name in self._known:
                        rest -= sign * self._known[name]
                    else:
                        row[self._at[name]] += sign
                rows.append(row)
                right.append(rest)
        self._sums = LinearConstraint(csr_array(np.array(rows)), right, right)
        low, high = np.array([self.bounds[name] for name in self._at]).reshape(-1, 2).T
        self._bounds = Bounds(low, high)

    def recovered(self) -> set[tuple[str, ...]]:
        """Return the hidden figures of which only one value is possible."""
        chance = np.random.default_rng(0)
        worlds: list[list[int]] = []
        left = sorted(self._at)
        # Worlds that all fit settle for many figures at once that nobody can know them.
        for _ in range(6):
            wish = np.zeros(len(self._at))
            wish[[self._at[name] for name in left]] = chance.choice((-1.0, 1.0), len(left))
            worlds += [self._world(wish), self._world(-wish)] if left else []
            left = [name for name in left if len({world[self._at[name]] for world in worlds}) == 1]
        return {name for name in left if len(set(self.interval(name))) == 1}

    def interval(self, name: tuple[str, ...]) -> tuple[int, int]:
        """Return the smallest and the largest value of a hidden figure."""
        wish = np.zeros(len(self._at))
        wish[self._at[name]] = 1
        return self._world(wish)[self._at[name]], self._world(-wish)[self._at[name]]

    def _world(self, wish: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[int]:
        found = milp(wish, constraints=self._sums, bounds=self._bounds, integrality=np.ones(len(wish)))
        assert found.success, found.message
        world = [round(value) for value in found.x]
        # Rounding has not made it another world: it fits in whole numbers.
        assert (self._sums.A @ np.array(world) == np.array(self._sums.lb)).all()
        return world
