"""The roster of weeks as a CP-SAT model: who drives a window of which shape, and what that costs."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from ortools.sat.python import cp_model

from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.allowed import Allowed
from dispatcher.roster.values import RosterDriver
from dispatcher.roster.weeks.goals import UNIT_S, Goal, GoalReached, Weights
from dispatcher.roster.weeks.law import DriverLaw
from dispatcher.roster.weeks.shapes import Shape, last_week

Choice = tuple[Shape, str]  # and the driver
Terms = list[tuple[cp_model.LinearExprT, int]]

# Shares are counted in thousandths, so that wanted hours can differ.
PER_MILLE = 1000
TANGENT_UNITS = 3600 // UNIT_S
# Goals that the solver can't settle in a moment.
HARD = (Goal.FAIREST, Goal.SHARE)


class Solving(Protocol):
    """Gives solvers with what is left of the time, and draws what they look at."""

    drawn: random.Random

    def whole(self, goal: Goal) -> cp_model.CpSolver:
        """Return a solver for the whole model."""

    def glance(self, goal: Goal) -> cp_model.CpSolver:
        """Return a solver for the whole model that takes a first look."""

    def part(self) -> cp_model.CpSolver | None:
        """Return a solver for a part of it; None once the time for improving is over."""


class WeeksModel:
    """Shapes, drivers and the rules between them, with the cost of each goal.

    Parameters
    ----------
    settled_s
        Seconds of duties in these weeks that each driver has already and keeps.
    """

    def __init__(
        self,
        shapes: Sequence[Shape],
        drivers: Sequence[RosterDriver],
        settled_s: Mapping[str, int],
        *,
        rules: WorkingTimeRules,
        allowed: Allowed,
        zone: ZoneInfo,
        weights: Weights,
    ) -> None:
        self._shapes = shapes
        self._drivers = drivers
        self._settled_s = settled_s
        self._weights = weights
        self._zone = zone
        self._model = cp_model.CpModel()
        self.choices: dict[Choice, cp_model.IntVar] = {
            (shape, driver.id): self._model.new_bool_var(f"{driver.id} {shape.start:%m-%d %H:%M}")
            for shape in shapes
            for driver in drivers
            if allowed.obstacle(driver, shape.window) is None
        }
        self.best: dict[Choice, bool] = {}
        self._covers = [self._cover(shape) for shape in shapes]
        self._laws = {driver.id: self._law(driver, rules, allowed) for driver in drivers}
        for law in self._laws.values():
            law.add()
        self._extra = {driver.id: self._extra_units(driver) for driver in drivers}

    def minimise(
        self, goal: Goal, terms: Terms, solving: Solving, *, hold: bool = True
    ) -> GoalReached | None:
        """Find the roster of least cost; hold that cost from here on, unless told otherwise.

        A solution that holds windows which the rules forbid together is cut off, and the search goes on.

        Returns
        -------
        None where the time was over before any roster was found.
        """
        if not terms:
            return GoalReached(goal, 0, 0)
        cost = cp_model.LinearExpr.weighted_sum([e for e, _ in terms], [w for _, w in terms])
        self._model.minimize(cost)
        reached, is_best = self._search(goal, solving.glance if goal in HARD else solving.whole)
        if not is_best and goal in HARD:
            self._improve(solving)
            again, _ = self._search(goal, solving.whole)
            # The first look has proven something too; on a slow machine it may have found no roster.
            bound = reached.bound if reached else 0
            reached = GoalReached(goal, again.cost, max(again.bound, bound)) if again else reached
        self._model.clear_objective()  # type: ignore[no-untyped-call]
        if reached is not None and hold:
            self._model.add(cost <= reached.cost)
        return reached

    def _search(
        self, goal: Goal, solver_of: Callable[[Goal], cp_model.CpSolver]
    ) -> tuple[GoalReached | None, bool]:
        """Search the whole model from the best roster so far; tell too whether nothing is left to gain."""
        while True:
            solver = solver_of(goal)
            status = solver.solve(self._model)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None, False
            if self._take(solver):
                bound = max(round(solver.best_objective_bound), 0)
                reached = GoalReached(goal, round(solver.objective_value), bound)
                return reached, status == cp_model.OPTIMAL

    def _improve(self, solving: Solving) -> None:
        """Free a part of the best roster, solve that, and keep what is better, as long as there is time.

        The solver proves fast and improves slowly when it is left alone with one core.
        """
        least: float | None = None
        while self.best and (solver := solving.part()) is not None:
            free = self._some_choices(solving.drawn)
            self._model.clear_hints()  # type: ignore[no-untyped-call]
            for choice, variable in self.choices.items():
                if choice not in free:
                    self._model.add_hint(variable, self.best[choice])
            solver.parameters.fix_variables_to_their_hinted_value = True
            if solver.solve(self._model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                continue
            if least is None or solver.objective_value < least:
                least = solver.objective_value if self._take(solver) else least
        self._hint()

    def _some_choices(self, drawn: random.Random) -> set[Choice]:
        """Return the choices of some days in a row, or of some drivers."""
        if drawn.random() < 0.5:
            first = drawn.choice(self._shapes).day
            last = first + timedelta(days=drawn.randint(3, 9))
            return {choice for choice in self.choices if first <= choice[0].day <= last}
        some = drawn.sample([d.id for d in self._drivers], min(drawn.randint(3, 5), len(self._drivers)))
        return {choice for choice in self.choices if choice[1] in some}

    def _take(self, solver: cp_model.CpSolver) -> bool:
        """Keep what a solver found as the best roster, unless it holds what has to be cut off."""
        found = {choice: solver.boolean_value(v) for choice, v in self.choices.items()}
        if self._cut_off(found):
            return False
        self.best = found
        self._hint()
        return True

    def uncovered(self) -> Terms:
        """Return the cost of windows without a driver: promised rides first, then expected ones and hours."""
        worth = {w.id: self._worth(w.expected, w.length_s) for s in self._shapes for w in s.windows}
        a_ride = sum(worth.values()) + 1
        return [
            (1 - covered, worth[window.id] + window.demand * a_ride)
            for shape, units in zip(self._shapes, self._covers, strict=True)
            for window, covered in zip(shape.windows, units, strict=True)
        ]

    def moved(self, present: Mapping[str, str]) -> Terms:
        """Return the cost of drivers who lose what they drive in `present` (window → driver)."""
        told = {(shape, present[w.id]) for shape in self._shapes for w in shape.windows if w.id in present}
        return [(1 - self.choices[choice], 1) for choice in self.choices if choice in told]

    def short_of_contract(self) -> Terms:
        """Return the cost of hours below what the contracts promise, in units."""
        terms: Terms = []
        for driver in self._drivers:
            promised = driver.contract_s // UNIT_S
            if promised:
                short = self._model.new_int_var(0, promised, f"short {driver.id}")
                self._model.add(short >= promised - self._units(driver))
                terms.append((short, 1))
        return terms

    def unfair(self) -> Terms:
        """Return the cost of shares: the squares of extra hours, those of the weeks before added.

        An hour weighs less for who wants more of them, so that the least cost shares by what is wanted.
        """
        wanted = {d.id: max((d.wanted_s or 0) // UNIT_S, 1) for d in self._drivers if d.wanted_s is not None}
        usual = sum(wanted.values()) // len(wanted) if wanted else 1
        return [
            (self._square(driver), PER_MILLE * usual // wanted.get(driver.id, usual))
            for driver in self._drivers
        ]

    def disliked(self) -> Terms:
        """Return the cost of wishes that don't come true, of changes from week to week, and of days."""
        return [*self._unkept_wishes(), *self._unsteady(), *self._days()]

    def _law(self, driver: RosterDriver, rules: WorkingTimeRules, allowed: Allowed) -> DriverLaw:
        mine = {s: v for (s, d), v in self.choices.items() if d == driver.id}
        return DriverLaw(self._model, driver, mine, rules=rules, allowed=allowed, zone=self._zone)

    def _cover(self, shape: Shape) -> list[cp_model.IntVar]:
        """Return whether each window of a shape has a driver; the most wanted ones have theirs first."""
        units = [self._model.new_bool_var(f"{window.id} driven") for window in shape.windows]
        mine = [v for (s, _), v in self.choices.items() if s is shape]
        self._model.add(cp_model.LinearExpr.sum(mine) == cp_model.LinearExpr.sum(units))
        for sooner, later in pairwise(units):
            self._model.add_implication(later, sooner)
        return units

    def _worth(self, rides: float, length_s: int) -> int:
        return round(rides * self._weights.ride_minutes) + length_s // 60

    def _units(self, driver: RosterDriver) -> cp_model.LinearExprT:
        mine = [(v, s.length_s // UNIT_S) for (s, d), v in self.choices.items() if d == driver.id]
        settled = self._settled_s.get(driver.id, 0) // UNIT_S
        return cp_model.LinearExpr.weighted_sum([v for v, _ in mine], [n for _, n in mine]) + settled

    def _extra_units(self, driver: RosterDriver) -> tuple[cp_model.IntVar, int]:
        """Return the hours beyond the contract, those before added, and the most that they can be."""
        least_s = min(d.worked_s for d in self._drivers)
        before = (driver.worked_s - least_s - driver.contract_s) // UNIT_S
        mine = sum(s.length_s // UNIT_S for s, d in self.choices if d == driver.id)
        most = max(before + mine + self._settled_s.get(driver.id, 0) // UNIT_S, 0)
        extra = self._model.new_int_var(0, most, f"extra {driver.id}")
        self._model.add(extra >= self._units(driver) + before)
        return extra, most

    def _square(self, driver: RosterDriver) -> cp_model.IntVar:
        """Return the square of the extra hours by the lines that lie under it: exact at whole hours."""
        extra, most = self._extra[driver.id]
        square = self._model.new_int_var(0, (most + TANGENT_UNITS) ** 2, f"square {driver.id}")
        for n in range(0, most, TANGENT_UNITS):
            self._model.add(square >= (2 * n + TANGENT_UNITS) * extra - n * (n + TANGENT_UNITS))
        return square

    def _unkept_wishes(self) -> Terms:
        terms: Terms = []
        for driver in self._drivers:
            for shape in self._shapes:
                choice = self.choices.get((shape, driver.id))
                if choice is None:
                    continue
                touching = [w for w in driver.wishes if w.start < shape.end and shape.start < w.end]
                for wish in touching:
                    broken = choice if wish.avoid else 1 - choice
                    terms.append((broken, PER_MILLE * self._weights.wish))
        return terms

    def _unsteady(self) -> Terms:
        terms: Terms = []
        for shape, before in last_week(self._shapes, self._zone).items():
            both = [self._again(shape, before, driver.id) for driver in self._drivers]
            kept = [one for one in both if one is not None]
            most = min(len(shape.windows), len(before.windows), len(kept))
            if most:
                changed = self._model.new_int_var(0, most, f"changed {shape.start:%m-%d %H:%M}")
                self._model.add(changed >= most - cp_model.LinearExpr.sum(kept))
                terms.append((changed, PER_MILLE * self._weights.steady))
        return terms

    def _again(self, shape: Shape, before: Shape, driver_id: str) -> cp_model.IntVar | None:
        now, then = self.choices.get((shape, driver_id)), self.choices.get((before, driver_id))
        if now is None or then is None:
            return None
        both = self._model.new_bool_var(f"{driver_id} again")
        self._model.add_implication(both, now)
        self._model.add_implication(both, then)
        return both

    def _days(self) -> Terms:
        days: dict[tuple[str, object], list[cp_model.IntVar]] = {}
        for (shape, driver_id), choice in self.choices.items():
            days.setdefault((driver_id, shape.day), []).append(choice)
        terms: Terms = []
        for (driver_id, day), choices in days.items():
            comes = self._model.new_bool_var(f"{driver_id} comes on {day}")
            for choice in choices:
                self._model.add_implication(choice, comes)
            terms.append((comes, PER_MILLE * self._weights.day))
        return terms

    def _cut_off(self, found: Mapping[Choice, bool]) -> bool:
        cut = False
        for driver in self._drivers:
            mine = [s for s in self._shapes if found.get((s, driver.id))]
            core = self._laws[driver.id].core(mine) if mine else []
            if core:
                # What one driver can't do is often too much for the next one as well.
                for law in self._laws.values():
                    cut = law.forbid(core) or cut
        return cut

    def _hint(self) -> None:
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for choice, variable in self.choices.items():
            if choice in self.best:
                self._model.add_hint(variable, self.best[choice])
