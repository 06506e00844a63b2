"""A part of the line as a child process: started, watched, signalled, restarted.

`busline run`, the tests that kill parts and ``busline bench storm`` all start the parts through this.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

from busline.errors import BuslineError, ErrorKind
from busline.running.lifeline import BY_KERNEL, LIFELINE

STOP_TIMEOUT_S = 10.0
LOG_BYTES = 5_000_000  # a log longer than this is put aside when its part starts

log = structlog.get_logger()


class PartDied(BuslineError):
    """A part of the line ended while it should be running."""

    code = "part-died"
    kind = ErrorKind.AWAY


class Part:
    """One child process that runs ``busline <arguments>``.

    Parameters
    ----------
    name
        What the logs and the log file call it.
    arguments
        The sub-command and its options.
    environment
        Added to this process's own environment.
    log_file
        Takes the child's standard output and error.
    """

    def __init__(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], log_file: Path
    ) -> None:
        self.name = name
        self.arguments = tuple(arguments)
        self.environment = dict(environment)
        self.log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline: int | None = None

    @property
    def pid(self) -> int | None:
        """The process id, also of one that has ended; empty before the first start."""
        return self._process.pid if self._process else None

    @property
    def exit_status(self) -> int | None:
        """Its exit status once it has ended; negative is the signal that ended it."""
        return self._process.poll() if self._process else None

    @property
    def is_running(self) -> bool:
        """Whether the process is there now (stopped by SIGSTOP is there)."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process; does nothing while it runs."""
        if self.is_running:
            return
        self._let_go()
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".old.log"))
        reading, self._lifeline = os.pipe()
        try:
            with self.log_file.open("ab") as output:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "busline", *self.arguments],
                    env=os.environ | self.environment | self._lifeline_environment(reading),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    pass_fds=(reading,),
                    process_group=0,  # Ctrl-C reaches the supervisor alone, which stops the parts in order
                )
        finally:
            os.close(reading)
        log.debug("part started", part=self.name, pid=self.pid)

    def send(self, what: signal.Signals) -> None:
        """Send a signal; to a process that has ended, do nothing."""
        if self._process is not None:
            self._process.send_signal(what)

    def kill(self) -> None:
        """End the process at once, as a power cut would, and wait until it is gone."""
        self.send(signal.SIGKILL)
        self._reap()

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Ask the process to end and wait for it; kill it if it doesn't."""
        if self.is_running:
            self.send(signal.SIGTERM)
            self.send(signal.SIGCONT)
        if self._process is not None:
            try:
                self._process.wait(timeout_s)
            except subprocess.TimeoutExpired:
                log.warning("part had to be killed", part=self.name, pid=self.pid)
                self.send(signal.SIGKILL)
        self._reap()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of its log, for whoever has to find out why it died."""
        if not self.log_file.exists():
            return ""
        with self.log_file.open("rb") as file:
            file.seek(max(0, self.log_file.stat().st_size - 20_000))
            text = file.read().decode(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def _lifeline_environment(self, reading: int) -> dict[str, str]:
        # The kernel's signal comes when the starting *thread* ends: only the main thread lasts long enough.
        in_main = threading.current_thread() is threading.main_thread()
        return {LIFELINE: str(reading), BY_KERNEL: "yes" if in_main else ""}
