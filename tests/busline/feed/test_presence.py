"""Who is busy with whom: said once to the pages, and over by itself."""

from datetime import datetime, timedelta

from busline.feed import keys
from busline.feed.connection import Feed
from busline.feed.presence import LASTS, Busy, PresenceShelf
from tests.busline.feed.helpers import LINE, SENT


def busy(resident: str, login: str = "anna", desk: str = "d1", now: datetime = SENT) -> Busy:
    return Busy(desk=desk, resident=resident, login=login, name=login.title(), expires_at=now + LASTS)


def with_whom(shelf: PresenceShelf, now: datetime = SENT) -> list[tuple[str, str]]:
    return [(one.login, one.resident) for one in shelf.all_of(LINE, now)]


def test_a_desk_is_busy_with_one_resident_and_leaves_only_its_own(feed: Feed) -> None:
    shelf = PresenceShelf(feed)
    shelf.put(LINE, busy("b001"))
    shelf.put(LINE, busy("b002"))
    shelf.put(LINE, busy("b003", "bea"))
    shelf.put("sloten", busy("b009", "cor"))
    assert with_whom(shelf) == [("anna", "b002"), ("bea", "b003")]
    shelf.leave(LINE, "bea", "another-desk")
    shelf.leave(LINE, "bea", "d1")
    assert with_whom(shelf) == [("anna", "b002")]


def test_who_is_not_heard_of_again_is_gone(feed: Feed) -> None:
    shelf = PresenceShelf(feed)
    shelf.put(LINE, busy("b001"))
    later = SENT + LASTS - timedelta(seconds=1)
    shelf.put(LINE, busy("b002", "bea", now=later))
    assert with_whom(shelf, later) == [("anna", "b001"), ("bea", "b002")]
    assert with_whom(shelf, SENT + LASTS) == [("bea", "b002")]
    assert feed.redis.hkeys(keys.presence(LINE)) == ["bea:d1"]
    assert 0 < feed.redis.pttl(keys.presence(LINE)) <= LASTS.total_seconds() * 1000


def test_the_pages_hear_of_another_resident_and_not_of_each_beat(feed: Feed) -> None:
    listener, shelf = feed.redis.pubsub(), PresenceShelf(feed)
    listener.subscribe(keys.live(LINE))
    for resident in ("b001", "b001", "b001", "b002"):
        shelf.put(LINE, busy(resident))
    shelf.leave(LINE, "anna", "d1")
    shelf.leave(LINE, "anna", "d1")
    heard = []
    while (message := listener.get_message(timeout=0.3)) is not None:
        heard += [message["data"]] if message["type"] == "message" else []
    assert len(heard) == 3
    assert all('"presence"' in str(told) and "b00" not in str(told) for told in heard)
    listener.close()


def test_what_another_version_wrote_is_as_good_as_gone(feed: Feed) -> None:
    feed.redis.hset(keys.presence(LINE), "anna:d1", '{"who": "anna"}')
    assert with_whom(PresenceShelf(feed)) == []
    assert feed.redis.hlen(keys.presence(LINE)) == 0
