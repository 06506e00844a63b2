"""Where vans are: the newest place alone, over by itself, and never said to who only listens."""

from datetime import datetime, timedelta

from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.van_places import LASTS, VanPlace, VanPlaceShelf
from tests.busline.feed.helpers import LINE, SENT


def place(duty: str, lat: float = 52.36, at: datetime = SENT) -> VanPlace:
    return VanPlace(duty_id=duty, lat=lat, lon=4.8, at=at)


def test_only_the_newest_place_of_a_duty_is_there(feed: Feed) -> None:
    shelf = VanPlaceShelf(feed)
    for lat in (52.36, 52.37):
        shelf.put(LINE, place("d1", lat))
    shelf.put(LINE, place("d2"))
    shelf.put("sloten", place("d3"))
    found = shelf.of_duties(LINE, ["d1", "d3", "d4"], SENT)
    assert {duty: one.lat for duty, one in found.items()} == {"d1": 52.37}
    assert sorted(feed.redis.keys("*van-place*")) == [
        keys.van_place(LINE, "d1"),
        keys.van_place(LINE, "d2"),
        keys.van_place("sloten", "d3"),
    ]
    assert shelf.of_duties(LINE, [], SENT) == {}


def test_a_place_is_gone_after_ten_silent_minutes(feed: Feed) -> None:
    shelf = VanPlaceShelf(feed)
    shelf.put(LINE, place("d1"))
    assert timedelta(minutes=10) == LASTS
    assert 0 < feed.redis.pttl(keys.van_place(LINE, "d1")) <= 600_000  # Redis itself forgets it
    assert list(shelf.of_duties(LINE, ["d1"], SENT + LASTS - timedelta(seconds=1))) == ["d1"]
    assert shelf.of_duties(LINE, ["d1"], SENT + LASTS) == {}


def test_a_place_that_is_dropped_is_gone_at_once(feed: Feed) -> None:
    shelf = VanPlaceShelf(feed)
    shelf.put(LINE, place("d1"))
    shelf.drop(LINE, "d1")
    shelf.drop(LINE, "d1")
    assert shelf.of_duties(LINE, ["d1"], SENT) == {}
    assert feed.redis.keys("*van-place*") == []


def test_pages_hear_that_a_van_moved_and_not_where_it_is(feed: Feed) -> None:
    listener, shelf = feed.redis.pubsub(), VanPlaceShelf(feed)
    listener.subscribe(keys.live(LINE))
    shelf.put(LINE, place("d1"))
    shelf.drop(LINE, "d1")
    shelf.drop(LINE, "d1")  # nothing was there: nothing is told
    heard = []
    while (message := listener.get_message(timeout=0.3)) is not None:
        heard += [str(message["data"])] if message["type"] == "message" else []
    assert len(heard) == 2
    assert all('"places"' in told and "52." not in told for told in heard)
    listener.close()


def test_what_another_version_wrote_is_no_place(feed: Feed) -> None:
    feed.redis.set(keys.van_place(LINE, "d1"), '{"where": "here"}')
    assert VanPlaceShelf(feed).of_duties(LINE, ["d1"], SENT) == {}
