"""The best plan that a proof knows, and choosing a better one among routes."""

from collections.abc import Sequence
from dataclasses import replace

from dispatcher.bound.column_generation import ColumnGeneration
from dispatcher.bound.deadline import Deadline
from dispatcher.bound.master import Column
from dispatcher.bound.recombining import Recombined, recombine
from dispatcher.planning.problem import Plan

# Of the time that is left, for one choice among routes: where detours count too, a search makes good use of
# what a choice leaves over.
CHOICE_SHARE = 0.3


class Incumbent:
    """The best plan so far.

    Attributes
    ----------
    cost
        What it costs, by the goals that the bound counts.
    better
        The plan, if it is not the one that was given.
    """

    def __init__(self, generation: ColumnGeneration, plan: Plan, deadline: Deadline, seed: int) -> None:
        self.cost = generation.cost
        self.better: Plan | None = None
        self._given = plan
        self._generation = generation
        self._deadline = deadline
        self._seed = seed

    def choose(self, columns: Sequence[Column], share: float = CHOICE_SHARE) -> Recombined:
        """Keep the best plan of these columns and of those of the best plan so far, and return it.

        It may take a share of the time that is left.
        """
        generation, seconds = self._generation, share * self._deadline.left_s()
        known = self.as_driven(generation.columns_of(self.better or self._given))
        best = recombine(
            generation.problem, generation.kinds, columns, known, seconds=seconds, seed=self._seed
        )
        cost = generation.cost_of(best.plan)
        if cost < self.cost:
            self.better, self.cost = best.plan, cost
        return replace(best, cost=best.cost + generation.idle_cost, bound=best.bound + generation.idle_cost)

    def as_driven(self, columns: Sequence[Column]) -> list[Column]:
        """Return columns with what they will cost; labels may hope for less."""
        driven = self._generation.cost_as_driven
        return [replace(column, cost=max(column.cost, driven(column))) for column in columns]
