"""One supervisor a data folder: a lock that goes with the process, and who holds it."""

import fcntl
import json
import time
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ValidationError

from busline.errors import BuslineError, ErrorKind

FILE = "running.json"
TRIES = 5


class AlreadyRunning(BuslineError):
    """Another supervisor uses this data folder."""

    code = "already-running"
    kind = ErrorKind.CONFLICT


class Running(BaseModel):
    """What the supervisor that holds a data folder says about itself, for `busline doctor` and others."""

    pid: int
    address: str
    feed_url: str


class DataLock:
    """The right to run a line on a data folder; released by the system however the holder ends."""

    def __init__(self, data_dir: Path) -> None:
        self.file = data_dir / FILE
        self._held: IO[str] | None = None

    def take(self) -> None:
        """Take the lock.

        Raises
        ------
        AlreadyRunning
            If a living process holds it.
        """
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.file.open("a+")
        for _ in range(TRIES):  # whoever only looks holds the lock for an instant
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
                continue
            file.truncate(0)
            self._held = file
            return
        file.close()
        raise _already_running(self.file)

    def say(self, running: Running) -> None:
        """Write down what runs; only the holder may."""
        if self._held is None:
            raise RuntimeError("only the holder of the lock may say what runs")
        self._held.truncate(0)
        self._held.write(running.model_dump_json())
        self._held.flush()

    def release(self) -> None:
        """Give the lock back."""
        if self._held is not None:
            self._held.truncate(0)
            self._held.close()
            self._held = None


def who_runs(data_dir: Path) -> Running | None:
    """Return what runs on `data_dir` now; nothing if nobody does, or it has not said so yet."""
    try:
        with (data_dir / FILE).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return None  # the lock is free: what the file says is of a process that is gone


def _read(file: IO[str]) -> Running | None:
    try:
        return Running.model_validate(json.loads(file.read()))
    except (ValueError, ValidationError):
        return None


def _already_running(file: Path) -> AlreadyRunning:
    with file.open() as held:
        running = _read(held)
    who = f"process {running.pid}, {running.address}" if running else "it is just starting"
    return AlreadyRunning(
        f"The line already runs on {file.parent} ({who}). Use that one, stop it, or choose another folder "
        "with --data."
    )
