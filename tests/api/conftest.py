"""The application on the example line: with a feed on which nobody listens, or with one that answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from busline.clock import VirtualClock
from busline.record.engine import Record
from tests.api.dispatching import Answering
from tests.api.house import NOBODY_LISTENS, House, add_examples, open_house
from tests.busline.feed.helpers import dispatcher
from tests.fixtures.line import import_example


@pytest.fixture
def house(osdorp: Record, clock: VirtualClock, tmp_path: Path) -> Iterator[House]:
    """The application without a feed: everything but planning works."""
    add_examples(osdorp)
    with open_house(osdorp, clock, NOBODY_LISTENS, tmp_path) as house:
        yield house


@pytest.fixture
def each_house(record: Record, clock: VirtualClock, tmp_path: Path) -> Iterator[House]:
    """The application without a feed, once on each database."""
    import_example(record)
    add_examples(record)
    with open_house(record, clock, NOBODY_LISTENS, tmp_path) as house:
        yield house


@pytest.fixture
def unplanned_house(
    osdorp: Record, clock: VirtualClock, tmp_path: Path, embedded_feed_url: str
) -> Iterator[House]:
    """The application with a feed, but nobody plans the line."""
    add_examples(osdorp)
    with open_house(osdorp, clock, embedded_feed_url, tmp_path) as house:
        yield house


@pytest.fixture
def answering() -> Answering:
    """What the peer in `planned_house` answers, and what came to it."""
    return Answering()


@pytest.fixture
def planned_house(
    osdorp: Record, clock: VirtualClock, tmp_path: Path, embedded_feed_url: str, answering: Answering
) -> Iterator[House]:
    """The application with a feed on which a peer answers for the line."""
    add_examples(osdorp)
    with (
        dispatcher(embedded_feed_url, answering),
        open_house(osdorp, clock, embedded_feed_url, tmp_path) as house,
    ):
        yield house
