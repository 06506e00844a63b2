"""Solvers for the goals of a roster of weeks, each with its part of the time."""

import random
from collections.abc import Callable

from ortools.sat.python import cp_model

from dispatcher.roster.weeks.goals import Goal, WeeksSearch

# How much of the time that is left a goal may take; how much of that for a first look, which settles the
# easy ones, and until when parts are improved before the whole is proven.
SHARES = {Goal.COVER: 0.3, Goal.KEEP: 0.3, Goal.CONTRACT: 0.3, Goal.FAIREST: 0.4, Goal.SHARE: 0.95}
GLANCE, IMPROVING = 0.2, 0.55
PART_S = 1.5
ON_TIME = 0.92  # solvers end after their time, on a busy machine by more than a second


class Solving:
    """Hands out solvers until the time of the present goal is over.

    Parameters
    ----------
    began
        When the search began, by `clock`, in monotonic seconds.
    """

    def __init__(self, search: WeeksSearch, began: float, clock: Callable[[], float]) -> None:
        self.drawn = random.Random(search.seed)
        self._search = search
        self._clock = clock
        self._ends = began + ON_TIME * search.seconds
        self._goal_ends = self._improving_ends = self._glance_ends = began

    def begin(self, goal: Goal) -> None:
        """Give `goal` its part of what is left."""
        now = self._clock()
        self._goal_ends = now + SHARES[goal] * max(self._ends - now, 0)
        self._glance_ends = now + GLANCE * (self._goal_ends - now)
        self._improving_ends = now + IMPROVING * (self._goal_ends - now)

    def glance(self, goal: Goal) -> cp_model.CpSolver:
        """Return a solver for the whole model that takes a first look."""
        return self._proving(goal, self._glance_ends - self._clock())

    def whole(self, goal: Goal) -> cp_model.CpSolver:
        """Return a solver for the whole model, which proves how good a roster can be."""
        return self._proving(goal, self._goal_ends - self._clock())

    def _proving(self, goal: Goal, seconds: float) -> cp_model.CpSolver:
        solver = self._solver(seconds)
        if goal in (Goal.FAIREST, Goal.SHARE):
            # What these cost is never 0; the goals before them are worth being settled to the end.
            solver.parameters.relative_gap_limit = self._search.gap
            solver.parameters.linearization_level = 2
        return solver

    def part(self) -> cp_model.CpSolver | None:
        """Return a solver for a part of the model; None once the time for improving is over."""
        left = self._improving_ends - self._clock()
        return self._solver(min(left, PART_S)) if left > 0 else None

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._search.seed
        solver.parameters.max_time_in_seconds = max(seconds, 0.05)
        return solver
