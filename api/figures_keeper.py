"""Counts the days that were written since, now and then, in a thread of its own."""

import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from busline.clock import Clock
from busline.errors import BuslineError
from busline.figures import count_changed_days
from busline.record.engine import Record

log = structlog.get_logger()

LOOK_EVERY_S = 60.0


class FiguresKeeper:
    """One thread that keeps what days came to; pages are right without it, only slower."""

    def __init__(self, record: Record, clock: Clock) -> None:
        self._record = record
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="figures", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being counted is left to itself."""
        self._stopping.set()
        self._thread.join(timeout=1.0)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                count_changed_days(self._record, self._clock)
            except (BuslineError, SQLAlchemyError) as broken:
                log.warning("the figures wait", why=str(broken))
            except Exception:
                # This thread must outlive whatever one day holds: the next look is in a minute.
                log.exception("a day broke its count")
