"""The connection: says that the server is away, and finds it again."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from busline.errors import ErrorKind
from busline.feed.connection import Feed, FeedAway, feed_reachable
from busline.feed.server import EmbeddedFeed
from tests.busline.feed.helpers import until


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    feed = Feed(f"unix://{tmp_path}/nothing.sock", name="tests")
    assert not feed.is_there()
    with pytest.raises(FeedAway) as away, feed_reachable():
        feed.redis.get("x")
    assert (away.value.code, away.value.kind) == ("feed-away", ErrorKind.AWAY)
    assert "try again" in away.value.detail
    feed.close()


def test_a_port_that_nobody_listens_on() -> None:
    feed = Feed("redis://127.0.0.1:1/0", name="tests", timeout_s=1)
    assert not feed.is_there()


def test_the_server_lists_us_by_name(feed: Feed) -> None:
    feed.redis.ping()
    assert "tests" in {client["name"] for client in feed.redis.client_list()}


def test_a_restarted_server_is_found_by_every_pooled_connection(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        feed = Feed(server.url, name="tests")
        held = [feed.redis.connection_pool.get_connection() for _ in range(3)]
        for connection in held:
            feed.redis.connection_pool.release(connection)
        os.kill(server.pid, signal.SIGKILL)
        until(lambda: not server.alive)
        assert not feed.is_there()
        server.start()
        with feed_reachable():
            assert [feed.redis.ping() for _ in range(4)] == [True] * 4
        feed.close()


@pytest.mark.processes
def test_a_frozen_server_is_away(tmp_path: Path) -> None:
    with EmbeddedFeed(tmp_path) as server:
        feed = Feed(server.url, name="tests", timeout_s=0.2)
        assert feed.is_there()
        os.kill(server.pid, signal.SIGSTOP)
        with pytest.raises(FeedAway), feed_reachable():
            feed.redis.get("x")
        assert not feed.is_there()
        os.kill(server.pid, signal.SIGCONT)
        until(feed.is_there)
        feed.close()


def test_a_server_that_can_not_write_is_away(embedded_feed: Feed) -> None:
    embedded_feed.redis.config_set("maxmemory", "1")
    try:
        with pytest.raises(FeedAway), feed_reachable():
            embedded_feed.redis.set("x", "y")
    finally:
        embedded_feed.redis.config_set("maxmemory", "0")


def test_the_asyncio_client(feed: Feed) -> None:
    async def ask() -> bool:
        client = feed.aio()
        try:
            return bool(await client.ping())
        finally:
            await client.aclose()

    assert asyncio.run(ask())
    assert asyncio.run(ask())  # another loop gets another client
