"""Leases: one holder a line, taken over when not renewed, lost when Redis forgets."""

import threading

from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.lease import Lease, holder_of
from tests.busline.feed.helpers import until


def test_one_holder_at_a_time(feed: Feed) -> None:
    first, second = Lease(feed, "osdorp", "first", 30), Lease(feed, "osdorp", "second", 30)
    assert holder_of(feed, "osdorp") is None
    assert first.acquire()
    assert not second.acquire()
    assert not second.renew()
    assert first.acquire()  # ours already
    assert first.renew()
    assert holder_of(feed, "osdorp") == "first"
    assert Lease(feed, "sloten", "second", 30).acquire()  # lines are independent


def test_an_expired_lease_is_taken_over_and_the_sleeper_notices(feed: Feed) -> None:
    sleeper, successor = Lease(feed, "osdorp", "sleeper", 0.05), Lease(feed, "osdorp", "successor", 30)
    assert sleeper.acquire()
    until(successor.acquire)
    assert not sleeper.renew()
    assert not sleeper.acquire()
    sleeper.release()  # not ours: stays
    assert holder_of(feed, "osdorp") == "successor"


def test_an_expired_lease_that_nobody_took_is_not_renewed_but_acquired(feed: Feed) -> None:
    lease = Lease(feed, "osdorp", "d1", 0.05)
    assert lease.acquire()
    until(lambda: holder_of(feed, "osdorp") is None)
    assert not lease.renew()  # somebody else may have had it meanwhile: needs a new fencing number
    assert lease.acquire()


def test_renewing_makes_it_last(feed: Feed) -> None:
    Lease(feed, "osdorp", "d1", 1).acquire()
    assert Lease(feed, "osdorp", "d1", 60).renew()
    assert feed.redis.pttl(keys.lease("osdorp")) > 30_000


def test_releasing_lets_the_next_in_at_once(feed: Feed) -> None:
    lease = Lease(feed, "osdorp", "d1", 30)
    lease.acquire()
    lease.release()
    lease.release()
    assert Lease(feed, "osdorp", "d2", 30).acquire()


def test_a_lease_that_redis_forgot(feed: Feed) -> None:
    lease = Lease(feed, "osdorp", "d1", 30)
    assert lease.acquire()
    feed.redis.flushall()
    assert not lease.renew()
    assert lease.acquire()


def test_many_at_once_get_one_holder(feed: Feed) -> None:
    won: list[str] = []

    def run(name: str) -> None:
        if Lease(feed, "osdorp", name, 30).acquire():
            won.append(name)

    threads = [threading.Thread(target=run, args=(f"d{n}",)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [holder_of(feed, "osdorp")]
