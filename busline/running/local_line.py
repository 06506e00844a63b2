"""All parts of a line on one machine: feed, dispatcher, API. Started, signalled and stopped by name."""

import signal
from collections.abc import Callable
from types import TracebackType
from typing import Self

from busline.errors import UnknownNoun
from busline.running.address import web_address
from busline.running.feed_part import FeedPart
from busline.running.parts import api_part, dispatcher_part
from busline.running.processes import Part, PartDied
from busline.running.ready import wait_until_ready
from busline.settings import Settings

FEED, DISPATCHER, API = "feed", "dispatcher", "api"


class LocalLine:
    """The parts of one line, which share a data folder, a record and a feed.

    Nothing is started again by itself: `busline.running.supervisor` does that. The record must have its
    tables already (`busline.running.first_start.prepare`). A context manager that stops what runs.

    Parameters
    ----------
    settings
        Data folder, record, port; without a feed URL the line has an embedded feed of its own.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address = web_address(settings.host, settings.port)
        self.feed_url = settings.feed_url
        self.parts: dict[str, Part | FeedPart] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the feed, one dispatcher and the API; returns as soon as the processes run."""
        if not self.feed_url:
            feed = FeedPart(self.settings.data_dir)
            feed.start()
            self.parts[FEED] = feed
            self.feed_url = feed.server.url
        self.add_dispatcher(DISPATCHER)
        self.parts[API] = api_part(self.settings, self.feed_url)
        self.parts[API].start()

    def add_dispatcher(self, name: str) -> None:
        """Start a dispatcher; a further one waits for a line that nobody owns."""
        self.parts[name] = dispatcher_part(self.settings, self.feed_url, name)
        self.parts[name].start()

    def part(self, name: str) -> Part | FeedPart:
        """Return the part called `name`.

        Raises
        ------
        UnknownNoun
            If there is none.
        """
        try:
            return self.parts[name]
        except KeyError:
            raise UnknownNoun("part", name) from None

    def send(self, name: str, what: signal.Signals) -> None:
        """Send a signal to one part."""
        self.part(name).send(what)

    def kill(self, name: str) -> None:
        """End one part as a power cut would, and wait until it is gone."""
        self.part(name).kill()

    def restart(self, name: str) -> None:
        """Start one part again; one that still runs is stopped first."""
        part = self.part(name)
        part.stop()
        part.start()

    def wait_until_ready(self, timeout_s: float, look: Callable[[], None] | None = None) -> None:
        """Wait until a caller can be answered.

        Raises
        ------
        PartDied
            If a part has ended meanwhile (unless `look` is given, which then decides what happens).
        NotReady
            If it takes longer than `timeout_s`.
        """
        wait_until_ready(self.address, timeout_s, look or self._require_all)

    def stop(self) -> None:
        """Stop the API first, the feed last."""
        for part in reversed(self.parts.values()):
            part.stop()

    def _require_all(self) -> None:
        for part in self.parts.values():
            if not part.is_running:
                raise PartDied(f"{part.name} ended. The end of {part.log_file}:\n{part.last_words()}")
