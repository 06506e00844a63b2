"""An improver that proves nothing, as one whose answer says so."""

from dataclasses import dataclass

from dispatcher.improver.protocol import Improver, Replanned
from dispatcher.planning.problem import Plan, Problem


@dataclass(frozen=True, slots=True)
class Unproven:
    """A `dispatcher.improver.protocol.Replanner` that only improves."""

    improver: Improver

    def replan(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Replanned:
        """Return what the improver makes of `plan`, of which nothing is known."""
        return Replanned(self.improver.improve(problem, plan, seconds=seconds, seed=seed))
