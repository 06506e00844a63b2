"""A job runs in a process of its own, which is started anew when it died, and dies with its parent."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dispatcher.improver.process import ImproverBusy, ImproverProcess
from dispatcher.improver.protocol import Replanned
from dispatcher.planning.check import check
from dispatcher.planning.problem import Plan
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.route.route_times import plan_van_s
from tests.dispatcher.improver.days import random_day
from tests.dispatcher.improver.helpers import Faulty, searching

pytestmark = pytest.mark.processes

PROBLEM, PLAN = random_day(1, rides=10)
RAISES, DIES, SLEEPS = 1, 2, 3


def wait_for(happened: Callable[[], bool], at_most_s: float = 60.0) -> None:
    ends = time.monotonic() + at_most_s
    while not happened():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.02)


def answer_of(process: ImproverProcess) -> Replanned | None:
    found: list[Replanned] = []

    def polled() -> bool:
        answer = process.poll()
        if answer is not None:
            found.append(answer)
        return not process.busy

    wait_for(polled)
    return found[0] if found else None


def result_of(process: ImproverProcess) -> Plan | None:
    answer = answer_of(process)
    return None if answer is None else answer.plan


@pytest.fixture(scope="module")  # a worker takes seconds to start, and must survive all of this anyway
def faulty() -> Iterator[ImproverProcess]:
    process = ImproverProcess(Faulty)
    yield process
    process.close()


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_better_plan_comes_back_and_the_worker_stays() -> None:
    process = ImproverProcess(searching)
    try:
        process.submit(PROBLEM, PLAN, 2.0, 1)
        assert process.busy
        better = result_of(process)
        assert better is not None
        assert check(PROBLEM, better) == []
        assert cost_of(PROBLEM, better) <= cost_of(PROBLEM, PLAN)
        pid = process.pid
        process.submit(PROBLEM, better, 0.5, 2)
        assert result_of(process) is not None
        assert process.pid == pid
    finally:
        process.close()


def test_the_worker_of_production_says_how_good_a_plan_can_be() -> None:
    process = ImproverProcess()
    problem, plan = random_day(4, rides=8)
    try:
        process.submit(problem, plan, 4.0, 1)
        answer = answer_of(process)
    finally:
        process.close()
    assert answer is not None
    assert answer.best_possible_van_s is not None
    # Riders on board, breaks and pins: as little may be left as it is, but never less.
    assert 0 < answer.best_possible_van_s <= plan_van_s(problem, answer.plan)


def test_one_job_at_a_time(faulty: ImproverProcess) -> None:
    assert faulty.poll() is None
    faulty.submit(PROBLEM, PLAN, 0.1, 0)
    with pytest.raises(ImproverBusy):
        faulty.submit(PROBLEM, PLAN, 0.1, 0)
    assert result_of(faulty) == PLAN


def test_an_error_loses_the_job_and_not_the_worker(faulty: ImproverProcess) -> None:
    faulty.submit(PROBLEM, PLAN, 0.1, RAISES)
    assert result_of(faulty) is None
    pid = faulty.pid
    faulty.submit(PROBLEM, PLAN, 0.1, 0)
    assert result_of(faulty) == PLAN
    assert faulty.pid == pid


def test_a_worker_that_died_is_started_anew(faulty: ImproverProcess) -> None:
    faulty.submit(PROBLEM, PLAN, 0.1, DIES)
    assert result_of(faulty) is None
    faulty.submit(PROBLEM, PLAN, 0.1, 0)
    assert result_of(faulty) == PLAN


def test_a_worker_killed_between_jobs_is_started_anew(faulty: ImproverProcess) -> None:
    faulty.start()
    assert faulty.pid is not None
    os.kill(faulty.pid, signal.SIGKILL)
    old = faulty.pid
    # Until all its threads are gone: before that, a parent can't know that it died.
    wait_for(lambda: old not in {child.pid for child in multiprocessing.active_children()})
    faulty.submit(PROBLEM, PLAN, 0.1, 0)
    assert result_of(faulty) == PLAN


def test_nobody_waits_for_a_worker_that_takes_no_job_yet(faulty: ImproverProcess) -> None:
    # 300² driving times of 8 bytes are eleven times what a pipe holds.
    large = replace(PROBLEM, travel_s=np.pad(PROBLEM.travel_s, (0, 300 - len(PROBLEM.travel_s))))
    faulty.start()
    assert faulty.pid is not None
    os.kill(faulty.pid, signal.SIGSTOP)
    faulty.submit(large, PLAN, 0.1, 0)
    assert faulty.busy
    assert faulty.poll() is None
    os.kill(faulty.pid, signal.SIGCONT)
    assert result_of(faulty) == PLAN


def test_a_worker_that_never_took_its_job_can_be_closed(faulty: ImproverProcess) -> None:
    faulty.start()
    assert faulty.pid is not None
    os.kill(faulty.pid, signal.SIGSTOP)
    faulty.submit(replace(PROBLEM, travel_s=np.zeros((300, 300), dtype=np.int64)), PLAN, 0.1, 0)
    faulty.close()
    assert not faulty.busy


def test_the_worker_has_low_priority_and_ends_when_closed(faulty: ImproverProcess) -> None:
    faulty.submit(PROBLEM, PLAN, 0.1, 0)
    result_of(faulty)
    pid = faulty.pid
    assert pid is not None
    assert os.getpriority(os.PRIO_PROCESS, pid) >= 10
    faulty.close()
    faulty.close()
    assert not is_alive(pid)


PARENT = """
import time
from dispatcher.improver.process import ImproverProcess
from tests.dispatcher.improver.helpers import Faulty
from tests.dispatcher.improver.test_process import PLAN, PROBLEM, SLEEPS
if __name__ == "__main__":
    process = ImproverProcess(Faulty)
    process.submit(PROBLEM, PLAN, 0.1, 0)
    while process.busy:
        process.poll()
        time.sleep(0.02)
    process.submit(PROBLEM, PLAN, 600.0, SLEEPS)
    print(process.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal at a parent's death is Linux's")
def test_the_worker_dies_with_its_parent_in_the_middle_of_a_job(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert is_alive(worker)
    parent.kill()
    parent.wait()
    wait_for(lambda: not is_alive(worker))
