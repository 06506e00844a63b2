"""The client: an answer, a refusal, or in plain words that nobody is there."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from busline.clock import SystemClock, VirtualClock
from busline.errors import ErrorKind
from busline.feed import keys
from busline.feed.client import CommandFailed, DispatcherAway, DispatcherClient
from busline.feed.connection import Feed, FeedAway
from busline.feed.lease import Lease
from busline.feed.messages import AnyCommand, Done, Failed, Ping
from busline.feed.queue import CommandQueue
from busline.feed.server import EmbeddedFeed
from tests.busline.feed.helpers import LINE, dispatcher, ping, until


@pytest.fixture
def client(feed: Feed) -> DispatcherClient:
    """A client that is patient enough for a slow machine."""
    return DispatcherClient(feed, SystemClock(), reply_timeout_s=20)


@pytest.fixture
def hasty(feed: Feed) -> DispatcherClient:
    """A client that waits a moment only."""
    return DispatcherClient(feed, SystemClock(), reply_timeout_s=0.1)


def test_an_answer_comes_back(client: DispatcherClient, feed_url: str, feed: Feed) -> None:
    with dispatcher(feed_url):
        assert client.ask(ping(message_id="m1")) == Done(result={"id": "m1"})
        client.ping(LINE)
    assert feed.redis.xlen(keys.commands(LINE)) == 0
    assert not feed.redis.exists(keys.reply("m1"))


def test_ping_carries_the_time_of_the_clock(feed: Feed, feed_url: str, clock: VirtualClock) -> None:
    seen: list[AnyCommand] = []
    with dispatcher(feed_url, lambda command: seen.append(command) or Done()):  # type: ignore[func-returns-value]
        DispatcherClient(feed, clock, reply_timeout_s=20).ping(LINE, actor="doctor")
    (message,) = seen
    assert isinstance(message, Ping)
    assert (message.sent_at, message.actor) == (clock.now(), "doctor")


def test_a_refusal_carries_the_code_and_kind_of_its_reply(client: DispatcherClient, feed_url: str) -> None:
    failed = Failed(
        code="offer-gone",
        kind=ErrorKind.CONFLICT,
        detail="This place was taken meanwhile.",
        params={"detail": "names of our own", "faults": 3, "self": "x"},
    )
    with (
        dispatcher(feed_url, lambda _: failed),
        pytest.raises(CommandFailed, match="taken meanwhile") as told,
    ):
        client.ask(ping())
    assert (told.value.code, told.value.kind) == ("offer-gone", ErrorKind.CONFLICT)
    assert told.value.params == failed.params
    assert CommandFailed.code == "error"  # of this one error only


def test_without_a_lease_it_is_said_at_once_and_nothing_is_left(client: DispatcherClient, feed: Feed) -> None:
    with pytest.raises(DispatcherAway) as away:
        client.ask(ping())
    assert away.value.params["why"] == "no-lease"
    assert (away.value.code, away.value.kind) == ("dispatcher-away", ErrorKind.AWAY)
    assert feed.redis.keys("busline:*") == []


def test_an_answer_that_does_not_come(hasty: DispatcherClient, feed: Feed) -> None:
    Lease(feed, LINE, "asleep", 30).acquire()
    with pytest.raises(DispatcherAway) as away:
        hasty.ask(ping(message_id="m1"))
    assert away.value.params["why"] == "no-answer"
    # It is still there for the dispatcher, which decides by sent_at whether it is worth doing.
    assert [d.command.id for d in CommandQueue(feed, LINE, "awake").receive(0)] == ["m1"]


def test_an_answer_that_can_not_be_read(client: DispatcherClient, feed: Feed) -> None:
    Lease(feed, LINE, "newer", 30).acquire()
    feed.redis.rpush(keys.reply("m1"), '{"v": 7, "type": "song"}')
    with pytest.raises(DispatcherAway) as away:
        client.ask(ping(message_id="m1"))
    assert away.value.params["why"] == "unreadable-answer"


def test_tell_waits_for_nobody(client: DispatcherClient, feed: Feed) -> None:
    client.tell(ping(message_id="m1"))
    assert [d.command.id for d in CommandQueue(feed, LINE, "later").receive(0)] == ["m1"]


def test_many_threads_each_get_their_own_answer(client: DispatcherClient, feed_url: str) -> None:
    def ask(number: int) -> set[str]:
        wanted = [f"{number}-{turn}" for turn in range(10)]
        return set(wanted) ^ {
            reply.result["id"] for m in wanted if isinstance(reply := client.ask(ping(message_id=m)), Done)
        }

    with dispatcher(feed_url), ThreadPoolExecutor(32) as pool:
        assert list(pool.map(ask, range(32))) == [set()] * 32


def test_answers_may_come_in_any_order(client: DispatcherClient, feed: Feed) -> None:
    Lease(feed, LINE, "d1", 30).acquire()
    queue = CommandQueue(feed, LINE, "d1")
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(client.ask, ping(message_id=m)) for m in ("m1", "m2")]
        until(lambda: feed.redis.xlen(keys.commands(LINE)) == 2)
        for delivery in reversed(queue.receive(0)):
            queue.answer(delivery, Done(result={"id": delivery.command.id}))
        assert [future.result() for future in asked] == [Done(result={"id": m}) for m in ("m1", "m2")]


def test_redis_forgets_everything_in_the_middle(feed: Feed, feed_url: str) -> None:
    client = DispatcherClient(feed, SystemClock(), reply_timeout_s=0.5)
    outcomes: list[str] = []
    over = threading.Event()

    def keep_asking() -> None:
        while not over.is_set():
            try:
                client.ping(LINE)
                outcomes.append("done")
            except DispatcherAway as away:
                outcomes.append(away.params["why"])

    with dispatcher(feed_url):
        threads = [threading.Thread(target=keep_asking) for _ in range(8)]
        for thread in threads:
            thread.start()
        for _ in range(5):
            before = len(outcomes)
            until(lambda before=before: outcomes[before:].count("done") > 20)  # type: ignore[misc]
            feed.redis.flushall()
        before = len(outcomes)
        until(lambda: outcomes[before:].count("done") > 20)
        over.set()
        for thread in threads:
            thread.join()
        client.ping(LINE)
    assert set(outcomes) <= {"done", "no-lease", "no-answer"}


def test_the_feed_is_away(tmp_path: Path) -> None:
    client = DispatcherClient(Feed(f"unix://{tmp_path}/none", name="tests"), SystemClock(), reply_timeout_s=9)
    with pytest.raises(FeedAway):
        client.ask(ping())
    with pytest.raises(FeedAway):
        client.tell(ping())


@pytest.mark.processes
def test_the_feed_dies_while_many_wait_and_comes_back(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        feed = Feed(server.url, name="tests")
        client = DispatcherClient(feed, SystemClock(), reply_timeout_s=20)
        with dispatcher(server.url, lambda _: None), ThreadPoolExecutor(8) as pool:  # takes, never answers
            asked = [pool.submit(client.ask, ping()) for _ in range(8)]
            until(lambda: feed.redis.xlen(keys.commands(LINE)) == 8)
            server.stop()
            assert {type(future.exception()) for future in asked} == {FeedAway}
        server.start()
        with dispatcher(server.url):  # a new group, and every dead connection of the pool found dead
            assert {type(client.ask(ping())) for _ in range(20)} == {Done}
        feed.close()
