"""The improver that plans days in production, and published instances in benchmarks.

A day is planned part by part, as far as it falls into parts, as many at once as there are cores for; a core
that is left without a part helps to search another's. Large neighbourhoods are searched first. Then column
generation says how good a plan can be at most and, where time suffices, finds the best there is; if not, the
search goes on from where it was. A wide part is searched for longer; one that is too wide for a proof, or
has too little time for one, is only searched, vicinity by vicinity if it has very many vans. Time that a
part does not need goes to those after it.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from busline.errors import InvalidInput
from dispatcher.bound.proving import prove
from dispatcher.bound.width import is_too_wide, is_wide
from dispatcher.improver.chains import IdleCores, explore
from dispatcher.improver.judging import better_of
from dispatcher.improver.params import params_for
from dispatcher.improver.protocol import Replanned
from dispatcher.improver.vicinity_search import search_vicinities
from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.parts import Part, parts_of
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.neighbourhood_search import Explored, NeighbourhoodSearch

# A wide part may end unproven: the search has this share first, and the proof what is left.
WIDE_SEARCH_SHARE = 0.5

# So many seconds a ride are enough for each of the searches that follow one another.
CHAIN_S_A_RIDE = 0.05

# So many search a part beside the core that has it, at most: each takes some thirty megabytes, and the more
# there are the less one more finds.
MOST_BESIDE = 3

# A part with more vans is searched vicinity by vicinity.
MOST_VANS = 120

# Parts of a day share the time by this power of how many rides they have.
RIDES_WEIGH = 2


@dataclass(frozen=True, slots=True)
class Improved:
    """A plan, and what no plan that serves all rides can cost less than (None: nothing known).

    The bound counts driving and van time, not detour and waiting.
    """

    plan: Plan
    bound: int | None


@dataclass(frozen=True, slots=True)
class DayImprover:
    """An improver that also knows how good its plan is: a `dispatcher.improver.protocol.Replanner`.

    Attributes
    ----------
    goals
        What a plan costs.
    cores
        Parts of a day, and searches of one part, that are worked on at once; ≥ 1.
    """

    goals: Goals
    cores: int = 1

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return a plan that is better than `plan`, or `plan` itself; see `Improver`."""
        return self.improve_and_bound(problem, plan, seconds=seconds, seed=seed).plan

    def replan(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Replanned:
        """Return the plan with the bound in seconds of van time; see `Replanner`."""
        improved = self.improve_and_bound(problem, plan, seconds=seconds, seed=seed)
        if improved.bound is None:
            return Replanned(improved.plan)
        return Replanned(improved.plan, self.goals.least_van_s(improved.bound))

    def improve_and_bound(
        self, problem: Problem, plan: Plan, *, seconds: float, seed: int, relaxed: Problem | None = None
    ) -> Improved:
        """Return a plan that is better than `plan`, or `plan` itself, with a bound where one is known.

        Parameters
        ----------
        relaxed
            The same rides and duties with limits that are no tighter: what the bound is proven for.

        Raises
        ------
        InvalidInput
            If there are such limits and van time counts: by the desk's timing a plan may take less of it
            where limits are tighter, and the bound would be none.
        """
        if relaxed is not None and self.goals.van_s:
            raise InvalidInput("Only where driving alone counts is a bound for looser limits a bound.")
        ends = time.monotonic() + seconds
        relaxed = relaxed or problem
        parts = parts_of(relaxed, plan)

        def improve(number: int) -> Improved:
            part = parts[number]
            return self._improve_part(
                part.problem_of(problem),
                part.plan_of(plan),
                part.problem_of(relaxed),
                idle,
                seconds=max(0.0, ends - time.monotonic()) * self._share(parts[number:]),
                seed=seed,
            )

        with ThreadPoolExecutor(self.cores) as threads:  # kernels and solvers let others run meanwhile
            idle = IdleCores(threads, min(self.cores - 1, MOST_BESIDE))
            found = list(threads.map(improve, range(len(parts))))
        bound: int | None = 0
        for part, improved in zip(parts, found, strict=True):
            plan = part.put_into(plan, improved.plan)
            bound = None if bound is None or improved.bound is None else bound + improved.bound
        return Improved(plan, bound)

    def _share(self, waiting: Sequence[Part]) -> float:
        """Return how much of the time that is left the first of the parts not begun yet may have."""
        if len(waiting) <= self.cores:
            return 1.0
        weights = [float(max(1, len(part.rides))) ** RIDES_WEIGH for part in waiting]
        return min(1.0, self.cores * weights[0] / sum(weights))

    def _improve_part(
        self, problem: Problem, plan: Plan, relaxed: Problem, idle: IdleCores, *, seconds: float, seed: int
    ) -> Improved:
        """Do as `improve_and_bound` does with a day that has no parts; it may need less time."""
        if not problem.duties:
            return Improved(plan, None)  # whoever is wished to ride can't
        ends, params = time.monotonic() + seconds, params_for(self.goals)
        onward = NeighbourhoodSearch(self.goals, params.onward)
        is_too_short = seconds < params.least_proof_s * len(problem.rides) ** 3
        if is_too_short or is_too_wide(relaxed, self.goals):
            left_s = ends - time.monotonic()
            if len(problem.duties) > MOST_VANS:
                found = search_vicinities(problem, plan, self.goals, seconds=left_s, seed=seed, idle=idle)
                return Improved(found, None)
            return Improved(self._explore(onward, problem, plan, left_s, seed, idle)[0].plan, None)
        wide = is_wide(relaxed, self.goals)
        first = onward if wide else NeighbourhoodSearch(self.goals, params.first)
        first_s = seconds * (WIDE_SEARCH_SHARE if wide else params.first_share)
        explored = self._explore(first, problem, plan, first_s, seed, idle)
        plan = explored[0].plan
        proven = prove(
            relaxed,
            plan,
            self.goals,
            seconds=min(seconds * params.proof_share, ends - time.monotonic()),
            seed=seed,
            routes=chain.from_iterable(each.routes() for each in explored),
        )
        if proven.plan is not None:
            plan = better_of(problem, plan, proven.plan, self.goals)
        is_reached = proven.is_best and (proven.plan is None or not check(problem, proven.plan))
        if is_reached and self.goals == self.goals.proven():
            return Improved(plan, proven.bound)  # there is nothing left to gain
        left_s = ends - time.monotonic()
        if is_reached:
            left_s = min(left_s, first_s)  # detours alone are left
        if left_s > 0:
            going_on = explore(onward, problem, plan, seconds=left_s, seed=seed + 1, chains=1, idle=idle)
            plan = going_on[0].plan
        return Improved(plan, proven.bound)

    def _explore(
        self,
        search: NeighbourhoodSearch,
        problem: Problem,
        plan: Plan,
        seconds: float,
        seed: int,
        idle: IdleCores,
    ) -> list[Explored]:
        """Search a part anew, as often as time suffices and cores are idle."""
        chains = params_for(self.goals).chains
        if seconds < chains * CHAIN_S_A_RIDE * len(problem.rides):
            chains = 1
        return explore(search, problem, plan, seconds=seconds, seed=seed, chains=chains, idle=idle)


def day_improver(goals: Goals | None = None, *, cores: int = 1) -> DayImprover:
    """Return the improver of production."""
    return DayImprover(goals or Goals(), cores)
