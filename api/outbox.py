"""Sends what committed transactions left in the outbox, soon after each and again every few seconds."""

import threading

import structlog
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from busline.errors import Away
from busline.feed.connection import Feed
from busline.feed.outbox import relay
from busline.record.engine import Record

log = structlog.get_logger()

LOOK_EVERY_S = 5.0


class OutboxRelay:
    """One thread that empties the outbox. Whatever it does not get rid of, the next one sends."""

    def __init__(self, record: Record, feed: Feed) -> None:
        self._record = record
        self._feed = feed
        self._work = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that a transaction may have left something."""
        self._work.set()

    def stop(self) -> None:
        """Send what is left, if the feed is there, and end."""
        self._stopping = True
        self._work.set()
        self._thread.join(timeout=LOOK_EVERY_S * 2)

    def _run(self) -> None:
        while not self._stopping:
            self._work.wait(LOOK_EVERY_S)
            self._work.clear()
            try:
                while relay(self._record, self._feed):
                    pass
            except (Away, SQLAlchemyError, RedisError) as broken:
                # This thread must outlive whatever is wrong now: it is looked at again in a moment.
                log.warning("the outbox waits", why=str(broken))
