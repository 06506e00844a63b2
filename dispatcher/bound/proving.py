"""The best possible plan and its proof, or the best plan and bound that time allows.

Column generation with cuts gives a bound that lies little or nothing below what the best plan costs. Then all
routes that a plan within a small margin of the bound could have are listed, and OR-Tools CP-SAT chooses among
them. If it finds a plan, that is the best there is; if there is none, the bound is raised by the margin, and
a larger one is tried (route enumeration as in Baldacci, Christofides & Mingozzi, Mathematical Programming
115(2), 2008).

All this is done twice: first with quick labellings, which overlook some routes and so prove nothing, but
nearly always come to the best plan; then exactly, for the proof.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from dispatcher.bound.cheap_routes import CheapRoutes
from dispatcher.bound.column_generation import ColumnGeneration, Floor
from dispatcher.bound.dominance_kernels import CLOSELY, EXACTLY, ROUGHLY
from dispatcher.bound.recombining import recombine
from dispatcher.bound.sifting import sift
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Route

# A larger day has more routes than can be gone through, and its tables would fill the memory.
MOST_RIDES = 200

# Above the first bound, as shares of it.
MARGINS = (0.0001, 0.0004, 0.001, 0.002, 0.004, 0.008)

# Of the time that is left, for one choice among routes.
CHOICE_SHARE = 0.5

# Of all the time, for one labelling. Dozens of quick ones follow; an exact one that comes to its end proves
# something, and few follow. On a busy machine even the smallest takes a moment.
LABELLING_SHARES = {ROUGHLY: 0.04, CLOSELY: 0.04, EXACTLY: 0.2}
LEAST_LABELLING_S = 0.25

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
    days with more than `MOST_RIDES` or with too many ways to drive them.

    Parameters
    ----------
    routes
        More routes to begin with, each with the index of a duty that could drive it.
    """
    ends = time.monotonic() + seconds
    if not 0 < len(problem.rides) <= MOST_RIDES or len(plan.served()) < len(problem.rides):
        return Proven()
    generation = ColumnGeneration(problem, plan, goals)
    for duty, route in routes:
        generation.offer(duty, route)
    return _Proof(generation, ends, seconds, seed).run()


class _Proof:
    """One run of the proof, of so many seconds: what is known so far, and until when it may take."""

    def __init__(self, generation: ColumnGeneration, ends: float, seconds: float, seed: int) -> None:
        self._generation = generation
        self._longest_s = {
            how: max(LEAST_LABELLING_S, share * seconds) for how, share in LABELLING_SHARES.items()
        }
        self._proof_s = PROOF_SHARE * max(0.0, seconds - PLAN_FIRST_S)
        self._ends = ends - self._proof_s
        self._seed = seed
        self._plan: Plan | None = None
        self._cost = generation.cost

    def run(self) -> Proven:
        generation = self._generation
        if not self._generate(ROUGHLY, CLOSELY) or generation.guess is None:
            return Proven()
        self._reach(generation.guess)
        self._ends += self._proof_s
        if not self._generate(EXACTLY):
            generation.drop_cuts()
            generation.generate(EXACTLY, self._is_over)
        if generation.proof is None:
            return Proven(None, self._plan)
        bound = self._reach(generation.proof)
        return Proven(bound, self._plan, is_best=bound >= self._cost)

    def _generate(self, *ways: int) -> bool:
        """Generate columns in one way after the other, and cuts as long as the floor does not meet the plan.

        False where even the first way finds no room. Those after it are left out once they find none.
        """
        generation, is_settled = self._generation, False
        while generation.generate(ways[0], self._is_over, longest_s=self._longest_s[ways[0]]):
            is_settled = True
            for way in ways[1:]:
                if not generation.generate(way, self._is_over, longest_s=self._longest_s[way]):
                    ways = ways[:1]
            floor = generation.proof if EXACTLY in ways else generation.guess
            if floor is None or floor.bound >= self._cost or self._is_over() or not generation.cut():
                break
        return is_settled

    def _reach(self, floor: Floor) -> int:
        """Look for a better plan from the floor up; return what no plan costs less than."""
        generation, bound = self._generation, min(floor.bound, self._cost)
        listing = CheapRoutes(generation, floor, self._cost, is_over=self._is_over)
        for margin in MARGINS:
            if bound >= self._cost:
                break
            limit = min(self._cost, floor.bound + int(margin * abs(floor.bound)) + 1)
            routes = None if self._is_over() else listing.below(limit, is_over=self._is_over)
            if routes is None:
                break
            routes = sift(generation, routes, limit, self._is_over)
            if self._is_over():
                break  # too many may be left to spell out, and to choose among
            columns = [routes.column(number) for number in range(len(routes))]
            seconds = CHOICE_SHARE * (self._ends - time.monotonic())
            best = recombine(generation.problem, generation.kinds, columns, seconds=seconds, seed=self._seed)
            cost = best.cost + generation.idle_cost
            if best.plan is not None and cost < self._cost:
                self._plan, self._cost = best.plan, cost
            if not best.is_least:
                break
            bound = min(limit, self._cost)
        return bound

    def _is_over(self) -> bool:
        return time.monotonic() >= self._ends
