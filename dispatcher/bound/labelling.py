"""Growing all routes of one kind of duty that could still matter, within a budget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dispatcher.bound.dominance_kernels import EXACTLY
from dispatcher.bound.label_kernels import begin, cost_of_rows
from dispatcher.bound.label_tables import LabelTables, words_for
from dispatcher.bound.labelling_kernels import COUNT, GROWING, GROWN, advance, end_costs
from dispatcher.bound.labels import Bools, Ints, Labels, Small, room_for
from dispatcher.bound.rewards import Rewards, no_rewards
from dispatcher.planning.columns import NEVER

SLICES = 4096
STEPS = 2000  # labels grown between looks at the clock

# Tells whether time is up.
IsOver = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Parents:
    """The visit that each label ends with, and the label that it grew from."""

    row: Small
    parent: Small

    def rows(self, label: int) -> list[int]:
        """Return the visits of a label in the order in which they were grown."""
        rows: list[int] = []
        while label > 0:
            rows.append(int(self.row[label]))
            label = int(self.parent[label])
        return rows[::-1]


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

    def best(self, most: int, below: int) -> Ints:
        """Return up to `most` labels of whole routes that cost less than `below`, cheapest first."""
        few = np.flatnonzero(self.costs < below)
        if len(few) > most:
            few = few[np.argpartition(self.costs[few], most)[:most]]
        return few[np.argsort(self.costs[few], kind="stable")]

    def kept(self) -> Labels:
        """Return the labels, which the next labelling in the same room leaves as they are."""
        kept = Labels._make(part[: self.count].copy() for part in self.labels)
        return kept._replace(first_in_bucket=self.labels.first_in_bucket.copy())

    def serves(self, labels: Ints) -> Bools:
        """Return by label and ride whether the ride is visited: shape (labels, rides)."""
        octets = self.labels.visited_set[labels].view(np.uint8)
        bits = np.unpackbits(octets, axis=1, bitorder="little", count=len(self.tables.opening))
        return bits.astype(bool)

    def parents(self) -> Parents:
        """Return how labels have grown, which the next labelling in the same room leaves as it is."""
        return Parents(self.labels.row[: self.count].copy(), self.labels.parent[: self.count].copy())

    def rows(self, label: int) -> list[int]:
        """Return the visits of a label in the order in which they were grown."""
        return Parents(self.labels.row, self.labels.parent).rows(label)


class LabelRoom:
    """Room for labellings, used again and again: what was grown before is gone with the next."""

    def __init__(self, kinds: Sequence[LabelTables], labels: int, due_words: int) -> None:
        rides = len(kinds[0].opening)
        most_open = max(_most_open(tables) for tables in kinds)
        self.labels = room_for(labels, most_open, words_for(rides), due_words)
        self._nothing = no_rewards(rides, due_words)

    def grow(
        self,
        tables: LabelTables,
        rewards: Rewards,
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
        state = GROWING if begin(tables, rewards, labels) else GROWN
        rest = rest or _none_like(labels)
        while state == GROWING and not is_over():
            state = advance(tables, rewards, labels, slices, progress, how, STEPS, rest, most_cost)
        count = int(progress[COUNT])
        costs = np.empty(count, dtype=np.int64)
        end_costs(tables, labels, count, costs)
        return Labelling(tables, labels, count, state == GROWN, costs)

    def cost(self, tables: LabelTables, rows: Sequence[int]) -> int:
        """Return the least that a route costs, or `NEVER` where it can't be driven."""
        return int(cost_of_rows(tables, self._nothing, self.labels, np.array(rows, dtype=np.int64)))


def _most_open(tables: LabelTables) -> int:
    """Return how many rides can be open at once."""
    smallest = int((tables.seats[tables.opening] + tables.wheelchairs[tables.opening]).min(initial=1))
    most_places = int(tables.layouts.sum(axis=1).max())
    return min(len(tables.opening), most_places) if smallest > 0 else len(tables.opening)


def _none_like(labels: Labels) -> Labels:
    return Labels._make(part[:0] for part in labels)
