"""Looks at lenders' calendars now and then, in a thread of its own: their servers may be slow."""

import threading
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from busline.clock import Clock
from busline.errors import BuslineError
from busline.lending.fetching import FetchLimits
from busline.lending.watching import check_due
from busline.record.engine import Record
from busline.settings import Settings

log = structlog.get_logger()

LOOK_EVERY_S = 30.0


def fetch_limits(settings: Settings) -> FetchLimits:
    """Return how calendars are fetched in this installation."""
    hosts = (host.strip() for host in settings.calendar_private_hosts.split(","))
    return FetchLimits(private_hosts=frozenset(filter(None, hosts)))


class CalendarWatch:
    """One thread that fetches the calendars whose turn it is."""

    def __init__(self, record: Record, clock: Clock, settings: Settings) -> None:
        self._record = record
        self._clock = clock
        self._limits = fetch_limits(settings)
        self._every = timedelta(seconds=settings.calendar_every_s)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="calendars", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; a calendar that is being fetched is left to itself."""
        self._stopping.set()
        self._thread.join(timeout=1.0)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                check_due(self._record, self._clock, self._limits, self._every)
            except (BuslineError, SQLAlchemyError) as broken:
                log.warning("the calendars wait", why=str(broken))
            except Exception:
                # This thread must outlive whatever one calendar holds: the next look is in half a minute.
                log.exception("a calendar broke the look at it")
