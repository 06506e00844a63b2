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
from tests.fixtures.originals import Originals


@pytest.fixture
def examples(originals: Originals, tmp_path: Path, clock: VirtualClock) -> Iterator[Record]:
    """A record on SQLite with the example line and what the API's examples name."""
    record = Record(originals.copy_to(tmp_path / "examples.sqlite3", import_example, add_examples), clock)
    yield record
    record.close()


@pytest.fixture
def each_examples(
    database: str, originals: Originals, tmp_path: Path, clock: VirtualClock
) -> Iterator[Record]:
    """The same, once on each database."""
    with originals.copy(database, tmp_path / "examples.sqlite3", import_example, add_examples) as url:
        record = Record(url, clock)
        yield record
        record.close()


@pytest.fixture
def house(examples: Record, clock: VirtualClock, tmp_path: Path) -> Iterator[House]:
    """The application without a feed: everything but planning works."""
    with open_house(examples, clock, NOBODY_LISTENS, tmp_path) as house:
        yield house


@pytest.fixture
def each_house(each_examples: Record, clock: VirtualClock, tmp_path: Path) -> Iterator[House]:
    """The application without a feed, once on each database."""
    with open_house(each_examples, clock, NOBODY_LISTENS, tmp_path) as house:
        yield house


@pytest.fixture
def unplanned_house(
    examples: Record, clock: VirtualClock, tmp_path: Path, embedded_feed_url: str
) -> Iterator[House]:
    """The application with a feed, but nobody plans the line."""
    with open_house(examples, clock, embedded_feed_url, tmp_path) as house:
        yield house


@pytest.fixture
def answering() -> Answering:
    """What the peer in `planned_house` answers, and what came to it."""
    return Answering()


@pytest.fixture
def planned_house(
    examples: Record, clock: VirtualClock, tmp_path: Path, embedded_feed_url: str, answering: Answering
) -> Iterator[House]:
    """The application with a feed on which a peer answers for the line."""
    with (
        dispatcher(embedded_feed_url, answering),
        open_house(examples, clock, embedded_feed_url, tmp_path) as house,
    ):
        yield house
