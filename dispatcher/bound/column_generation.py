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
class Level:
    """How routes are looked for: how labels are compared, and how many visits are tried after each visit.

    The next level's turn comes when a bound from this one's routes alone would be within ``close`` of the
    master's cost.
    """

    how: int
    reach: int
    close: float


# What is quick first: only the last one sees every route, and proves.
LEVELS = (Level(ROUGHLY, 25, 0.004), Level(EXACTLY, 25, 0.002), Level(EXACTLY, NEVER, 0.0))


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

    def run(self, is_over: IsOver, good_enough: int = NEVER) -> None:
        """Generate columns until there are no better ones, the bound is `good_enough`, or time is up."""
        levels = iter(LEVELS)
        level = next(levels)
        while not is_over():
            prices = self.master.solve()
            if prices is None or (self.proof is not None and self.proof.bound >= good_enough):
                return
            added, estimate = self._price(prices, level, is_over)
            is_close = prices.cost - estimate <= level.close * prices.cost
            if added and not (is_close and level.reach < NEVER):
                continue
            if level is LEVELS[-1]:
                return
            level = next(levels)

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

    def _price(self, prices: Prices, level: Level, is_over: IsOver) -> tuple[int, float]:
        """Add columns that make the master better; return how many, and what bound they make likely."""
        weights = (0.0,) if self._center is None else (self._params.smoothing, 0.0)
        added, estimate = 0, 0.0
        for weight in weights:
            asked = prices.rewards
            if self._center is not None:
                asked = weight * self._center + (1 - weight) * asked
            rewards = np.maximum(np.floor(asked), 0).astype(np.int64)
            grown: list[int | None] = []
            estimate = float(rewards.sum())
            for number, (kind, tables) in enumerate(zip(self.kinds, self.tables, strict=True)):
                labelling = self._room.grow(
                    tables, by_row(rewards), is_over=is_over, how=level.how, reach=level.reach
                )
                is_whole = level is LEVELS[-1] and labelling.is_complete
                grown.append(labelling.least if is_whole else None)
                estimate += len(kind.duties) * min(labelling.least, 0)
                added += self._add(number, labelling, rewards, prices)
            self._prove(rewards, asked, grown)
            if added:
                break
        return added, estimate

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

    def _prove(self, rewards: Ints, asked: Floats, leasts: Sequence[int | None]) -> None:
        whole = [least for least in leasts if least is not None]
        if len(whole) < len(leasts):
            return
        saved = sum(len(kind.duties) * min(least, 0) for kind, least in zip(self.kinds, whole, strict=True))
        bound = self.idle_cost + int(rewards.sum()) + saved
        if self.proof is None or bound > self.proof.bound:
            self.proof = Proof(bound, rewards, tuple(whole))
            self._center = asked


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
