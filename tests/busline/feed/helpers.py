"""A small dispatcher that answers, and short ways to make messages."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from busline.feed.connection import Feed, FeedAway
from busline.feed.lease import Lease
from busline.feed.messages import AnyCommand, AnyReply, Done, Ping
from busline.feed.queue import CommandQueue
from busline.nouns import LegName, Offer, Promise
from busline.record.tables.base import new_id

LINE = "osdorp"
SENT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def ping(line_id: str = LINE, message_id: str | None = None) -> Ping:
    """Return the empty message."""
    return Ping(id=message_id or new_id(), line_id=line_id, actor="tests", sent_at=SENT)


def echo(command: AnyCommand) -> AnyReply:
    """Answer with the id of the command, so that a test sees whose answer it got."""
    return Done(result={"id": command.id})


@contextmanager
def dispatcher(
    url: str, answer: Callable[[AnyCommand], AnyReply | None] = echo, name: str = "tests-dispatcher"
) -> Iterator[Lease]:
    """Run a dispatcher in a thread that holds the line's lease, renews it and answers with `answer`."""
    feed = Feed(url, name=name)
    lease = Lease(feed, LINE, name, lease_s=30)
    queue = CommandQueue(feed, LINE, name)
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            try:
                lease.acquire()
                for delivery in queue.receive(block_s=0.05):
                    reply = answer(delivery.command)
                    if reply is not None:
                        queue.answer(delivery, reply)
            except FeedAway:
                over.wait(0.02)

    assert lease.acquire()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield lease
    finally:
        over.set()
        thread.join()
        feed.close()


def until(true: Callable[[], bool], *, within_s: float = 15.0) -> None:
    """Wait until `true` holds; fail if it never does."""
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def offer(offer_id: str, expires_at: datetime) -> Offer:
    """Return an offer for a ride half an hour after `SENT`."""
    at = SENT + timedelta(minutes=30)
    return Offer(
        id=offer_id,
        request_id="r1",
        leg=LegName.OUT,
        promise=Promise(
            pickup_from=at, pickup_to=at + timedelta(minutes=10), dropoff_by=at + timedelta(hours=1)
        ),
        van_id="van-1",
        duty_id="d1",
        driver_known=True,
        held=True,
        expires_at=expires_at,
        expected_pickup=at,
        expected_dropoff=at + timedelta(minutes=20),
    )
