"""A desk on the small line."""

from collections.abc import Callable
from typing import Any

import pytest

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.feed.messages import AnyReply, Command
from busline.record.engine import Record
from busline.record.tables.base import new_id
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import make_line


@pytest.fixture
def small_record(sqlite_record: Record) -> Record:
    """A record with the small line in it."""
    make_line(sqlite_record)
    return sqlite_record


@pytest.fixture
def service(small_record: Record, embedded_feed: Feed, clock: VirtualClock) -> LineService:
    """The service of the small line, not running."""
    return LineService(
        small_record, embedded_feed, clock, "small", holder="test", lease_s=5.0, patience_s=8.0
    )


@pytest.fixture
def desk(service: LineService) -> LineDesk:
    """The desk of the small line under a lease."""
    return service.open_desk()


@pytest.fixture
def tell(desk: LineDesk, clock: VirtualClock) -> Callable[..., AnyReply]:
    """Hand the desk a command of a given type."""

    def _tell(kind: type[Command], *, key: str | None = None, **fields: Any) -> AnyReply:
        command = kind(
            id=new_id(),
            line_id="small",
            actor="carla",
            sent_at=clock.now(),
            idempotency_key=key,
            **fields,
        )
        reply = desk.handle(command)  # type: ignore[arg-type]
        desk.once_answered()
        return reply

    return _tell
