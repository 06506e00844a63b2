"""An improver in a process of its own, so that the desk answers while a day is re-planned."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import structlog

from busline.errors import Conflict
from dispatcher.improver.cores import usable_cores
from dispatcher.improver.protocol import Replanned, Replanner
from dispatcher.improver.worker import Failure, Job, work
from dispatcher.planning.problem import Plan, Problem

log = structlog.get_logger(__name__)

# A worker that answers so much later than it was asked to hangs: the first job also loads the solvers.
OVERTIME_S = 60.0
CLOSING_S = 2.0


def warmed_day_improver() -> Replanner:
    """Return the improver of production, for all cores, with its kernels loaded: no job is lost to that."""
    # In the child only: the dispatcher itself needs neither solvers nor their memory.
    from dispatcher.improver.day_improver import day_improver
    from dispatcher.improver.warming import warm

    warm()
    return day_improver(cores=usable_cores())


class ImproverBusy(Conflict):
    """A job was given to an improver that has not finished the one before."""

    code = "improver-busy"


class ImproverProcess:
    """Runs one job at a time in a child process that is started once and again whenever it died.

    The child runs at low priority and is killed by the kernel when the thread that started it ends; so
    start and use it from one thread that lives as long as the dispatcher.

    Parameters
    ----------
    make
        Makes the improver in the child; a function of a module, so that it can be sent there.
    """

    def __init__(self, make: Callable[[], Replanner] = warmed_day_improver) -> None:
        self._make = make
        self._context = multiprocessing.get_context("spawn")
        self._worker: SpawnProcess | None = None
        self._jobs: Connection | None = None
        self._overdue_at: float | None = None
        self._sending: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is being worked on or its result waits to be polled."""
        return self._overdue_at is not None

    @property
    def pid(self) -> int | None:
        """The child's process id; ``None`` while there is none."""
        return self._worker.pid if self._worker is not None else None

    def start(self) -> None:
        """Start the child if there is none, so that it is warm when the first job comes."""
        if self._worker is not None and self._worker.is_alive():
            return
        self._discard()
        self._jobs, theirs = self._context.Pipe()
        self._worker = self._context.Process(
            target=work, args=(theirs, self._make, os.getpid()), name="improver", daemon=True
        )
        self._worker.start()
        theirs.close()  # so that its death is seen as the end of the pipe

    def submit(self, problem: Problem, plan: Plan, seconds: float, seed: int) -> None:
        """Give the child a plan to improve.

        Raises
        ------
        ImproverBusy
            If the result of the job before has not been polled yet.
        """
        if self.busy:
            raise ImproverBusy("The improver is at work. Poll it first.")
        self.start()
        self._overdue_at = time.monotonic() + seconds + OVERTIME_S
        # In a thread: what is larger than the pipe waits until the child takes it, and one that is still
        # loading its solvers takes nothing for many seconds. Calls must be answered meanwhile.
        job = Job(problem, plan, seconds, seed)
        self._sending = threading.Thread(target=_send, args=(self._pipe, job), name="job", daemon=True)
        self._sending.start()

    def poll(self) -> Replanned | None:
        """Return what came of the job, once; ``None`` while there is nothing.

        A job whose worker died or hangs is given up: then this is ``None`` too, and `busy` is false.
        """
        if not self.busy:
            return None
        try:
            if self._pipe.poll():
                return self._take(self._pipe.recv())
        except (EOFError, OSError):
            self._give_up("it died")
            return None
        if self._overdue_at is not None and time.monotonic() > self._overdue_at:
            self._give_up("it hangs")
        return None

    def close(self) -> None:
        """End the child; a job under way is lost."""
        self._discard()

    @property
    def _pipe(self) -> Connection:
        if self._jobs is None:
            raise EOFError
        return self._jobs

    def _take(self, answer: Replanned | Failure) -> Replanned | None:
        self._overdue_at = None
        if isinstance(answer, Failure):
            log.error("improver: the job failed", error=answer.words)
            return None
        return answer

    def _give_up(self, why: str) -> None:
        log.warning("improver: a job was lost, the worker is started anew", why=why)
        self._discard()

    def _discard(self) -> None:
        self._overdue_at = None
        if self._worker is not None:
            self._worker.terminate()
            self._worker.join(CLOSING_S)
            if self._worker.is_alive():
                self._worker.kill()
                self._worker.join(CLOSING_S)
        if self._sending is not None:
            self._sending.join(CLOSING_S)  # with the worker the pipe's other end is gone
        if self._jobs is not None:
            self._jobs.close()
        self._worker = self._jobs = self._sending = None


def _send(jobs: Connection, job: Job) -> None:
    try:
        jobs.send(job)
    except OSError as broken:  # whoever polls sees the end of the pipe
        log.warning("improver: it went away before it took the job", why=str(broken))
