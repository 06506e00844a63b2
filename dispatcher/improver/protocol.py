"""What every improver promises."""

from typing import Protocol

from dispatcher.planning.problem import Plan, Problem


class Improver(Protocol):
    """Makes plans better without breaking anything."""

    def improve(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Plan:
        """Return a plan of `problem` that is better than `plan`, or `plan` itself.

        The returned plan keeps every hard rule and serves every ride that `plan` serves.
        """
        ...
