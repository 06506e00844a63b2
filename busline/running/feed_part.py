"""The embedded feed, handled like every other part of a line."""

import os
import signal
import time
from pathlib import Path

from busline.feed.server import EmbeddedFeed

GONE_S = 5.0


class FeedPart:
    """An `EmbeddedFeed` with the manners of `busline.running.processes.Part`."""

    name = "feed"

    def __init__(self, data_dir: Path) -> None:
        self.server = EmbeddedFeed(data_dir / "feed")
        self.log_file = data_dir / "feed" / "feed.log"

    @property
    def pid(self) -> int | None:
        """The server's process id, also of one that has ended; empty before the first start."""
        return self.server.pid or None

    @property
    def exit_status(self) -> int | None:
        """Not known: the server's guard keeps it."""
        return None

    @property
    def is_running(self) -> bool:
        """Whether the server runs."""
        return self.server.alive

    def start(self) -> None:
        """Start the server at the same address as before; does nothing while it runs."""
        self.server.start()

    def send(self, what: signal.Signals) -> None:
        """Send a signal to the server itself; to one that has ended, do nothing."""
        if self.is_running and self.pid is not None:
            os.kill(self.pid, what)

    def kill(self) -> None:
        """End the server at once and wait until it is gone."""
        self.send(signal.SIGKILL)
        until = time.monotonic() + GONE_S
        while self.is_running and time.monotonic() < until:
            time.sleep(0.01)

    def stop(self) -> None:
        """End the server."""
        self.server.stop()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of its log."""
        if not self.log_file.exists():
            return ""
        return "\n".join(self.log_file.read_text(errors="replace").splitlines()[-lines:])
