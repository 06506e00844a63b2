"""The best possible plan and its proof, or the best plan and bound that time allows.

Column generation with cuts gives a bound that lies little below what the best plan costs. Then all routes
that a plan within a small margin of the bound could have are listed, more cuts sift them, and OR-Tools CP-SAT
chooses among those that are left. If it finds a plan, that is the best there is; if there is none, the bound
is raised by the margin, and a larger one is tried (route enumeration as in Baldacci, Christofides & Mingozzi,
Mathematical Programming 115(2), 2008).

Labellings that overlook some routes come first: they are quick, come to nearly the same prices, and leave
little to do for those that prove something. Of a day that is too wide for these, the best plan may still be
found.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dispatcher.bound.cheap_routes import CheapRoutes, ListedRoutes
from dispatcher.bound.column_generation import CLOSE, ColumnGeneration, Floor
from dispatcher.bound.dominance_kernels import EXACTLY, ROUGHLY
from dispatcher.bound.margins import growth_of, next_margin
from dispatcher.bound.master import Column
from dispatcher.bound.recombining import Recombined, recombine
from dispatcher.bound.sifting import sift
from dispatcher.bound.width import is_too_wide
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion import cost_of
from dispatcher.planning.problem import Plan, Problem, Route

# Of the time that is left, for one choice among routes: where detours count too, a search makes good use of
# what a choice leaves over.
CHOICE_SHARE = 0.3

# A good plan, if not the best, is mostly one of so many routes that are nearest to the floor's prices, where
# detours count too; or of so many that are nearest to the sieve's.
CHEAPEST = 3_000
NEAREST = 1_000

# Of all the time, for one labelling. Dozens of quick ones follow; an exact one that comes to its end proves
# something, and few follow. On a busy machine even the smallest takes a moment.
LABELLING_SHARES = {ROUGHLY: 0.04, EXACTLY: 0.2}
LEAST_LABELLING_S = 0.25

# Of all the time, until when cuts are added, and until when columns are generated: the rest is for the choice
# among routes.
CUT_SHARE = 0.5
FLOOR_SHARE = 0.75

# While cuts are added, a floor is near enough to what the master says that lies below it by this share of
# what the master lacks to the best plan: the routes still missing change little.
NEAR_ENOUGH = 0.05

# Cuts that lift the master's value by less, as a share of it, in so much of all the time and in so many
# rounds, are not worth theirs: those among listed routes are quicker.
LEAST_LIFT = 0.0002
PATIENCE_SHARE = 0.06
PATIENCE_ROUNDS = 2

# A good plan comes first; of the time beyond these seconds half is kept for its proof.
PLAN_FIRST_S = 10
PROOF_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Proven:
    """What is known of the best possible plan.

    Attributes
    ----------
    bound
        No plan that serves every ride costs less, by the goals that the bound counts; None: nothing known.
    plan
        A plan that costs less than the given one by those goals, where one was found.
    is_best
        Whether no plan costs less than this one or, where there is none, than the given one.
    """

    bound: int | None = None
    plan: Plan | None = None
    is_best: bool = False


def prove(
    problem: Problem,
    plan: Plan,
    goals: Goals,
    *,
    seconds: float,
    seed: int,
    routes: Iterable[tuple[int, Route]] = (),
) -> Proven:
    """Return a bound on every plan that serves all rides, and a better plan where time suffices to find it.

    Nothing is known where `plan` leaves a ride out or one of its routes can't be driven as promised, nor of
    days that are too wide.

    Parameters
    ----------
    routes
        More routes to begin with, each with the index of a duty that could drive it.
    """
    ends = time.monotonic() + seconds
    if not problem.rides:
        return Proven(cost_of(problem, plan, replace(goals, detour_s=0, waiting_s=0)), is_best=True)
    if is_too_wide(problem, goals) or len(plan.served()) < len(problem.rides):
        return Proven()
    generation = ColumnGeneration(problem, plan, goals)
    if generation.cost >= NEVER:
        return Proven()
    for duty, route in routes:
        generation.offer(duty, route)
    return _Proof(generation, plan, ends, seconds, seed).run()


class _Proof:
    """One run of the proof, of so many seconds: what is known so far, and until when it may take."""

    def __init__(
        self, generation: ColumnGeneration, plan: Plan, ends: float, seconds: float, seed: int
    ) -> None:
        self._generation = generation
        self._given = plan
        self._longest_s = {
            how: max(LEAST_LABELLING_S, share * seconds) for how, share in LABELLING_SHARES.items()
        }
        self._proof_s = PROOF_SHARE * max(0.0, seconds - PLAN_FIRST_S)
        begun = ends - seconds
        self._cuts_end, self._floor_ends = begun + CUT_SHARE * seconds, begun + FLOOR_SHARE * seconds
        self._patience_s = PATIENCE_SHARE * seconds
        self._ends = ends
        self._seed = seed
        self._plan: Plan | None = None
        self._cost = generation.cost

    def run(self) -> Proven:
        generation = self._generation
        if not self._settle(ROUGHLY) or generation.guess is None:
            return Proven()
        if not self._settle(EXACTLY):
            return self._run_unproven()
        self._raise_proof()
        if generation.proof is None:
            return Proven()
        bound = self._reach(generation.proof)
        return Proven(bound, self._plan, is_best=bound >= self._cost)

    def _run_unproven(self) -> Proven:
        """Look for the best plan first, and for a bound without cuts, however long that takes, after it."""
        generation, all_ends = self._generation, self._ends
        self._ends -= self._proof_s
        while self._settle(ROUGHLY) and generation.guess is not None and not self._is_over():
            if generation.guess.bound >= self._cost or not generation.cut():
                break
        if generation.guess is not None:
            self._reach(generation.guess)
        self._ends = all_ends
        generation.drop_cuts()
        generation.generate(EXACTLY, self._is_over)
        bound = None if generation.proof is None else min(generation.proof.bound, self._cost)
        return Proven(bound, self._plan, is_best=bound == self._cost)

    def _settle(self, how: int, near: float = CLOSE) -> bool:
        """Generate columns until there are no better ones; False where there is no room for the labels."""
        ends = min(self._floor_ends, self._ends)
        return self._generation.generate(
            how, lambda: time.monotonic() >= ends, longest_s=self._longest_s[how], near=near
        )

    @property
    def _missing(self) -> float:
        """What the routes so far lack to the best plan, as a share of that."""
        return (self._cost - self._generation.hope) / max(abs(self._cost), 1)

    def _raise_proof(self) -> None:
        """Add cuts as long as they lift the bound, and time; then prove what it has come to."""
        generation = self._generation
        if generation.proof is None or generation.proof.bound >= self._cost:
            return
        highest, lifted_at, futile = float(generation.proof.bound), time.monotonic(), 0
        while generation.cut() and self._settle(ROUGHLY, max(CLOSE, NEAR_ENOUGH * self._missing)):
            now, futile = time.monotonic(), futile + 1
            # Routes still missing may bring the master back below the best plan: then there is more to cut.
            if generation.hope >= self._cost and self._settle(ROUGHLY) and generation.hope >= self._cost:
                break
            if generation.hope - highest > LEAST_LIFT * abs(highest):
                highest, lifted_at, futile = generation.hope, now, 0
            if now >= self._cuts_end or (futile >= PATIENCE_ROUNDS and now - lifted_at > self._patience_s):
                break
        self._settle(ROUGHLY)
        self._settle(EXACTLY)

    def _reach(self, floor: Floor) -> int:
        """Look for a better plan from the floor up; return what no plan costs less than."""
        bound, is_met, has_chosen, columns = floor.bound, False, False, []
        for limit, routes in self._listed(floor):
            sifted = sift(self._generation, routes, limit, self._is_over, seed=self._seed)
            bound = max(bound, sifted.bound)
            if self._is_over():
                break  # too many may be left to spell out, and to choose among
            columns = sifted.routes.columns()
            if len(columns) > NEAREST:
                self._choose(columns[:NEAREST])  # if that reaches the bound, there is nothing left to prove
            if bound >= self._cost:
                break
            if not (has_chosen or self._generation.counts_all) and len(routes) >= CHEAPEST:
                self._choose(routes.cheapest(CHEAPEST).columns())
                has_chosen = True
            # If that does not come to its end, no larger choice would.
            best = self._choose(columns, share=1 if self._generation.counts_all else CHOICE_SHARE)
            if not is_met:
                bound = max(bound, min(limit, best.bound))  # plans of other routes cost more than the limit
            is_met = is_met or best.cost < limit
            if best.bound < best.cost or bound >= self._cost:
                break
        bound = min(bound, self._cost)
        if bound < self._cost and (driven := self._as_driven(columns)) != columns:
            self._choose(driven)
        return bound

    def _listed(self, floor: Floor) -> Iterator[tuple[int, ListedRoutes]]:
        """Yield limits above the floor, up to what the best plan so far costs, with the routes below each."""
        listing = CheapRoutes(self._generation, floor, self._cost, is_over=self._is_over)
        reached, listed, growth = 0.0, 0, 0.0
        while (margin := next_margin(reached, listed, growth)) is not None:
            for step in (margin, (reached + margin) / 2):  # not so far, where there are too many
                limit = min(self._cost, floor.bound + int(step * abs(floor.bound)) + 1)
                routes = None if self._is_over() else listing.below(limit)
                if routes is not None:
                    break
            if routes is None:
                return
            yield limit, routes
            if step < margin or limit >= self._cost:
                return
            growth = growth_of(listed, len(routes), step - reached)
            reached, listed = step, len(routes)

    def _choose(self, columns: Sequence[Column], share: float = CHOICE_SHARE) -> Recombined:
        """Keep the best plan of these columns and of those of the best plan so far, and return it.

        It may take a share of the time that is left.
        """
        generation, seconds = self._generation, share * (self._ends - time.monotonic())
        known = self._as_driven(generation.columns_of(self._plan or self._given))
        best = recombine(
            generation.problem, generation.kinds, columns, known, seconds=seconds, seed=self._seed
        )
        cost = generation.cost_of(best.plan)
        if cost < self._cost:
            self._plan, self._cost = best.plan, cost
        return replace(best, cost=best.cost + generation.idle_cost, bound=best.bound + generation.idle_cost)

    def _as_driven(self, columns: Sequence[Column]) -> list[Column]:
        """Return columns with what they will cost; labels may hope for less."""
        driven = self._generation.cost_as_driven
        return [replace(column, cost=max(column.cost, driven(column))) for column in columns]

    def _is_over(self) -> bool:
        return time.monotonic() >= self._ends
