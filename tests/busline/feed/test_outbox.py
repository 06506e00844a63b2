"""The outbox: told after the commit, in order, never lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select

from busline.errors import Conflict
from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.dead import dead_letters
from busline.feed.messages import LiveEvent
from busline.feed.outbox import relay
from busline.feed.queue import CommandQueue
from busline.record.engine import Record
from busline.record.tables import HistoryEntry, OutboxMessage
from tests.busline.feed.helpers import LINE, ping


def tell(record: Record, *messages: tuple[str, dict[str, Any]]) -> None:
    with record.change("tests") as session:
        for channel, message in messages:
            session.tell(LINE, channel, message)
            session.flush()


def waiting(record: Record) -> int:
    with record.read() as session:
        return session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def command(message_id: str) -> tuple[str, dict[str, Any]]:
    return "commands", ping(message_id=message_id).model_dump(mode="json")


def received(feed: Feed) -> list[str]:
    return [delivery.command.id for delivery in CommandQueue(feed, LINE, "d1").receive(0, count=5_000)]


def test_commands_leave_in_their_order_and_only_once(record: Record, embedded_feed: Feed) -> None:
    assert relay(record, embedded_feed) == 0
    tell(record, *(command(f"m{number}") for number in range(5)))
    assert relay(record, embedded_feed) == 5
    assert received(embedded_feed) == [f"m{number}" for number in range(5)]
    assert relay(record, embedded_feed) == 0
    with record.read() as session:
        assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 0  # plumbing


def test_live_events_reach_who_listens(sqlite_record: Record, feed: Feed) -> None:
    event = LiveEvent(line_id=LINE, topic="plan", ids=("d1",))
    listener = feed.redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    listener.subscribe(keys.live(LINE))
    listener.get_message(timeout=5)
    tell(sqlite_record, ("live", event.model_dump(mode="json")))
    assert relay(sqlite_record, feed) == 1
    message = listener.get_message(timeout=5)
    listener.close()
    assert message is not None
    assert LiveEvent.model_validate_json(message["data"]) == event


def test_what_was_rolled_back_is_not_told(sqlite_record: Record, embedded_feed: Feed) -> None:
    def change_in_vain() -> None:
        with sqlite_record.change("tests") as session:
            session.tell(LINE, *command("m1"))
            session.flush()
            raise Conflict("no")

    with pytest.raises(Conflict):
        change_in_vain()
    assert relay(sqlite_record, embedded_feed) == 0
    assert received(embedded_feed) == []


def test_while_the_feed_is_away_everything_stays(sqlite_record: Record, tmp_path: Path, feed: Feed) -> None:
    tell(sqlite_record, command("m1"), command("m2"))
    nobody = Feed(f"unix://{tmp_path}/none", name="tests")
    assert relay(sqlite_record, nobody) == 0
    assert waiting(sqlite_record) == 2
    assert relay(sqlite_record, feed) == 2
    assert received(feed) == ["m1", "m2"]


def test_one_that_can_not_be_read_does_not_keep_the_others_in(sqlite_record: Record, feed: Feed) -> None:
    tell(
        sqlite_record,
        command("m1"),
        ("commands", {"v": 9}),
        ("pigeon", {}),
        ("live", {"x": 1}),
        command("m2"),
    )
    assert relay(sqlite_record, feed) == 5
    assert received(feed) == ["m1", "m2"]
    assert waiting(sqlite_record) == 0
    assert len(dead_letters(feed, LINE)) == 3
    assert "no channel pigeon" in dead_letters(feed, LINE)[1].reason


def test_more_than_go_at_once(sqlite_record: Record, embedded_feed: Feed) -> None:
    tell(sqlite_record, *(command(f"m{number}") for number in range(510)))
    assert [relay(sqlite_record, embedded_feed) for _ in range(3)] == [500, 10, 0]
    assert received(embedded_feed) == [f"m{number}" for number in range(510)]


def test_two_relays_at_once_lose_nothing(record: Record, embedded_feed: Feed) -> None:
    for first in range(0, 60, 3):
        tell(record, *(command(f"m{number}") for number in range(first, first + 3)))
        with ThreadPoolExecutor(3) as pool:
            sent = list(pool.map(lambda _: relay(record, embedded_feed), range(3)))
        assert max(sent) == 3
    assert waiting(record) == 0
    assert set(received(embedded_feed)) == {f"m{number}" for number in range(60)}


def test_what_is_written_while_relays_are_at_work_is_not_lost(record: Record, embedded_feed: Feed) -> None:
    """Each finds the outbox empty again and again, and the next message comes while another still deletes."""
    names = [f"m{number}" for number in range(150)]
    written = Event()

    def send() -> None:
        while not written.is_set():
            relay(record, embedded_feed)

    with ThreadPoolExecutor(3) as pool:
        relays = [pool.submit(send) for _ in range(3)]
        for name in names:
            tell(record, command(name))
        written.set()
        for one in relays:
            one.result()
    while relay(record, embedded_feed):
        pass
    assert set(received(embedded_feed)) == set(names)
