"""The child process of `dispatcher.improver.process`: takes a job, improves, answers, waits for the next."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

import structlog

from busline.logs import set_up_logs
from dispatcher.improver.protocol import Replanned, Replanner
from dispatcher.planning.problem import Plan, Problem

log = structlog.get_logger(__name__)

NICENESS = 10  # calls are answered first
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One plan to improve."""

    problem: Problem
    plan: Plan
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What a worker answers where a job ended with an error."""

    words: str


def work(jobs: Connection, make: Callable[[], Replanner], parent: int) -> None:
    """Improve one plan after the other until the parent closes its end or is gone."""
    _stay_behind_parent(parent)
    set_up_logs()
    replanner = make()
    while True:
        try:
            job: Job = jobs.recv()
        except (EOFError, OSError):
            return
        jobs.send(_replan(replanner, job))


def _replan(replanner: Replanner, job: Job) -> Replanned | Failure:
    try:
        return replanner.replan(job.problem, job.plan, seconds=job.seconds, seed=job.seed)
    except Exception as error:  # whatever it was, the next job must find a worker
        log.exception("improver: a job failed")
        return Failure(f"{type(error).__name__}: {error}")


def _stay_behind_parent(parent: int) -> None:
    """Run at low priority, leave Ctrl-C to the parent, and die with it even in the middle of a job."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the kernel knew
            os._exit(1)
