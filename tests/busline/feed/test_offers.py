"""Held offers: there until they expire, by whichever clock they were put."""

from datetime import datetime, timedelta

from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.offers import OfferShelf
from tests.busline.feed.helpers import SENT, offer, until


def in_s(seconds: float) -> datetime:
    return SENT + timedelta(seconds=seconds)


def test_what_was_put_is_there(feed: Feed) -> None:
    shelf, offers = OfferShelf(feed), [offer("b", in_s(180)), offer("a", in_s(180)), offer("c", in_s(60))]
    shelf.put("osdorp", offers, SENT)
    assert shelf.get("osdorp", "a") == offers[1]
    assert shelf.get("osdorp", "z") is None
    assert shelf.get("sloten", "a") is None
    assert [o.id for o in shelf.all_of("osdorp")] == ["c", "a", "b"]
    assert shelf.all_of("sloten") == []


def test_the_time_left_is_counted_from_the_given_present(feed: Feed) -> None:
    # 180 s to go at 08:00 of 2026; the machine's own date plays no part.
    OfferShelf(feed).put("osdorp", [offer("a", in_s(180))], SENT)
    assert 170_000 < feed.redis.pttl(keys.offer("osdorp", "a")) <= 180_000


def test_expired_offers_leave_the_shelf_and_its_index(feed: Feed) -> None:
    shelf = OfferShelf(feed)
    shelf.put("osdorp", [offer("short", in_s(0.05)), offer("long", in_s(180)), offer("past", in_s(-1))], SENT)
    until(lambda: shelf.get("osdorp", "short") is None)
    assert [o.id for o in shelf.all_of("osdorp")] == ["long"]
    assert feed.redis.smembers(keys.offer_index("osdorp")) == {"long"}


def test_dropped_offers_are_gone(feed: Feed) -> None:
    shelf = OfferShelf(feed)
    shelf.put("osdorp", [offer(name, in_s(180)) for name in "abc"], SENT)
    shelf.drop("osdorp", ["a", "c", "never"])
    shelf.drop("osdorp", [])
    assert [o.id for o in shelf.all_of("osdorp")] == ["b"]


def test_putting_again_prolongs(feed: Feed) -> None:
    shelf = OfferShelf(feed)
    shelf.put("osdorp", [offer("a", in_s(10))], SENT)
    shelf.put("osdorp", [offer("a", in_s(600))], SENT)
    assert feed.redis.pttl(keys.offer("osdorp", "a")) > 500_000
    assert len(shelf.all_of("osdorp")) == 1


def test_nothing_to_put(feed: Feed) -> None:
    OfferShelf(feed).put("osdorp", [], SENT)
    OfferShelf(feed).put("osdorp", [offer("past", SENT)], SENT)
    assert feed.redis.keys("*") == []


def test_a_loss_of_everything_and_garbage(feed: Feed) -> None:
    shelf = OfferShelf(feed)
    shelf.put("osdorp", [offer(name, in_s(180)) for name in "ab"], SENT)
    feed.redis.set(keys.offer("osdorp", "a"), "garbage")
    assert shelf.get("osdorp", "a") is None
    assert [o.id for o in shelf.all_of("osdorp")] == ["b"]
    feed.redis.flushall()
    assert shelf.all_of("osdorp") == []
