"""An improver that works on the spot: for simulations and tests, where time is not the clock's."""

from dispatcher.improver.protocol import Replanned, Replanner
from dispatcher.planning.problem import Plan, Problem


class InlineWorkbench:
    """Finishes each job while it is handed in; see `dispatcher.desk.chores.improving.Workbench`."""

    def __init__(self, replanner: Replanner) -> None:
        self._replanner = replanner
        self._result: Replanned | None = None

    @property
    def busy(self) -> bool:
        """Whether a result waits to be polled."""
        return self._result is not None

    def submit(self, problem: Problem, plan: Plan, seconds: float, seed: int) -> None:
        """Improve `plan` now."""
        self._result = self._replanner.replan(problem, plan, seconds=seconds, seed=seed)

    def poll(self) -> Replanned | None:
        """Return what came of the job, once."""
        result, self._result = self._result, None
        return result
