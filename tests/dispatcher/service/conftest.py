"""Services of the small line: one that a test drives step by step, and one that runs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from busline.clock import VirtualClock
from busline.feed import keys
from busline.feed.client import DispatcherClient
from busline.feed.connection import Feed
from busline.feed.messages import AnyReply, Command, reply_adapter
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.service.line_service import CHORES, Chore, LineService
from tests.dispatcher.desk.small_line import make_line

LEASE_S = 0.6


class House:
    """The small line's record and feed, and everything that a test says to its dispatchers."""

    def __init__(self, record: Record, feed: Feed, clock: VirtualClock) -> None:
        self.record = record
        self.feed = feed
        self.clock = clock
        self.client = DispatcherClient(feed, clock, reply_timeout_s=8.0)

    def service(
        self, holder: str, chores: tuple[Chore, ...] = CHORES, lease_s: float = LEASE_S
    ) -> LineService:
        """Return a service that does not run."""
        return LineService(
            self.record,
            self.feed,
            self.clock,
            "small",
            holder=holder,
            lease_s=lease_s,
            patience_s=8.0,
            chores=chores,
        )

    @contextmanager
    def running(
        self, holder: str, chores: tuple[Chore, ...] = CHORES, lease_s: float = LEASE_S
    ) -> Iterator[LineService]:
        """Run a service in a thread, until the block ends."""
        service = self.service(holder, chores, lease_s)
        thread = threading.Thread(target=service.run)
        thread.start()
        try:
            yield service
        finally:
            service.stop()
            thread.join(timeout=30)
            assert not thread.is_alive()

    def command(self, kind: type[Command], *, key: str | None = None, **fields: Any) -> Any:
        """Return a command that was sent now."""
        return kind(
            id=new_id(),
            line_id="small",
            actor="carla",
            sent_at=self.clock.now(),
            idempotency_key=key,
            **fields,
        )

    def answer_to(self, command: Command) -> AnyReply | None:
        """Return the reply that waits for whoever sent `command`; None if there is none."""
        raw: Any = self.feed.redis.lpop(keys.reply(command.id))
        return None if raw is None else reply_adapter.validate_json(raw)


@pytest.fixture
def house(sqlite_record: Record, embedded_feed: Feed, clock: VirtualClock) -> House:
    """The small line without a dispatcher."""
    make_line(sqlite_record)
    return House(sqlite_record, embedded_feed, clock)


Until = Callable[[Callable[[], bool], str], None]


@pytest.fixture
def until() -> Until:
    """Wait for something that another thread does, or fail saying that it did not happen."""

    def _until(condition: Callable[[], bool], what: str) -> None:
        for _ in range(300):
            if condition():
                return
            threading.Event().wait(0.05)
        pytest.fail(f"did not happen: {what}")

    return _until
