"""The roster as a CP-SAT model: who may drive what, and goals that are settled one after the other."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from dispatcher.roster.allowed import NEARBY, Allowed
from dispatcher.roster.values import RosterDriver, RosterSearch, RosterWindow

Choice = tuple[str, str]  # window, driver
Ask = Callable[[RosterDriver, Sequence[RosterWindow]], bool]


class RosterModel:
    """Windows, drivers and the rules between them.

    Sets of more than two windows that the rules forbid together are not all listed beforehand: a solution
    that holds one is cut off and the search goes on.

    Parameters
    ----------
    fixed
        Window → driver that must stay, whatever the rules say.
    present
        Window → driver as it is now: where the search starts.
    """

    def __init__(
        self,
        windows: Sequence[RosterWindow],
        drivers: Sequence[RosterDriver],
        allowed: Allowed,
        fixed: Mapping[str, str],
        present: Mapping[str, str],
        search: RosterSearch,
    ) -> None:
        self._windows = {w.id: w for w in windows}
        self._drivers = {d.id: d for d in drivers}
        self._allowed = allowed
        self._fixed = fixed
        self._search = search
        self._model = cp_model.CpModel()
        self.choices: dict[Choice, cp_model.IntVar] = {}
        self.best: dict[Choice, bool] = {}
        self._add_choices()
        self._add_pairs()
        for (window_id, driver_id), choice in self.choices.items():
            self._model.add_hint(choice, present.get(window_id) == driver_id)

    def maximise(self, terms: Sequence[tuple[cp_model.IntVar, int]], share: float) -> None:
        """Find the assignment with the most weight of `terms` and hold that weight from here on.

        Parameters
        ----------
        share
            How much of the search's time this goal may take.
        """
        if not terms:
            return
        weight = cp_model.LinearExpr.weighted_sum([v for v, _ in terms], [w for _, w in terms])
        self._model.maximize(weight)
        reached = self._solve(share, weight)
        self._model.clear_objective()  # type: ignore[no-untyped-call]
        if reached is not None:
            self._model.add(weight >= reached)

    def squared_shares(self) -> list[tuple[cp_model.IntVar, int]]:
        """Return terms whose maximum spreads the time on duty most evenly: minus the squares of it."""
        unit = self._search.share_unit_s
        least = min((d.worked_s for d in self._drivers.values()), default=0)
        terms = []
        for driver in self._drivers.values():
            mine = [
                (v, self._windows[w].length_s // unit) for (w, d), v in self.choices.items() if d == driver.id
            ]
            start = (driver.worked_s - least) // unit
            most = start + sum(length for _, length in mine)
            total = self._model.new_int_var(start, most, f"time {driver.id}")
            self._model.add(total == start + sum(v * length for v, length in mine))
            square = self._model.new_int_var(0, most * most, f"square {driver.id}")
            self._model.add_multiplication_equality(square, [total, total])
            terms.append((square, -1))
        return terms

    def same_van_pairs(self) -> list[tuple[cp_model.IntVar, int]]:
        """Return a term for each two windows of a van on one day that one driver may take together."""
        terms = []
        for one, other in combinations(self._windows.values(), 2):
            if one.van != other.van or one.start.date() != other.start.date():
                continue
            for driver_id in self._drivers:
                first, second = self.choices.get((one.id, driver_id)), self.choices.get((other.id, driver_id))
                if first is not None and second is not None:
                    both = self._model.new_bool_var(f"{driver_id} stays on {one.van}")
                    self._model.add_implication(both, first)
                    self._model.add_implication(both, second)
                    terms.append((both, 1))
        return terms

    def _add_choices(self) -> None:
        for window in self._windows.values():
            for driver in self._drivers.values():
                is_fixed = self._fixed.get(window.id) == driver.id
                if is_fixed or self._allowed.obstacle(driver, window) is None:
                    choice = self._model.new_bool_var(f"{driver.id} drives {window.id}")
                    self.choices[window.id, driver.id] = choice
                    if is_fixed:
                        self._model.add(choice == 1)
            mine = [v for (w, _), v in self.choices.items() if w == window.id]
            self._model.add_at_most_one(mine)

    def _add_pairs(self) -> None:
        for one, other in combinations(self._windows.values(), 2):
            if one.start > other.end + NEARBY or other.start > one.end + NEARBY:
                continue
            for driver in self._drivers.values():
                if not self._allowed.apart(driver, one, other):
                    self._forbid_if_wrong(driver, (one, other), self._allowed.together)

    def _forbid_if_wrong(self, driver: RosterDriver, together: Sequence[RosterWindow], allowed: Ask) -> bool:
        keys = [(w.id, driver.id) for w in together]
        free = any(self._fixed.get(w.id) != driver.id for w in together)
        if not free or any(key not in self.choices for key in keys):
            return False
        if allowed(driver, together):
            return False
        self._model.add_bool_or([self.choices[key].negated() for key in keys])
        return True

    def _solve(self, share: float, weight: cp_model.LinearExpr) -> int | None:
        """Solve until no set of windows is left that the rules forbid; return the weight reached."""
        while True:
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = self._search.seed
            solver.parameters.max_deterministic_time = share * self._search.seconds
            # A guard for a machine that is very busy; the deterministic limit comes first elsewhere.
            solver.parameters.max_time_in_seconds = 10 * share * self._search.seconds + 5
            status = solver.solve(self._model)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return None
            found = {choice: solver.boolean_value(v) for choice, v in self.choices.items()}
            if not self._cut_off(found):
                self.best = found
                self._hint(solver)
                return int(solver.value(weight))

    def _cut_off(self, found: Mapping[Choice, bool]) -> bool:
        """Forbid the sets in `found` that are against the rules; tell whether there were any."""
        cut = False
        for driver in self._drivers.values():
            mine = [w for w in self._windows.values() if found.get((w.id, driver.id))]
            for group in (*_near_groups(mine), mine):
                # The rules over days and weeks look at everything together.
                allowed = self._allowed.over_weeks if group is mine else self._allowed.together
                core = self._core(driver, group, allowed)
                if core:
                    # What one driver can't do is often too much for the next one as well.
                    cut = self._forbid_if_wrong(driver, core, allowed) or cut
                    for other in self._drivers.values():
                        if other.id != driver.id:
                            self._forbid_if_wrong(other, core, allowed)
        return cut

    def _core(self, driver: RosterDriver, group: list[RosterWindow], allowed: Ask) -> list[RosterWindow]:
        """Return a smallest part of `group` that is against the rules; empty if all of it is allowed."""
        if not group or allowed(driver, group):
            return []
        core = list(group)
        for window in group:
            rest = [w for w in core if w.id != window.id]
            if rest and not allowed(driver, rest):
                core = rest
        return core

    def _hint(self, solver: cp_model.CpSolver) -> None:
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for choice in self.choices.values():
            self._model.add_hint(choice, solver.boolean_value(choice))


def _near_groups(windows: list[RosterWindow]) -> list[list[RosterWindow]]:
    """Split windows into groups that can share a shift or a rest."""
    groups: list[list[RosterWindow]] = []
    for window in sorted(windows, key=lambda w: (w.start, w.van)):
        if groups and window.start - groups[-1][-1].end < NEARBY / 2:
            groups[-1].append(window)
        else:
            groups.append([window])
    return groups
