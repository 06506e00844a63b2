"""Every route that a plan below a certain cost could have.

Given a floor, a plan that costs less than some limit has no route whose reduced cost is above what lies
between the floor and the limit. All routes below are listed by labels that are compared only with others of
the same rides; what can't be completed cheaply enough, by labels grown backward, is not followed up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dispatcher.bound.column_generation import ColumnGeneration, Floor
from dispatcher.bound.conditions import earned
from dispatcher.bound.dominance_kernels import BY_RIDES
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import IsOver, Parents
from dispatcher.bound.labels import Bools, Ints, Labels
from dispatcher.bound.master import Column

MOST_ROUTES = 300_000  # more are too many to choose from

# Backward labels are grown at once for limits up to this share above the floor; they serve lower ones too.
AHEAD = 0.006


@dataclass(frozen=True, slots=True)
class ListedRoutes:
    """Routes as rows of arrays; only those that are asked for are spelt out.

    Attributes
    ----------
    kinds, costs, dearness
        By route: the kind of duty that drives it, its cost as in `Column`, and beyond the floor's prices.
    serves
        Shape (routes, rides): which rides it serves.
    """

    kinds: Ints
    costs: Ints
    dearness: Ints
    serves: Bools
    _labels: Ints
    _parents: Sequence[Parents]

    def __len__(self) -> int:
        return len(self.kinds)

    def only(self, left: Bools | Ints) -> "ListedRoutes":
        """Return some of the routes: those marked, or those with these numbers."""
        return ListedRoutes(
            self.kinds[left],
            self.costs[left],
            self.dearness[left],
            self.serves[left],
            self._labels[left],
            self._parents,
        )

    def cheapest(self, most: int) -> "ListedRoutes":
        """Return up to so many routes, those nearest to the floor's prices."""
        return self.only(np.argsort(self.dearness, kind="stable")[:most])

    def columns(self) -> list[Column]:
        """Return the routes with their visits."""
        return [self.column(number) for number in range(len(self))]

    def column(self, number: int) -> Column:
        """Return a route with its visits."""
        kind = int(self.kinds[number])
        rides = tuple(int(ride) for ride in np.flatnonzero(self.serves[number]))
        rows = self._parents[kind].rows(int(self._labels[number]))
        return Column(kind, rides, tuple(rows), int(self.costs[number]))


class CheapRoutes:
    """Lists the routes of plans that cost little more than a floor that this generation found."""

    def __init__(self, generation: ColumnGeneration, floor: Floor, highest: int, *, is_over: IsOver) -> None:
        self._generation = generation
        self._floor = floor
        self._is_over = is_over
        self._conditions = generation.master.conditions[: len(floor.rewards.fines)]
        self._ahead = min(highest, floor.bound + int(AHEAD * abs(floor.bound)))
        self._rests: list[Labels] = []
        self._rests_serve = floor.bound  # the highest limit that they do

    def below(self, limit: int) -> ListedRoutes | None:
        """Return every route that a plan below the limit could have; None where there are too many."""
        if not self._reach_up_to(limit):
            return None
        listed: list[tuple[Ints, Ints, Bools]] = []
        parents: list[Parents] = []
        for number in range(len(self._generation.kinds)):
            every = self._list(number, limit)
            if every is None:
                return None
            listed.append(every[0])
            parents.append(every[1])
        labels, dearness, serves = (np.concatenate(parts) for parts in zip(*listed, strict=True))
        kinds = np.repeat(np.arange(len(listed)), [len(part[0]) for part in listed])
        costs = dearness + earned(serves, self._floor.rewards.asked, self._conditions)
        return ListedRoutes(kinds, costs, dearness, serves, labels, parents)

    def _reach_up_to(self, limit: int) -> bool:
        """Have backward labels that serve for this limit; False where there are too many."""
        if self._rests and limit <= self._rests_serve:
            return True
        for highest in sorted({max(limit, self._ahead), limit}, reverse=True):
            rests = [self._rest(number, highest) for number in range(len(self._generation.kinds))]
            self._rests = [rest for rest in rests if rest is not None]
            self._rests_serve = highest
            if len(self._rests) == len(rests):
                return True
        self._rests = []
        return False

    def _rest(self, number: int, highest: int) -> Labels | None:
        """Return labels grown backward, without those that no forward one can begin cheaply enough."""
        generation, rewards, how = self._generation, self._floor.rewards, self._floor.how
        there = generation.room.grow(generation.tables[number], rewards, is_over=self._is_over, how=how)
        if not there.is_complete:
            return None
        mirrored = label_tables(
            generation.problem, generation.kinds[number].frame, generation.goals, backward=True
        )
        back = generation.room.grow(
            mirrored,
            rewards,
            is_over=self._is_over,
            how=how,
            rest=there.kept(),
            most_cost=self._most_cost(number, highest),
        )
        return back.kept() if back.is_complete else None

    def _most_cost(self, number: int, limit: int) -> int:
        """Return what a route of a kind costs less than, by the floor's prices, in a plan below the limit."""
        # The others of the plan's duties may each save what the best route of their kind saves.
        return limit - self._floor.bound + min(self._floor.leasts[number], 0)

    def _list(self, number: int, limit: int) -> tuple[tuple[Ints, Ints, Bools], Parents] | None:
        """Return labels, dearness and rides of the routes of one kind, the cheapest for the same rides."""
        generation, floor = self._generation, self._floor
        most_cost = self._most_cost(number, limit)
        rest = self._rests[number]
        every = generation.room.grow(
            generation.tables[number],
            floor.rewards,
            is_over=self._is_over,
            how=BY_RIDES,
            rest=rest,
            most_cost=most_cost,
        )
        if not every.is_complete:
            return None
        labels = every.best(MOST_ROUTES + 1, most_cost)
        if len(labels) > MOST_ROUTES:
            return None
        _, first = np.unique(every.labels.visited_set[labels], axis=0, return_index=True)
        labels = labels[first]  # they stand in the order of their costs
        return (labels, every.costs[labels], every.serves(labels)), every.parents()
