"""The master problem: which of the routes met so far serve all for the least, if routes could be halved."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from dispatcher.bound.cuts import Cut, breaches, broken_cuts
from dispatcher.bound.labels import Floats

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
    """

    def __init__(self, rides: int, duties: Sequence[int]) -> None:
        self.columns: dict[tuple[int, tuple[int, ...]], Column] = {}
        self.cuts: list[Cut] = []
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        # Each time some columns more: the last basis is where to go on from, if nothing is presolved away.
        self._solver.SetSolverSpecificParametersAsString("use_preprocessing: false")
        infinity = self._solver.infinity()
        self._duties = tuple(duties)
        self._serve = [self._solver.Constraint(1, infinity) for _ in range(rides)]
        self._fine: list[pywraplp.Constraint] = []
        self._drive = [self._solver.Constraint(-infinity, count) for count in duties]
        self._variables: dict[tuple[int, tuple[int, ...]], pywraplp.Variable] = {}
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()

    def add(self, column: Column) -> bool:
        """Take a column in, unless one for the same rides costs no more; tell whether it is new."""
        key = column.kind, column.rides
        known = self.columns.get(key)
        if known is not None and known.cost <= column.cost:
            return False
        self.columns[key] = column
        if known is None:
            variable = self._variables[key] = self._solver.NumVar(0, self._solver.infinity(), "")
            for ride in column.rides:
                self._serve[ride].SetCoefficient(variable, 1)
            self._drive[column.kind].SetCoefficient(variable, 1)
            for cut, constraint in zip(self.cuts, self._fine, strict=True):
                if breaches(cut, column.rides):
                    constraint.SetCoefficient(variable, 1)
        self._objective.SetCoefficient(self._variables[key], column.cost)
        return True

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

    def without_cuts(self) -> "Master":
        """Return a master with the same columns."""
        bare = Master(len(self._serve), self._duties)
        for column in self.columns.values():
            bare.add(column)
        return bare

    def cut(self, most: int) -> int:
        """Add cuts that the solution breaks, `most` in all at most; return how many."""
        if self.solve() is None:
            return 0
        taken = [
            (self.columns[key].rides, variable.solution_value())
            for key, variable in self._variables.items()
            if variable.solution_value() > NO_SHARE
        ]
        found = broken_cuts(
            [rides for rides, _ in taken], np.array([share for _, share in taken]), len(self._serve)
        )
        new = [cut for cut in found if cut not in self.cuts][: max(0, most - len(self.cuts))]
        self.add_cuts(new)
        return len(new)

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        """Take cuts in that are new."""
        for cut in cuts:
            constraint = self._solver.Constraint(-self._solver.infinity(), 1)
            self._fine.append(constraint)
            for (_, rides), variable in self._variables.items():
                if breaches(cut, rides):
                    constraint.SetCoefficient(variable, 1)
        self.cuts += cuts
