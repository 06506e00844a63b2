"""One supervisor a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from busline.running.data_lock import AlreadyRunning, DataLock, Running, who_runs

RUNNING = Running(pid=4711, address="http://127.0.0.1:8017", feed_url="unix:///somewhere")

HOLD = """
import sys
from pathlib import Path
from busline.running.data_lock import DataLock
lock = DataLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_second_one_is_refused_and_told_who_is_first(tmp_path: Path) -> None:
    first = DataLock(tmp_path)
    first.take()
    first.say(RUNNING)
    with pytest.raises(AlreadyRunning, match=r"process 4711, http://127\.0\.0\.1:8017"):
        DataLock(tmp_path).take()


def test_a_second_one_is_refused_while_the_first_is_still_starting(tmp_path: Path) -> None:
    DataLock(tmp_path / "other").take()
    first = DataLock(tmp_path)
    first.take()
    with pytest.raises(AlreadyRunning, match="just starting"):
        DataLock(tmp_path).take()


def test_what_runs_is_known_to_others_until_it_ends(tmp_path: Path) -> None:
    assert who_runs(tmp_path) is None
    lock = DataLock(tmp_path)
    lock.take()
    lock.say(RUNNING)
    assert who_runs(tmp_path) == RUNNING
    lock.release()
    assert who_runs(tmp_path) is None
    DataLock(tmp_path).take()


def test_a_killed_holder_leaves_nothing_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"taken\n"
        with pytest.raises(AlreadyRunning):
            DataLock(tmp_path).take()
        holder.kill()
    assert who_runs(tmp_path) is None
    DataLock(tmp_path).take()
