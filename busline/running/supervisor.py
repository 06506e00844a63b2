"""All parts of a line on one machine, kept alive by one process."""

import os
import time
from types import TracebackType
from typing import Self

import structlog

from busline.feed.server import EmbeddedFeed
from busline.running.address import require_free, web_address
from busline.running.data_lock import DataLock, Running
from busline.running.parts import api_part, dispatcher_part
from busline.running.ready import wait_until_ready
from busline.running.watching import Watched
from busline.settings import Settings

log = structlog.get_logger()


class Supervisor:
    """Starts the feed (unless one is named by URL), the dispatcher and the API, and keeps them running.

    A context manager: entering takes the data folder, leaving stops everything in order.

    Parameters
    ----------
    settings
        Data folder, addresses and port.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address = web_address(settings.host, settings.port)
        self._lock = DataLock(settings.data_dir)
        self._feed: EmbeddedFeed | None = None
        self._watched: list[Watched] = []

    def __enter__(self) -> Self:
        self._lock.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

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
        feed_url = self.settings.feed_url or self._start_feed()
        parts = (dispatcher_part(self.settings, feed_url), api_part(self.settings, feed_url))
        self._watched = [Watched(part) for part in parts]
        for watched in self._watched:
            watched.start(time.monotonic())
        pid = os.getpid()
        self._lock.say(Running(pid=pid, address=self.address, feed_url=feed_url))

    def wait_until_ready(self, timeout_s: float) -> None:
        """Wait until a caller can be answered, starting again what dies meanwhile.

        Raises
        ------
        PartDied
            If a part dies again and again.
        NotReady
            If it takes longer than `timeout_s`.
        """
        wait_until_ready(self.address, timeout_s, look=self._look_before_ready)

    def look(self) -> None:
        """Start again what has died."""
        if self._feed is not None and not self._feed.alive:
            log.error("part died", part="feed")
            self._feed.start()
        for watched in self._watched:
            watched.look(time.monotonic())

    def stop(self) -> None:
        """Stop the API, then the dispatcher, then the feed, and give the data folder back."""
        for watched in reversed(self._watched):
            watched.part.stop()
        if self._feed is not None:
            self._feed.stop()
        self._lock.release()

    def _look_before_ready(self) -> None:
        self.look()
        for watched in self._watched:
            watched.require_life()

    def _start_feed(self) -> str:
        self._feed = EmbeddedFeed(self.settings.data_dir / "feed")
        return self._feed.start()
