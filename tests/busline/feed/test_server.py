"""The embedded server: there for its starter, and gone with it however that ends."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from busline.feed.connection import Feed
from busline.feed.server import EmbeddedFeed, FeedDidNotStart, FeedFolderTaken
from tests.busline.feed.helpers import until

pytestmark = pytest.mark.processes

STARTER = """
import sys, time
from pathlib import Path
from busline.feed.server import EmbeddedFeed
server = EmbeddedFeed(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(600)
"""


def is_running(pid: int) -> bool:
    """Tell whether a process still runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def guard_of(server_pid: int) -> int:
    """Return the process that watches a server: its parent."""
    return int(Path(f"/proc/{server_pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process of its own that has started a feed, and the server's process number."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"BUSLINE_LOG_LEVEL": "error"},
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    pid = next(int(line) for line in lines if line.strip().isdigit())
    yield process, pid
    process.kill()
    process.wait()
    process.stdout.close()


def ask_there(url: str) -> bool:
    feed = Feed(url, name="tests", timeout_s=2)
    there = feed.is_there()
    feed.close()
    return there


def test_it_answers_on_a_socket_only_and_keeps_nothing(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        feed = Feed(server.url, name="tests")
        assert feed.is_there()
        settings = feed.redis.config_get("port", "save", "appendonly")
        assert settings == {"port": "0", "save": "", "appendonly": "no"}
        assert (tmp_path / "feed.sock").stat().st_mode & 0o077 == 0  # nobody else may open it
        feed.close()
    assert not (tmp_path / "dump.rdb").exists()


def test_stop_ends_the_server_and_its_guard(tmp_path: Path) -> None:
    server = EmbeddedFeed(tmp_path)
    url = server.start()
    pid, guard = server.pid, guard_of(server.pid)
    assert server.alive
    server.stop()
    assert not server.alive
    assert not is_running(pid)
    assert not is_running(guard)
    assert not ask_there(url)
    server.stop()  # again does nothing


def test_the_server_is_gone_when_its_starter_is_killed(starter: tuple[subprocess.Popen[str], int]) -> None:
    process, pid = starter
    assert is_running(pid)
    process.kill()
    until(lambda: not is_running(pid))


def test_the_server_is_gone_when_its_starter_is_told_to_end(
    starter: tuple[subprocess.Popen[str], int],
) -> None:
    process, pid = starter
    process.terminate()
    until(lambda: not is_running(pid))


def test_the_server_is_gone_when_starter_and_guard_are_killed(
    starter: tuple[subprocess.Popen[str], int],
) -> None:
    process, pid = starter
    os.kill(guard_of(pid), signal.SIGKILL)
    process.kill()
    until(lambda: not is_running(pid))


def test_a_frozen_server_is_gone_as_well(starter: tuple[subprocess.Popen[str], int]) -> None:
    process, pid = starter
    os.kill(pid, signal.SIGSTOP)
    process.kill()
    until(lambda: not is_running(pid))


def test_the_folder_is_free_again_after_a_killed_starter(
    starter: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, pid = starter
    process.kill()
    with EmbeddedFeed(tmp_path) as server:  # waits for its predecessor to go
        assert not is_running(pid)
        assert ask_there(server.url)


def test_a_folder_has_one_feed(starter: tuple[subprocess.Popen[str], int], tmp_path: Path) -> None:
    _, pid = starter
    with pytest.raises(FeedFolderTaken, match="already runs"):
        EmbeddedFeed(tmp_path).start()
    assert is_running(pid)


def test_it_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    server = EmbeddedFeed(tmp_path)
    thread = threading.Thread(target=server.start)
    thread.start()
    thread.join()
    try:
        assert ask_there(server.url)
        assert is_running(server.pid)
    finally:
        server.stop()


def test_ctrl_c_does_not_take_the_server_before_us(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        assert os.getpgid(server.pid) != os.getpgid(0)
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(guard_of(server.pid), asked)
        assert ask_there(server.url)


def test_a_killed_server_starts_again_at_the_same_address(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        url = server.url
        os.kill(server.pid, signal.SIGKILL)
        until(lambda: not server.alive)
        assert server.start() == url
        assert server.start() == url  # runs already
        assert ask_there(url)


def test_a_folder_with_a_long_or_odd_path(tmp_path: Path) -> None:
    # 107 bytes fit into the address of a socket; this folder's name alone is longer.
    for name in ("x" * 150, "een map met 100% é"):
        with EmbeddedFeed(tmp_path / name) as server:
            url = server.url
            assert ask_there(url)
            os.kill(server.pid, signal.SIGKILL)
            until(lambda server=server: not server.alive)  # type: ignore[misc]
            assert server.start() == url
            assert ask_there(url)


def test_a_server_that_can_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(FeedDidNotStart, match="No such file"):
        EmbeddedFeed(tmp_path, binary=tmp_path / "nothing").start()
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho out of luck >&2\nexit 3\n")
    broken.chmod(0o700)
    server = EmbeddedFeed(tmp_path, binary=broken)
    with pytest.raises(FeedDidNotStart, match="out of luck"):
        server.start()
    assert not server.alive


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="no redis-server here")
def test_another_server_can_be_embedded(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path, binary=Path(shutil.which("redis-server") or "")) as server:
        assert ask_there(server.url)
