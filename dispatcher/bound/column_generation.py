"""A lower bound on what serving every ride must cost, by column generation.

The linear relaxation of "choose one route for each duty so that every ride is served" is solved over a few
routes; its prices are given to the labelling, which finds the routes that would make it better, until there
are none (for dial-a-ride: Gschwind & Irnich, Transportation Science 49(2), 2015). Whatever the prices, the
sum of what the rides pay plus, for each duty, the least reduced cost of a route is a bound (Lagrange), so
the process can be broken off at any time. Prices are whole numbers: no rounding can lift the bound.

Driving and van time are counted. Detour and waiting are not, so the bound is a little lower than it could be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dispatcher.bound.label_kernels import EXACTLY, ROUGHLY
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import IsOver, Labelling, LabelRoom
from dispatcher.bound.labels import Ints
from dispatcher.bound.master import Column, Floats, Master, Prices
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Route

# Prices are rounded down to whole numbers: what is less than this share of the cost is no gain.
NO_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class BoundParams:
    """How columns are generated.

    Attributes
    ----------
    room
        Labels of one labelling at most.
    columns_a_round
        Columns taken from one labelling at most.
    columns_a_ride
        How many of them may serve the same ride.
    smoothing
        Weight of the best prices so far in those that the labelling is given, in [0, 1).
    """

    room: int = 400_000
    columns_a_round: int = 200
    columns_a_ride: int = 12
    smoothing: float = 0.6


@dataclass(frozen=True, slots=True)
class Kind:
    """Duties that allow the same: places, times, base and rides; ``duties`` are their indices."""

    frame: DutyFrame
    duties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A bound with the prices that prove it.

    ``bound`` = what idle duties cost + the sum of ``rewards`` + for each duty the least reduced cost of its
    kind (``leasts``), but at most nought.
    """

    bound: int
    rewards: Ints
    leasts: tuple[int, ...]


def kinds_of(problem: Problem) -> list[Kind]:
    """Return the kinds of a problem's duties; a duty that a ride is pinned to is a kind of its own."""
    pinned = {ride.duty_id for ride in problem.rides if ride.duty_id is not None}
    by_frame: dict[DutyFrame, list[int]] = {}
    for index, duty in enumerate(problem.duties):
        frame = duty if duty.id in pinned else replace(duty, id="", driver_known=True)
        by_frame.setdefault(frame, []).append(index)
    return [Kind(problem.duties[indices[0]], tuple(indices)) for indices in by_frame.values()]


class ColumnGeneration:
    """Generates columns from those of a plan on, and keeps the best proof.

    Parameters
    ----------
    problem, plan
        Every ride is served by the plan.
    goals
        Their weights of driving and van time are counted.
    """

    def __init__(self, problem: Problem, plan: Plan, goals: Goals, params: BoundParams | None = None) -> None:
        self.problem = problem
        self.goals = goals
        self.kinds = kinds_of(problem)
        self.tables = [label_tables(problem, kind.frame, goals) for kind in self.kinds]
        self.master = Master(len(problem.rides), [len(kind.duties) for kind in self.kinds])
        self.proof: Proof | None = None
        # What it costs if nobody rides: columns count what they cost beyond that.
        self.idle_cost = sum(
            len(kind.duties) * tables.limits.idle_cost
            for kind, tables in zip(self.kinds, self.tables, strict=True)
        )
        self._params = params or BoundParams()
        self._room = LabelRoom(self.tables, self._params.room)
        self._center: Floats | None = None
        for duty, route in enumerate(plan.routes):
            if route:
                self.offer(duty, route)

    def look_roughly(self, is_over: IsOver) -> bool:
        """Generate columns by quick labellings, until these find none or time is up.

        They prove nothing, but what they find is nearly all there is.

        Returns
        -------
        False where even quick labellings have too many labels: the day is too wide for columns.
        """
        while not is_over():
            prices = self.master.solve()
            if prices is None:
                return True
            found = self._price(prices, prices.rewards, ROUGHLY, is_over)
            if not found.is_complete and not is_over():
                return False
            if not found.added:
                return True
        return True

    def run(self, is_over: IsOver) -> None:
        """Generate columns until there are no better ones, which proves the bound, or time is up."""
        while not is_over():
            prices = self.master.solve()
            if prices is None:
                return
            added = 0
            for weight in (0.0,) if self._center is None else (self._params.smoothing, 0.0):
                asked = prices.rewards
                if self._center is not None:
                    asked = weight * self._center + (1 - weight) * asked
                added = self._price(prices, asked, EXACTLY, is_over).added
                if added:
                    break
            if not added:
                return

    def offer(self, duty: int, route: Route) -> bool:
        """Take in a route of the duty with this index; tell whether it may be driven and is new."""
        kind = next(number for number, kind in enumerate(self.kinds) if duty in kind.duties)
        rows = rows_of(self.problem, route)
        rides = served(rows, len(self.problem.rides))
        pins = {self.problem.rides[ride].duty_id for ride in rides}
        if pins - {None, self.problem.duties[duty].id}:
            return False
        cost = self._room.cost(self.tables[kind], rows)
        return cost < NEVER and self.master.add(Column(kind, tuple(rides), tuple(rows), cost))

    def _price(self, prices: Prices, asked: Floats, how: int, is_over: IsOver) -> "_Found":
        """Add columns that make the master better, by a labelling for each kind with the rewards `asked`."""
        rewards = np.maximum(np.floor(asked), 0).astype(np.int64)
        added, leasts = 0, []
        for number, tables in enumerate(self.tables):
            labelling = self._room.grow(tables, by_row(rewards), is_over=is_over, how=how)
            if labelling.is_complete:
                leasts.append(labelling.least)
            added += self._add(number, labelling, rewards, prices)
        is_complete = len(leasts) == len(self.tables)
        if is_complete and how == EXACTLY:
            self._prove(rewards, asked, leasts)
        return _Found(added, is_complete)

    def _add(self, kind: int, labelling: Labelling, rewards: Ints, prices: Prices) -> int:
        """Add the best columns of a labelling, no ride in too many of them."""
        in_columns = np.zeros(len(rewards), dtype=np.int64)
        added = 0
        for label in labelling.best(5 * self._params.columns_a_round, NEVER):
            rows = labelling.rows(label)
            rides = served(rows, len(rewards))
            cost = int(labelling.costs[label]) + int(rewards[rides].sum())
            gain = prices.rewards[rides].sum() + prices.duties[kind] - cost
            if gain <= NO_GAIN * abs(prices.cost):
                continue
            if (in_columns[rides] >= self._params.columns_a_ride).any():
                continue
            in_columns[rides] += 1
            added += self.master.add(Column(kind, tuple(rides), tuple(rows), cost))
            if added == self._params.columns_a_round:
                break
        return added

    def _prove(self, rewards: Ints, asked: Floats, leasts: Sequence[int]) -> None:
        saved = sum(len(kind.duties) * min(least, 0) for kind, least in zip(self.kinds, leasts, strict=True))
        bound = self.idle_cost + int(rewards.sum()) + saved
        if self.proof is None or bound > self.proof.bound:
            self.proof = Proof(bound, rewards, tuple(leasts))
            self._center = asked


@dataclass(frozen=True, slots=True)
class _Found:
    """How many columns labellings have added, and whether none of them left anything out."""

    added: int
    is_complete: bool


def by_row(rewards: Ints) -> Ints:
    """Return rewards by ride as rewards by row: of the drop-off, which riders on board have ahead too."""
    rows = np.zeros(2 * len(rewards) + 1, dtype=np.int64)
    rows[1:-1:2] = rewards
    return rows


def served(rows: Iterable[int], rides: int) -> list[int]:
    """Return the rides that a route drops off, in order of their numbers."""
    return sorted(row // 2 for row in rows if row < 2 * rides and row % 2 == 1)


def rows_of(problem: Problem, route: Route) -> list[int]:
    """Return a route as rows of the label tables, where the break is one row whoever drives."""
    return [
        2 * len(problem.rides)
        if visit.ride is None
        else 2 * problem.ride_index[visit.ride] + (not visit.is_pickup)
        for visit in route
    ]
