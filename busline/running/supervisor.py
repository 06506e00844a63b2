"""One process that keeps all parts of a line alive, and is the only one on its data folder."""

import os
import time
from types import TracebackType
from typing import Self

from busline.running.address import require_free
from busline.running.data_lock import DataLock, Running
from busline.running.local_line import LocalLine
from busline.running.watching import Watched
from busline.settings import Settings


class Supervisor:
    """Starts a line and starts again whatever dies.

    A context manager: entering takes the data folder, leaving stops everything in order.

    Parameters
    ----------
    settings
        Data folder, addresses and port.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.line = LocalLine(settings)
        self._lock = DataLock(settings.data_dir)
        self._watched: list[Watched] = []

    def __enter__(self) -> Self:
        self._lock.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line.stop()
        self._lock.release()

    def require_address(self) -> None:
        """Check that the API can listen on its port, before anything is made.

        Raises
        ------
        PortTaken
            If it can't.
        """
        require_free(self.settings.host, self.settings.port)

    def start(self) -> None:
        """Start all parts; returns at once."""
        self.line.start()
        self._watched = [Watched(part, time.monotonic()) for part in self.line.parts.values()]
        self._lock.say(Running(pid=os.getpid(), address=self.line.address, feed_url=self.line.feed_url))

    def wait_until_ready(self, timeout_s: float) -> None:
        """Wait until a caller can be answered, starting again what dies meanwhile.

        Raises
        ------
        PartDied
            If a part dies again and again.
        NotReady
            If it takes longer than `timeout_s`.
        """
        self.line.wait_until_ready(timeout_s, self._look_before_ready)

    def look(self) -> None:
        """Start again what has died."""
        for watched in self._watched:
            watched.look(time.monotonic())

    def _look_before_ready(self) -> None:
        self.look()
        for watched in self._watched:
            watched.require_life()
