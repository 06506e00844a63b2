"""The best possible plan and its proof, or the best plan and bound that time allows.

Column generation with cuts gives a bound that lies little below what the best plan costs. Near enough to it
all routes that a better plan could have are listed (`dispatcher.bound.reaching`). Farther away the plans are
parted by conditions, and each half has a bound of its own (branch and price: Barnhart, Johnson, Nemhauser,
Savelsbergh & Vance, Operations Research 46(3), 1998).

Labellings that overlook some routes come first: they are quick, come to nearly the same prices, and leave
little to do for those that prove something. Of a day that is too wide for these, the best plan may still be
found.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from dispatcher.bound.branch_tree import BranchTree, Node
from dispatcher.bound.branching import Branching
from dispatcher.bound.column_generation import CLOSE, ColumnGeneration, Floor
from dispatcher.bound.deadline import Deadline
from dispatcher.bound.dominance_kernels import EXACTLY, ROUGHLY
from dispatcher.bound.incumbent import Incumbent
from dispatcher.bound.reaching import Reach
from dispatcher.bound.width import is_too_wide
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Route
from dispatcher.planning.route.costs import cost_of

# Of all the time, for one labelling. Dozens of quick ones follow; an exact one that comes to its end proves
# something, and few follow. On a busy machine even the smallest takes a moment.
LABELLING_SHARES = {ROUGHLY: 0.04, EXACTLY: 0.2}
LEAST_LABELLING_S = 0.25

# Of all the time, until when cuts are added, and until when columns are generated for all plans at once: the
# rest is for halves and lists.
CUT_SHARE = 0.5
FLOOR_SHARE = 0.75

# A floor on the way is near enough to what the master says that lies below it by this share of what the
# master lacks to the best plan: the routes still missing change little.
NEAR_ENOUGH = 0.05

# Cuts that lift the master's value by less, as a share of it, in so much of all the time and in so many
# rounds, are not worth theirs: those among listed routes are quicker.
LEAST_LIFT = 0.0002
PATIENCE_SHARE = 0.06
PATIENCE_ROUNDS = 2

# So near to the best plan, as a share of its cost, all routes that could be in a better one are listed. And
# so near to the floor of all plans at once: if the plan is poor, and not the bound, that shows soon.
NEAR_THE_END = 0.005
AT_ONCE = 0.001

# For a choice among the routes nearest to a half's prices: how many, and of the time that is left.
FEW_ROUTES = 1_000
QUICK_SHARE = 0.03

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
    begun = time.monotonic()
    if not problem.rides:
        bound = cost_of(problem, Plan.empty(problem), goals.proven())
        return Proven(bound, is_best=cost_of(problem, plan, goals.proven()) == bound)
    if is_too_wide(problem, goals) or len(plan.served()) < len(problem.rides):
        return Proven()
    generation = ColumnGeneration(problem, plan, goals)
    if generation.cost >= NEVER:
        return Proven()
    generation.offer(routes)
    return _Proof(generation, plan, begun, seconds, seed).run()


class _Proof:
    """One run of the proof, of so many seconds: until when what may take, and the best plan so far."""

    def __init__(
        self, generation: ColumnGeneration, plan: Plan, begun: float, seconds: float, seed: int
    ) -> None:
        self._generation = generation
        self._deadline = Deadline(begun + seconds)
        self._cuts_end = Deadline(begun + CUT_SHARE * seconds)
        self._floor_end = Deadline(begun + FLOOR_SHARE * seconds)
        self._longest_s = {
            how: max(LEAST_LABELLING_S, share * seconds) for how, share in LABELLING_SHARES.items()
        }
        self._proof_s = PROOF_SHARE * max(0.0, seconds - PLAN_FIRST_S)
        self._patience_s = PATIENCE_SHARE * seconds
        self._incumbent = Incumbent(generation, plan, self._deadline, seed)
        self._reach = Reach(generation, self._incumbent, self._deadline, seed)

    def run(self) -> Proven:
        generation = self._generation
        if not self._settle(ROUGHLY) or generation.guess is None:
            return Proven()
        if not self._settle(EXACTLY):
            return self._proven(self._bound_of_wide())
        self._raise_proof()
        return self._proven(None if generation.proof is None else self._branch(generation.proof))

    def _proven(self, bound: int | None) -> Proven:
        return Proven(bound, self._incumbent.better, is_best=bound == self._incumbent.cost)

    def _branch(self, root: Floor) -> int:
        """Part the plans by conditions until none is left that may be better; return what none costs less.

        Each half has its own floor, and the columns of all.
        """
        generation, incumbent = self._generation, self._incumbent
        generation.keep_near(root, incumbent.cost)
        bound = self._rounded(root.bound)
        if self._is_far(bound):
            bound = max(bound, self._rounded(self._reach.bound(root, farthest=AT_ONCE)))
        tree, branching = BranchTree(bound), Branching(generation.problem)
        while not self._deadline.is_over() and (node := tree.next(incumbent.cost)) is not None:
            floor = self._settle_node(node) if node.conditions else root
            if floor is None:
                tree.leave(node.bound)
                continue
            bound = max(node.bound, self._rounded(floor.bound))
            parting = None
            if self._is_far(bound):
                incumbent.choose(generation.master.nearest(FEW_ROUTES), share=QUICK_SHARE)
                parting = branching.best(generation.master, enough=incumbent.cost - generation.idle_cost)
            if parting is not None:
                tree.part(node, bound, parting)
            elif bound < incumbent.cost:
                tree.leave(max(bound, self._rounded(self._reach.bound(floor))))
        return tree.bound(incumbent.cost)

    def _bound_of_wide(self) -> int | None:
        """Look for the best plan first, and for a bound without cuts, however long that takes, after it."""
        generation, all_ends = self._generation, self._deadline.ends
        self._deadline.ends -= self._proof_s
        while self._settle(ROUGHLY) and generation.guess is not None and not self._deadline.is_over():
            if generation.guess.bound >= self._incumbent.cost or not generation.cut():
                break
        if generation.guess is not None:
            self._reach.bound(generation.guess)
        self._deadline.ends = all_ends
        generation.drop_cuts()
        generation.generate(EXACTLY, self._deadline.is_over)
        return None if generation.proof is None else min(generation.proof.bound, self._incumbent.cost)

    def _settle(self, how: int, near: float = CLOSE) -> bool:
        """Generate columns until there are no better ones; False where there is no room for the labels."""
        return self._generation.generate(
            how,
            lambda: self._deadline.is_over() or self._floor_end.is_over(),
            longest_s=self._longest_s[how],
            near=near,
        )

    def _settle_node(self, node: Node) -> Floor | None:
        """Return a floor of the node's plans, or None where there is no room for the labels, or no time."""
        generation, cost = self._generation, self._incumbent.cost
        generation.hold(node.conditions)
        near = max(CLOSE, NEAR_ENOUGH * (cost - node.bound) / abs(cost))
        for how in (ROUGHLY, EXACTLY):
            if not generation.generate(
                how, self._deadline.is_over, longest_s=self._longest_s[how], near=near, enough=cost
            ):
                return None
        return generation.proof

    @property
    def _missing(self) -> float:
        """What the routes so far lack to the best plan, as a share of that."""
        return (self._incumbent.cost - self._generation.hope) / max(abs(self._incumbent.cost), 1)

    def _raise_proof(self) -> None:
        """Add cuts as long as they lift the bound, and time; then prove what it has come to."""
        generation, cost = self._generation, self._incumbent.cost
        if generation.proof is None or generation.proof.bound >= cost:
            return
        highest, lifted_at, futile = float(generation.proof.bound), time.monotonic(), 0
        while generation.cut() and self._settle(ROUGHLY, max(CLOSE, NEAR_ENOUGH * self._missing)):
            now, futile = time.monotonic(), futile + 1
            # Routes still missing may bring the master back below the best plan: then there is more to cut.
            if generation.hope >= cost and self._settle(ROUGHLY) and generation.hope >= cost:
                break
            if generation.hope - highest > LEAST_LIFT * abs(highest):
                highest, lifted_at, futile = generation.hope, now, 0
            is_patient = futile < PATIENCE_ROUNDS or now - lifted_at <= self._patience_s
            if self._cuts_end.is_over() or not is_patient:
                break
        self._settle(ROUGHLY)
        self._settle(EXACTLY)

    def _is_far(self, bound: int) -> bool:
        """Tell whether a bound is too far from the best plan to list all that may be better."""
        return self._incumbent.cost - bound > NEAR_THE_END * abs(self._incumbent.cost)

    def _rounded(self, bound: int) -> int:
        """Return what a plan costs at least that costs no less than this: seconds are whole."""
        goals = self._generation.goals
        step = max(1, math.gcd(goals.van_s, goals.drive_s))
        return -(-bound // step) * step
