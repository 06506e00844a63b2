"""Live events: everybody who follows hears them, and is told when something may have been missed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.live import LOST, LiveEvents
from busline.feed.messages import LiveEvent, Topic
from busline.feed.server import EmbeddedFeed
from tests.busline.feed.helpers import LINE, until

EVENT = LiveEvent(line_id=LINE, topic="bookings", service_date=date(2026, 11, 24), ids=("b1", "b2"))


async def take(events: AsyncIterator[LiveEvent], count: int) -> list[LiveEvent]:
    return [await asyncio.wait_for(anext(events), 20) for _ in range(count)]


async def caught_up(events: AsyncIterator[LiveEvent]) -> None:
    """Take what every follower hears once it listens: fetch everything anew."""
    everything = [LiveEvent(line_id=LINE, topic=topic) for topic in get_args(Topic)]
    assert await take(events, len(everything)) == everything


def test_everybody_who_follows_the_line_hears_an_event(feed: Feed) -> None:
    async def run() -> None:
        live = LiveEvents(feed)
        first, second, other = live.follow(LINE), live.follow(LINE), live.follow("sloten")
        await caught_up(first)
        await caught_up(second)
        await take(other, len(get_args(Topic)))
        await asyncio.to_thread(live.publish, EVENT)
        await asyncio.to_thread(live.publish, LiveEvent(line_id="sloten", topic="plan"))
        assert await take(first, 1) == await take(second, 1) == [EVENT]
        assert (await take(other, 1))[0].line_id == "sloten"
        for events in (first, second, other):
            await events.aclose()

    asyncio.run(run())


def test_who_stops_following_leaves_no_connection(feed: Feed) -> None:
    async def run() -> None:
        events = LiveEvents(feed).follow(LINE)
        await caught_up(events)
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0)
        waiting.cancel()  # as when a browser closes its page
        await asyncio.wait([waiting])
        await events.aclose()

    asyncio.run(run())
    until(lambda: feed.redis.pubsub_numsub(keys.live(LINE)) == [(keys.live(LINE), 0)])


def test_garbage_on_the_channel_is_passed_over(feed: Feed) -> None:
    async def run() -> None:
        events = LiveEvents(feed).follow(LINE)
        await caught_up(events)
        for garbage in (b"\xff", "{}", '{"v": 2, "type": "live"}'):
            feed.redis.publish(keys.live(LINE), garbage)
        LiveEvents(feed).publish(EVENT)
        assert await take(events, 1) == [EVENT]
        await events.aclose()

    asyncio.run(run())


@pytest.mark.processes
def test_a_follower_outlives_the_server(tmp_path: Path) -> None:
    async def run(server: EmbeddedFeed) -> None:
        feed = Feed(server.url, name="tests")
        events = LiveEvents(feed).follow(LINE)
        await caught_up(events)
        for _ in range(2):
            os.kill(server.pid, signal.SIGKILL)
            until(lambda: not server.alive)
            assert await take(events, 1) == [LiveEvent(line_id=LINE, topic=LOST)]  # said once, however long
            waiting = asyncio.ensure_future(caught_up(events))
            await asyncio.sleep(0.3)  # some tries in vain
            await asyncio.to_thread(server.start)
            await waiting
            LiveEvents(feed).publish(EVENT)
            assert await take(events, 1) == [EVENT]
        await events.aclose()
        feed.close()

    with EmbeddedFeed(tmp_path) as server:
        asyncio.run(run(server))


@pytest.mark.processes
def test_following_may_begin_before_the_server_is_there(tmp_path: Path) -> None:
    async def run(server: EmbeddedFeed) -> None:
        events = LiveEvents(Feed(server.url, name="tests")).follow(LINE)
        assert await take(events, 1) == [LiveEvent(line_id=LINE, topic=LOST)]
        waiting = asyncio.ensure_future(caught_up(events))
        await asyncio.sleep(0.1)
        await asyncio.to_thread(server.start)
        await waiting
        await events.aclose()

    server = EmbeddedFeed(tmp_path)
    try:
        asyncio.run(run(server))
    finally:
        server.stop()
