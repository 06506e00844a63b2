"""``busline run`` as a real process: started, killed, asked to stop, started twice."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from busline.running.address import free_port
from busline.running.api_client import logged_in
from busline.running.example_logins import ExampleLogin

pytestmark = pytest.mark.processes

GONE_S = 30
READY_S = 240


class RunningLine:
    """One ``busline run`` and what it said."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "busline", "run", "--data", str(folder), "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def wait_ready(self) -> dict[str, object]:
        """Return the object it prints when it is ready."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        said: dict[str, object] = json.loads(line)
        return said

    def end(self, what: signal.Signals) -> str:
        """Send a signal, wait for the end and return what it said on standard error."""
        self.process.send_signal(what)
        return self.process.communicate(timeout=GONE_S)[1]

    def parts(self) -> list[int]:
        """Return the process ids of everything that works on its data folder."""
        return sorted(
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and int(entry.name) != os.getpid() and self._is_ours(entry)
        )

    def _is_ours(self, process: Path) -> bool:
        try:
            words = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            return str(self.folder).encode() in words and (process / "stat").read_text().split()[2] != "Z"
        except OSError:
            return False


def until(condition: Callable[[], bool], what: str, timeout_s: float = GONE_S) -> None:
    """Wait for `condition`, or fail saying `what` did not happen."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def is_ready(address: str) -> bool:
    """Tell whether a caller can be answered."""
    try:
        return httpx.get(f"{address}/health/ready", timeout=5, trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def line(example_folder: Path) -> Iterator[RunningLine]:
    """The example line, started and ready."""
    running = RunningLine(example_folder, free_port())
    try:
        running.wait_ready()
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()


def test_an_empty_folder_becomes_a_line_that_one_can_log_in_to(tmp_path: Path) -> None:
    running = RunningLine(tmp_path / "new", free_port())
    try:
        said = running.wait_ready()
        assert said["address"] == running.address
        logins = [ExampleLogin.model_validate(login) for login in said["logins"]]  # type: ignore[attr-defined]
        assert {role for login in logins for role in login.roles} == {
            "coordinator", "driver", "reviewer", "lender", "admin"
        }  # fmt: skip
        with logged_in(running.address, logins[0].login, logins[0].password) as client:
            assert client.get("/api/v1/session").json()["login"] == logins[0].login
    finally:
        said_last = running.end(signal.SIGTERM)
    assert running.process.returncode == 0
    assert logins[0].password in said_last, "the panel shows the logins"
    new = tmp_path / "new"
    for file in (new, new / "record.sqlite3", new / "example-logins.json"):
        assert file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"


def test_ctrl_c_stops_all_parts(line: RunningLine) -> None:
    assert len(line.parts()) >= 4, "supervisor, feed, dispatcher, API"
    said = line.end(signal.SIGINT)
    assert line.process.returncode == 0
    assert "Stopped" in said
    assert "Traceback" not in said
    assert line.parts() == []


def test_kill_9_of_the_supervisor_leaves_no_orphans(line: RunningLine) -> None:
    line.end(signal.SIGKILL)
    until(lambda: line.parts() == [], "a part outlived its supervisor")
    again = RunningLine(line.folder, line.port)
    try:
        again.wait_ready()
    finally:
        again.end(signal.SIGTERM)


def test_parts_that_are_killed_come_back(line: RunningLine) -> None:
    before = line.parts()
    for pid in before:
        if pid != line.process.pid:
            os.kill(pid, signal.SIGKILL)
    until(lambda: is_ready(line.address), "the line did not come back", READY_S)
    assert line.process.poll() is None
    assert set(line.parts()) & set(before) == {line.process.pid}


def test_a_second_one_on_the_same_folder_is_refused(line: RunningLine) -> None:
    second = RunningLine(line.folder, free_port())
    said = second.process.communicate(timeout=60)[1]
    assert second.process.returncode == 2
    assert "already runs" in said
    assert f"process {line.process.pid}" in said
    assert is_ready(line.address), "the first one was disturbed"


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        running = RunningLine(tmp_path / "new", other.getsockname()[1])
        said = running.process.communicate(timeout=60)[1]
    assert running.process.returncode == 2
    assert "--port" in said
    assert not (tmp_path / "new" / "record.sqlite3").exists()
