"""The master problem: which of the routes met so far serve all for the least, if routes could be halved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from dispatcher.bound.cuts import Cut, counts_of
from dispatcher.bound.labels import Bools, Floats

# A smaller share of a route in the master's solution is none.
NO_SHARE = 1e-6


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
        What each ride pays, then what each cut fines.
    duties
        What one more duty of each kind saves (≤ 0).
    """

    cost: float
    asked: Floats
    duties: Floats


class Master:
    """A linear program that grows: each ride in at least one route, each duty in at most one, and cuts.

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
        self.cuts: list[Cut] = []
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        # Each time some columns more: the last basis is where to go on from, if nothing is presolved away.
        self._solver.SetSolverSpecificParametersAsString("use_preprocessing: false")
        infinity = self._solver.infinity()
        self._duties = tuple(duties)
        self._serve = [self._solver.Constraint(1, infinity) for _ in range(rides)]
        self._fine: list[pywraplp.Constraint] = []
        self._drive = [self._solver.Constraint(-infinity, count) for count in duties]
        self._variables: dict[ColumnKey, pywraplp.Variable] = {}
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        for constraint in self._serve if left_out is not None else ():
            variable = self._solver.NumVar(0, infinity, "")
            constraint.SetCoefficient(variable, 1)
            self._objective.SetCoefficient(variable, left_out)

    def add(self, columns: Iterable[Column]) -> int:
        """Take columns in, unless one for the same rides costs no more; return how many are new."""
        cheaper: dict[ColumnKey, Column] = {}
        for column in columns:
            known = cheaper.get(column.key) or self.columns.get(column.key)
            if known is None or column.cost < known.cost:
                cheaper[column.key] = column
        new = [key for key in cheaper if key not in self.columns]
        self.columns |= cheaper
        for key in new:
            kind, rides = key
            variable = self._variables[key] = self._solver.NumVar(0, self._solver.infinity(), "")
            for ride in rides:
                self._serve[ride].SetCoefficient(variable, 1)
            self._drive[kind].SetCoefficient(variable, 1)
        self._count(new, self.cuts, self._fine)
        for key, column in cheaper.items():
            self._objective.SetCoefficient(self._variables[key], column.cost)
        return len(cheaper)

    def _count(
        self, keys: Sequence[ColumnKey], cuts: Sequence[Cut], constraints: Sequence[pywraplp.Constraint]
    ) -> None:
        counts = counts_of(self._serves(rides for _, rides in keys), cuts)
        for number, cut in np.argwhere(counts).tolist():
            constraints[cut].SetCoefficient(self._variables[keys[number]], int(counts[number, cut]))

    def _serves(self, routes: Iterable[Sequence[int]]) -> Bools:
        every = list(routes)
        serves = np.zeros((len(every), len(self._serve)), dtype=np.bool_)
        for number, rides in enumerate(every):
            serves[number, list(rides)] = True
        return serves

    def drop(self, key: ColumnKey) -> None:
        """Leave a column out from now on."""
        del self.columns[key]
        self._variables.pop(key).SetUb(0)

    def solve(self) -> Prices | None:
        """Return the prices of the best solution, or None where the columns serve no longer all rides."""
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return Prices(
            self._objective.Value(),
            np.array(
                [constraint.dual_value() for constraint in self._serve]
                + [-constraint.dual_value() for constraint in self._fine]
            ),
            np.array([constraint.dual_value() for constraint in self._drive]),
        )

    def mixture(self) -> tuple[Bools, Floats]:
        """Return which rides the routes of the solution serve, and their shares; just after `solve`."""
        shares = {key: variable.solution_value() for key, variable in self._variables.items()}
        taken = {key: share for key, share in shares.items() if share > NO_SHARE}
        return self._serves(rides for _, rides in taken), np.array(list(taken.values()))

    def without_cuts(self) -> "Master":
        """Return a master with the same columns."""
        bare = Master(len(self._serve), self._duties)
        bare.add(self.columns.values())
        return bare

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        """Take cuts in that are new."""
        new = [self._solver.Constraint(-self._solver.infinity(), cut.shape.most) for cut in cuts]
        self._count(list(self._variables), cuts, new)
        self._fine += new
        self.cuts += cuts
