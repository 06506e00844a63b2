"""A dispatcher that dies after some of its writes, and the next one that goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from busline.clock import Clock
from busline.feed.connection import Feed
from busline.record.engine import Record, WriteSession
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService


class PowerCut(BaseException):
    """The process is gone."""


class DyingRecord(Record):
    """A connection to the record whose process dies instead of its next write, after so many."""

    def __init__(self, url: str, clock: Clock, writes: int) -> None:
        super().__init__(url, clock)
        self._writes = writes

    @contextmanager
    def change(self, who: str, why: str = "", *, survives_power_cut: bool = True) -> Iterator[WriteSession]:
        """Open a transaction, unless it is time to die."""
        if self._writes == 0:
            raise PowerCut
        self._writes -= 1
        with super().change(who, why, survives_power_cut=survives_power_cut) as session:
            yield session


def die_then_go_on(
    record: Record, feed: Feed, clock: Clock, work: Callable[[LineDesk], object], writes: int
) -> bool:
    """Let one dispatcher die after so many `writes` of `work`, and the next one do it; tell whether it died.

    What the first one left behind the second finds: nothing is cleaned up in between.
    """
    mortal = DyingRecord(record.url, clock, writes + 1)  # the first of them takes the line
    died = False
    try:
        work(_desk(mortal, feed, clock))
    except PowerCut:
        died = True
    finally:
        mortal.close()
    work(_desk(record, feed, clock))
    return died


def _desk(record: Record, feed: Feed, clock: Clock) -> LineDesk:
    return LineService(record, feed, clock, "small", holder="test", lease_s=5.0, patience_s=8.0).open_desk()
