"""What every improver promises."""

from dataclasses import dataclass
from typing import Protocol

from dispatcher.planning.problem import Plan, Problem


class Improver(Protocol):
    """Makes plans better without breaking anything."""

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return a plan of `problem` that is better than `plan`, or `plan` itself.

        The returned plan breaks no rule that `plan` keeps, and serves every ride that `plan` serves.
        """
        ...


@dataclass(frozen=True, slots=True)
class Replanned:
    """A plan, and how good one can be at most.

    Attributes
    ----------
    plan
        As an `Improver` returns it.
    best_possible_van_s
        Proven: no plan that serves all rides of the problem takes fewer seconds of van time, each duty from
        leaving its base (one under way: from ``leave_from``) to being back. None: nothing is known.
    """

    plan: Plan
    best_possible_van_s: int | None = None


class Replanner(Protocol):
    """An improver that may also know how good its plan is."""

    def replan(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Replanned:
        """Return a plan as `Improver.improve` does, with what was proven on the way."""
        ...
