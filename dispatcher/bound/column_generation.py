"""A lower bound on what serving every ride must cost, by column generation.

The linear relaxation of "choose one route for each duty so that every ride is served" is solved over a few
routes; its prices are given to the labelling, which finds the routes that would make it better, until there
are none (for dial-a-ride: Gschwind & Irnich, Transportation Science 49(2), 2015). Whatever the prices, the
sum of what the rides pay plus, for each duty, the least reduced cost of a route is a bound (Lagrange), so
the process can be broken off at any time. Prices are whole numbers: no rounding can lift the bound.

Driving and van time are counted. Detour and waiting are not, so the bound is a little lower than it could be.
"""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dispatcher.bound.conditions import VanCount, earned, most_of
from dispatcher.bound.dominance_kernels import EXACTLY
from dispatcher.bound.kinds import kinds_of
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import IsOver, Labelling, LabelRoom
from dispatcher.bound.labels import Floats
from dispatcher.bound.master import Column, Master, Prices
from dispatcher.bound.rewards import Rewards, rewards_of
from dispatcher.bound.separation import broken_threes
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Route
from dispatcher.planning.route.costs import cost_of, cost_of_route
from dispatcher.planning.search.search_tables import as_route

# Prices are rounded down to whole numbers: what is less than this share of the cost is no gain.
NO_GAIN = 1e-6

# A floor need not be nearer than this share to what the master says: the last steps are the most.
CLOSE = 1e-4


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
    most_cuts
        Cuts in the master at most.
    due_words
        Words of a label for the conditions that are fined.
    smoothing
        Weight of the best prices so far in those that the labelling is given, in [0, 1).
    far
        They count only while the best floor is lower than the master's value by more than this share of it.
    """

    room: int = 1_000_000
    columns_a_round: int = 200
    columns_a_ride: int = 12
    most_cuts: int = 256
    due_words: int = 2
    smoothing: float = 0.6
    far: float = 0.01


@dataclass(frozen=True, slots=True)
class Floor:
    """What no plan can cost less than, with the prices that say so.

    ``bound`` = what idle duties cost + what rides pay - what cuts fine + for each duty the least reduced cost
    of its kind (``leasts``), but at most nought. ``how`` the labels were compared that found these.
    """

    bound: int
    rewards: Rewards
    leasts: tuple[int, ...]
    how: int


class ColumnGeneration:
    """Generates columns from those of a plan on, and keeps the best floor.

    Attributes
    ----------
    room
        For one labelling at a time.
    counts_all
        Whether the goals count nothing but what the bound counts.
    cost
        What the plan costs, by the goals that the bound counts; `NEVER` where it can't be driven as promised.
    proof
        The highest floor that exact labellings have proven.
    guess
        The last that quick ones have come to: perhaps a little too high, as they overlook routes.
    hope
        What the master's routes came to when it was solved last, cuts and all: no floor is above it.

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
        self._counted = goals.proven()
        self.counts_all = self._counted == goals
        self.kinds = kinds_of(problem)
        self.tables = [label_tables(problem, kind.frame, goals) for kind in self.kinds]
        self.proof: Floor | None = None
        self.guess: Floor | None = None
        self.hope = float(NEVER)
        # What it costs if nobody rides: columns count what they cost beyond that.
        self.idle_cost = sum(
            len(kind.duties) * tables.limits.idle_cost
            for kind, tables in zip(self.kinds, self.tables, strict=True)
        )
        self._params = params or BoundParams()
        self.room = LabelRoom(self.tables, self._params.room, self._params.due_words)
        columns = self.columns_of(plan)
        is_driven = len(columns) == sum(bool(route) for route in plan.routes)
        self.cost = self.cost_of(plan) if is_driven else NEVER
        # Whoever is left out costs more than a plan can: it is there for conditions that no plan holds.
        self.master = Master(
            len(problem.rides),
            [len(kind.duties) for kind in self.kinds],
            left_out=len(problem.rides) * (abs(self.cost) + 1) if is_driven else None,
        )
        self.master.add(columns)

    def generate(
        self,
        how: int,
        is_over: IsOver,
        *,
        longest_s: float = math.inf,
        near: float = CLOSE,
        enough: float = math.inf,
    ) -> bool:
        """Generate columns until there are no better ones, which settles the floor, or time is up.

        Parameters
        ----------
        how
            `EXACTLY` for the proof, `ROUGHLY` for the guess.
        longest_s
            A day is too wide, or has too many cuts, if one labelling takes more seconds.
        near
            A floor is settled that is lower than the master's value by no more than this share of it.
        enough
            And one that is as high as this.

        Returns
        -------
        False where a labelling has too many labels: the day is too wide for that, or has too many cuts.
        """
        best, center = -float(NEVER), None
        while not is_over():
            prices = self.master.solve()
            if prices is None:
                return True
            self.hope = prices.cost + self.idle_cost
            found = _Found(0, None)
            for asked in self._asked(prices, best, center):
                found = self._price(prices, asked, how, _either(is_over, longest_s))
                if found.floor is not None and found.floor.bound > best:
                    best, center = found.floor.bound, asked
                is_near = self.hope - best <= near * abs(prices.cost) or best >= enough
                if is_near or found.added:
                    break
            if found.floor is None and (how != EXACTLY or self.master.conditions or not found.added):
                return is_over()
            if is_near or not found.added:
                return True
        return True

    def _asked(self, prices: Prices, best: float, center: Floats | None) -> list[Floats]:
        """Return what labellings are given as prices, one after another until one of them adds columns.

        Far from the end prices jump to and fro, and a mean with the best so far leads there sooner (Wentges,
        International Transactions in Operational Research 4(2), 1997); near it the last ones are the best.
        """
        if center is None or self.hope - best <= self._params.far * abs(prices.cost):
            return [prices.asked]
        weight = self._params.smoothing
        return [weight * center + (1 - weight) * prices.asked, prices.asked]

    def cut(self) -> bool:
        """Add cuts that the solution breaks, which may raise the bound; tell whether there were any.

        Columns were generated until there were no more. Labels know of cuts of three rides alone.
        """
        room = self._params.most_cuts - len(self.master.conditions)
        if room <= 0 or self.master.solve() is None:
            return False
        found = broken_threes(*self.master.mixture())
        new = [cut for cut in found if cut not in self.master.conditions][:room]
        self.master.add_conditions(new)
        return bool(new)

    def hold(self, van_counts: Sequence[VanCount]) -> None:
        """Look for a floor of the plans that hold these conditions, and no others; nothing is known of it."""
        self.master.hold(van_counts)
        self.proof = self.guess = None

    def drop_cuts(self) -> None:
        """Go on without cuts, which make labels harder to compare; the guess is gone with them."""
        self.guess = None
        self.master = self.master.without_conditions()

    def offer(self, routes: Iterable[tuple[int, Route]]) -> int:
        """Take in routes of duties with these indices; return how many may be driven and are new."""
        columns = [self._column_of(duty, route) for duty, route in routes]
        return self.master.add(column for column in columns if column is not None)

    def keep_near(self, floor: Floor, cost: int) -> None:
        """Keep only those columns that a plan may have which costs less than this, by a floor."""
        columns = list(self.master.columns.values())
        serves = self.master.serves(columns)
        costs = np.array([column.cost for column in columns])
        leasts = np.minimum(floor.leasts, 0)[[column.kind for column in columns]]
        dear = costs - earned(serves, floor.rewards.asked, self.master.conditions[: len(floor.rewards.fines)])
        near = dear - leasts < cost - floor.bound
        self.master = self.master.only(columns[number] for number in np.flatnonzero(near))

    def columns_of(self, plan: Plan) -> list[Column]:
        """Return the routes of a plan that can be driven as promised."""
        columns = [self._column_of(duty, route) for duty, route in enumerate(plan.routes) if route]
        return [column for column in columns if column is not None]

    def cost_of(self, plan: Plan) -> int:
        """Return what a plan costs by the goals that the bound counts, as it will be driven."""
        return cost_of(self.problem, plan, self._counted)

    def cost_as_driven(self, column: Column) -> int:
        """Return what a column costs as it will be driven; labels may hope for less."""
        duty = self.kinds[column.kind].duties[0]
        route = as_route(self.problem, column.rows)
        cost = cost_of_route(self.problem, self.problem.duties[duty], route, self._counted)
        return cost - self.tables[column.kind].limits.idle_cost

    def _column_of(self, duty: int, route: Route) -> Column | None:
        kind = next(number for number, kind in enumerate(self.kinds) if duty in kind.duties)
        rows = rows_of(self.problem, route)
        rides = served(rows, len(self.problem.rides))
        pins = {self.problem.rides[ride].duty_id for ride in rides}
        if pins - {None, self.problem.duties[duty].id}:
            return None
        cost = self.room.cost(self.tables[kind], rows)
        return Column(kind, tuple(rides), tuple(rows), cost) if cost < NEVER else None

    def _price(self, prices: Prices, asked: Floats, how: int, is_over: IsOver) -> "_Found":
        """Add columns that make the master better, by a labelling for each kind with the prices `asked`."""
        whole = np.maximum(np.floor(asked), 0).astype(np.int64)
        paid, fines = np.split(whole, [len(self.problem.rides)])
        rewards = rewards_of(paid, fines, self.master.conditions, self._params.due_words)
        added, leasts = 0, []
        for number, tables in enumerate(self.tables):
            labelling = self.room.grow(tables, rewards, is_over=is_over, how=how)
            if labelling.is_complete:
                leasts.append(labelling.least)
            added += self._add(number, labelling, rewards, prices)
            if self.master.conditions and not labelling.is_complete:
                break
        if len(leasts) < len(self.tables):
            return _Found(added, None)
        floor = self._floor(rewards, leasts, how)
        if how != EXACTLY:
            self.guess = floor
        elif self.proof is None or floor.bound > self.proof.bound:
            self.proof = floor
        return _Found(added, floor)

    def _add(self, kind: int, labelling: Labelling, rewards: Rewards, prices: Prices) -> int:
        """Add the best columns of a labelling, no ride in too many of them."""
        labels = labelling.best(5 * self._params.columns_a_round, NEVER)
        serves = labelling.serves(labels)
        costs = labelling.costs[labels] + earned(serves, rewards.asked, self.master.conditions)
        gains = earned(serves, prices.asked, self.master.conditions) + prices.duties[kind] - costs
        in_columns = np.zeros(serves.shape[1], dtype=np.int64)
        columns: list[Column] = []
        for number in np.flatnonzero(gains > NO_GAIN * abs(prices.cost)):
            rides = np.flatnonzero(serves[number])
            if (in_columns[rides] >= self._params.columns_a_ride).any():
                continue
            in_columns[rides] += 1
            rows = labelling.rows(int(labels[number]))
            columns.append(Column(kind, tuple(rides.tolist()), tuple(rows), int(costs[number])))
            if len(columns) == self._params.columns_a_round:
                break
        return self.master.add(columns)

    def _floor(self, rewards: Rewards, leasts: Sequence[int], how: int) -> Floor:
        saved = sum(len(kind.duties) * min(least, 0) for kind, least in zip(self.kinds, leasts, strict=True))
        fined = int(rewards.fines @ most_of(self.master.conditions))
        bound = self.idle_cost + int(rewards.of_rows.sum()) - fined + saved
        return Floor(bound, rewards, tuple(leasts), how)


@dataclass(frozen=True, slots=True)
class _Found:
    """How many columns labellings have added, and the floor that they come to if none left anything out."""

    added: int
    floor: Floor | None


def _either(is_over: IsOver, seconds: float) -> IsOver:
    ends = time.monotonic() + seconds
    return lambda: is_over() or time.monotonic() >= ends


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
