"""Growing all routes of one kind of duty that could still matter, within a budget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dispatcher.bound.label_kernels import (
    COUNT,
    EXACTLY,
    GROWING,
    GROWN,
    advance,
    begin,
    cost_at_end,
    end_costs,
    grow,
)
from dispatcher.bound.label_tables import LabelTables, words_for
from dispatcher.bound.labels import Ints, Labels, room_for
from dispatcher.planning.columns import NEVER

SLICES = 4096
STEPS = 2000  # labels grown between looks at the clock

# Tells whether time is up.
IsOver = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Labelling:
    """What was grown: labels ``[:count]``, and whether nothing was left out.

    ``costs`` are the reduced costs of those that are whole routes, `NEVER` for the others.
    """

    tables: LabelTables
    labels: Labels
    count: int
    is_complete: bool
    costs: Ints

    @property
    def least(self) -> int:
        """The least reduced cost of a route, or `NEVER`."""
        return int(self.costs.min(initial=NEVER))

    def best(self, most: int, below: int) -> list[int]:
        """Return up to `most` labels of whole routes that cost less than `below`, cheapest first."""
        few = np.flatnonzero(self.costs < below)
        if len(few) > most:
            few = few[np.argpartition(self.costs[few], most)[:most]]
        return [int(label) for label in few[np.argsort(self.costs[few], kind="stable")]]

    def rows(self, label: int) -> list[int]:
        """Return the visits of a label in the order in which they were grown."""
        rows: list[int] = []
        while label > 0:
            rows.append(int(self.labels.row[label]))
            label = int(self.labels.parent[label])
        return rows[::-1]


class LabelRoom:
    """Room for labellings, used again and again: what was grown before is gone with the next."""

    def __init__(self, kinds: Sequence[LabelTables], labels: int) -> None:
        rides = len(kinds[0].opening)
        self.labels = room_for(labels, max(_most_open(tables) for tables in kinds), words_for(rides))

    def grow(
        self,
        tables: LabelTables,
        rewards: Ints,
        *,
        is_over: IsOver,
        how: int = EXACTLY,
        rest: Labels | None = None,
        most_cost: int = NEVER,
    ) -> Labelling:
        """Grow labels until there are no more, the room is used up, or time is."""
        labels = self.labels
        labels.first_in_bucket.fill(-1)
        slices = np.full(SLICES, -1, dtype=np.int64)
        slices[0] = 0
        progress = np.zeros(2, dtype=np.int64)
        progress[COUNT] = 1
        begin(tables, labels)
        rest = rest or _none_like(labels)
        state = GROWING
        while state == GROWING and not is_over():
            state = advance(tables, rewards, labels, slices, progress, how, STEPS, rest, most_cost)
        count = int(progress[COUNT])
        costs = np.empty(count, dtype=np.int64)
        end_costs(tables, labels, count, costs)
        return Labelling(tables, labels, count, state == GROWN, costs)

    def cost(self, tables: LabelTables, rows: Sequence[int]) -> int:
        """Return the least that a route costs, or `NEVER` where it can't be driven."""
        nothing = np.zeros(len(tables.kinds), dtype=np.int64)
        begin(tables, self.labels)
        for old, row in enumerate(rows):
            if not grow(tables, nothing, self.labels, old, old + 1, row):
                return NEVER
        return int(cost_at_end(tables, self.labels, len(rows)))


def _most_open(tables: LabelTables) -> int:
    """Return how many rides can be open at once."""
    smallest = int((tables.seats[tables.opening] + tables.wheelchairs[tables.opening]).min(initial=1))
    most_places = int(tables.layouts.sum(axis=1).max())
    return min(len(tables.opening), most_places) if smallest > 0 else len(tables.opening)


def _none_like(labels: Labels) -> Labels:
    return Labels._make(part[:0] for part in labels)
