"""The master problem: which of the routes met so far serve all for the least, if routes could be halved."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from dispatcher.bound.conditions import Condition, Counts, VanCount, counts_of
from dispatcher.bound.labels import Bools, Floats, Small

# A smaller share of a route in the master's solution is none.
NO_SHARE = 1e-6

# The solver compares costs to within an absolute 1e-7: it is given them in units of so many.
COST_UNIT = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A route of one kind of duty.

    Attributes
    ----------
    kind
        Which kind of duty drives it.
    rides
        The rides that it serves, as indices into the problem's, in order of their numbers.
    rows
        Its visits, as rows of the search tables; the break is the row after all rides'.
    cost
        By the goals that the bound counts, beyond what the duty costs when it serves nobody.
    """

    kind: int
    rides: tuple[int, ...]
    rows: tuple[int, ...]
    cost: int

    @property
    def key(self) -> "ColumnKey":
        """Columns that serve the same rides by the same kind of duty are alike but for their costs."""
        return self.kind, self.rides


ColumnKey = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Prices:
    """The master's solution.

    Attributes
    ----------
    cost
        What the mixture of routes costs.
    asked
        What each ride pays, then what each condition fines.
    duties
        What one more duty of each kind saves (≤ 0).
    """

    cost: float
    asked: Floats
    duties: Floats


class Master:
    """A linear program that grows: each ride in at least one route, each duty in at most one, and conditions.

    A ride that is served twice is none the worse for a bound, and keeps the prices from turning negative.

    Parameters
    ----------
    rides
        How many there are.
    duties
        How many duties there are of each kind.
    left_out
        What a ride may cost that no route serves; None: every ride has to be served.
    """

    def __init__(self, rides: int, duties: Sequence[int], *, left_out: int | None = None) -> None:
        self.columns: dict[ColumnKey, Column] = {}
        self.conditions: list[Condition] = []
        self._lifted: set[int] = set()
        self._left_out = left_out
        self._rides = rides
        self._duties = tuple(duties)
        self._keys: list[ColumnKey] = []  # of all columns that were ever added, in the order of the solver's
        self._served = np.zeros((0, rides), dtype=np.bool_)  # by these, which rides they serve
        self._numbers: dict[ColumnKey, int] = {}
        self._solver = _simplex()
        none = np.zeros((rides + len(duties), 0), dtype=np.int8)
        fewest = [1.0] * rides + [-highspy.kHighsInf] * len(duties)
        self._add_rows(none, fewest, [highspy.kHighsInf] * rides + [float(count) for count in duties])
        self._unnamed = 0 if left_out is None else rides
        if left_out is not None:
            self._add_columns(np.eye(rides, dtype=np.int8), np.full(rides, float(left_out)))

    def add(self, columns: Iterable[Column]) -> int:
        """Take columns in, unless one for the same rides costs no more; return how many are new."""
        cheaper: dict[ColumnKey, Column] = {}
        for column in columns:
            known = cheaper.get(column.key) or self.columns.get(column.key)
            if known is None or column.cost < known.cost:
                cheaper[column.key] = column
        new = [key for key in cheaper if key not in self.columns]
        for key, column in cheaper.items():
            if key in self.columns:
                self._solver.changeColCost(self._numbers[key], column.cost / COST_UNIT)
        self.columns |= cheaper
        if new:
            serves = self._serves(rides for _, rides in new)
            self._served = np.vstack((self._served, serves))
            drives = np.array([kind for kind, _ in new])[:, None] == np.arange(len(self._duties))
            counts = np.hstack((serves, drives, counts_of(serves, self.conditions)))
            for key in new:
                self._numbers[key] = self._unnamed + len(self._keys)
                self._keys.append(key)
            self._add_columns(counts, np.array([float(cheaper[key].cost) for key in new]))
        return len(cheaper)

    def _add_columns(self, counts: Counts, costs: Floats) -> None:
        """Give the solver columns that may be taken any number of times: shape (columns, rows so far)."""
        starts, rows, values = _sparse(counts)
        none, any_number = np.zeros(len(costs)), np.full(len(costs), highspy.kHighsInf)
        self._solver.addCols(len(costs), costs / COST_UNIT, none, any_number, len(rows), starts, rows, values)

    def _add_rows(self, counts: Counts, fewest: Sequence[float], most: Sequence[float]) -> None:
        """Give the solver rows: shape (rows, columns so far)."""
        starts, columns, values = _sparse(counts)
        limits = np.array(fewest), np.array(most)
        self._solver.addRows(len(fewest), *limits, len(columns), starts, columns, values)

    def serves(self, columns: Iterable[Column]) -> Bools:
        """Return by column and ride whether it is served."""
        return self._serves(column.rides for column in columns)

    def _serves(self, routes: Iterable[Sequence[int]]) -> Bools:
        every = list(routes)
        serves = np.zeros((len(every), self._rides), dtype=np.bool_)
        for number, rides in enumerate(every):
            serves[number, list(rides)] = True
        return serves

    def drop(self, key: ColumnKey) -> None:
        """Leave a column out from now on."""
        del self.columns[key]
        self._solver.changeColBounds(self._numbers.pop(key), 0, 0)

    def solve(self) -> Prices | None:
        """Return the prices of the best solution, or None where the columns serve no longer all rides."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        duals = COST_UNIT * np.array(self._solver.getSolution().row_dual)
        paid, duties, fines = np.split(duals, [self._rides, self._rides + len(self._duties)])
        cost = COST_UNIT * self._solver.getObjectiveValue()
        return Prices(cost, np.concatenate((paid, -fines)), duties)

    def mixture(self) -> tuple[Bools, Floats]:
        """Return which rides the routes of the solution serve, and their shares; just after `solve`."""
        shares = np.array(self._solver.getSolution().col_value)[self._unnamed :]
        taken = np.flatnonzero(shares > NO_SHARE)
        return self._served[taken], shares[taken]

    def nearest(self, most: int) -> list[Column]:
        """Return up to so many columns, those that cost least above the prices of the solution."""
        self.solve()
        above = np.array(self._solver.getSolution().col_dual)[self._unnamed :]
        order = np.argsort(above, kind="stable").tolist()
        keys = (self._keys[number] for number in order)
        return [self.columns[key] for key in keys if key in self._numbers][:most]

    def without_conditions(self) -> "Master":
        """Return a master with the same columns."""
        bare = Master(self._rides, self._duties, left_out=self._left_out)
        bare.add(self.columns.values())
        return bare

    def only(self, columns: Iterable[Column]) -> "Master":
        """Return a master with these of the columns, and the same conditions."""
        few = Master(self._rides, self._duties, left_out=self._left_out)
        few.add(columns)
        few.add_conditions(self.conditions)
        few.hold([condition for condition in self.holding if isinstance(condition, VanCount)])
        return few

    def add_conditions(self, conditions: Sequence[Condition]) -> None:
        """Take in conditions that are new, which hold from now on."""
        if not conditions:
            return
        counts = np.zeros((len(conditions), self._unnamed + len(self._keys)), dtype=np.int8)
        counts[:, self._unnamed :] = self._counts(conditions).T
        most = [float(condition.most) for condition in conditions]
        self._add_rows(counts, [-highspy.kHighsInf] * len(conditions), most)
        self.conditions += conditions

    def hold(self, van_counts: Sequence[VanCount]) -> None:
        """Have these hold from now on, and no others of their sort."""
        self.add_conditions([condition for condition in van_counts if condition not in self.conditions])
        self._lifted = {
            number
            for number, condition in enumerate(self.conditions)
            if isinstance(condition, VanCount) and condition not in van_counts
        }
        for number, condition in enumerate(self.conditions):
            most = highspy.kHighsInf if number in self._lifted else float(condition.most)
            row = self._rides + len(self._duties) + number
            self._solver.changeRowBounds(row, -highspy.kHighsInf, most)

    @property
    def holding(self) -> list[Condition]:
        """The conditions that hold."""
        return [c for number, c in enumerate(self.conditions) if number not in self._lifted]

    def cost_with(self, condition: VanCount, *, steps: int) -> float:
        """Return what the solution costs at least that a further condition holds for; just after `solve`.

        After so many steps of the solver it is what it has come to.
        """
        basis, row = self._solver.getBasis(), self._solver.getNumRow()
        counts = np.zeros((1, self._unnamed + len(self._keys)), dtype=np.int8)
        counts[:, self._unnamed :] = self._counts([condition]).T
        self._add_rows(counts, [-highspy.kHighsInf], [float(condition.most)])
        self._solver.setOptionValue("simplex_iteration_limit", steps)
        self._solver.run()
        status = self._solver.getModelStatus()
        cost = COST_UNIT * self._solver.getInfo().objective_function_value
        self._solver.setOptionValue("simplex_iteration_limit", highspy.kHighsIInf)
        self._solver.deleteRows(1, np.array([row], dtype=np.int32))
        self._solver.setBasis(basis)
        return math.inf if status == highspy.HighsModelStatus.kInfeasible else cost

    def _counts(self, conditions: Sequence[Condition]) -> Counts:
        return counts_of(self._served, conditions)


def _simplex() -> highspy.Highs:
    """Return a solver that goes on from its last basis, says nothing, and takes one core."""
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("presolve", "off"),
        ("solver", "simplex"),
        ("threads", 1),
        # The primal one was quicker without cuts; with them it took up to twice as long, and proofs longer.
        ("simplex_strategy", int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyDual)),
    ):
        solver.setOptionValue(option, value)
    return solver


def _sparse(counts: Counts) -> tuple[Small, Small, Floats]:
    """Return where each line of a matrix begins among its entries that count, their places and values."""
    lines, places = np.nonzero(counts)
    starts = np.searchsorted(lines, np.arange(len(counts)))
    return starts.astype(np.int32), places.astype(np.int32), counts[lines, places].astype(np.float64)
