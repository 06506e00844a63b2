"""The queue: every command reaches a dispatcher at least once, and what can't be read is set aside."""

import json
import threading

import pytest

from busline.errors import ErrorKind
from busline.feed import keys
from busline.feed.client import put
from busline.feed.connection import Feed
from busline.feed.dead import MOST_KEPT, bury, dead_letters
from busline.feed.messages import AnyCommand, Done, Failed, LineChanged, reply_adapter
from busline.feed.queue import MOST_DELIVERIES, CommandQueue
from tests.busline.feed.helpers import LINE, SENT, ping, until

STREAM = keys.commands(LINE)


def ids(queue: CommandQueue, **wait: float) -> list[str]:
    return [delivery.command.id for delivery in queue.receive(wait.get("block_s", 0))]


def reply_to(feed: Feed, message_id: str) -> Failed | Done:
    raw = feed.redis.lpop(keys.reply(message_id))
    reply = reply_adapter.validate_json(str(raw))
    assert isinstance(reply, (Failed, Done))
    return reply


def test_a_new_line_has_nothing(feed: Feed) -> None:
    assert ids(CommandQueue(feed, LINE, "d1")) == []
    assert ids(CommandQueue(feed, LINE, "d1"), block_s=0.01) == []
    assert CommandQueue(feed, "sloten", "d1").reclaim(0) == []


def test_commands_come_in_their_order_and_leave_when_answered(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    sent: list[AnyCommand] = [
        ping(),
        LineChanged(id="m2", line_id=LINE, actor="tests", sent_at=SENT, what="rules"),
        ping(),
    ]
    for command in sent:
        put(feed.redis, command)  # before the group was ever made
    deliveries = queue.receive(0)
    assert [delivery.command for delivery in deliveries] == sent
    assert ids(queue) == []
    for delivery in deliveries:
        queue.answer(delivery, Done(result={"to": delivery.command.id}))
    assert feed.redis.xlen(STREAM) == 0
    assert feed.redis.xpending(STREAM, keys.GROUP)["pending"] == 0
    assert reply_to(feed, "m2") == Done(result={"to": "m2"})


def test_replies_that_nobody_fetches_expire(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    put(feed.redis, ping(message_id="m1"))
    put(feed.redis, ping(message_id="m2"))
    first, second = queue.receive(0)
    queue.answer(first, Done())
    queue.answer(second, None)
    assert 0 < feed.redis.ttl(keys.reply("m1")) <= 60
    assert not feed.redis.exists(keys.reply("m2"))
    assert feed.redis.xlen(STREAM) == 0


def test_count_limits_what_is_taken_at_once(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    for _ in range(5):
        put(feed.redis, ping())
    assert [len(queue.receive(0, count=2)) for _ in range(4)] == [2, 2, 1, 0]


def test_waiting_ends_when_a_command_comes(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    assert ids(queue) == []
    sender = threading.Timer(0.05, put, (feed.redis, ping(message_id="m1")))
    sender.start()
    assert ids(queue, block_s=20) == ["m1"]
    sender.join()


def test_two_consumers_share_the_work_and_take_nothing_twice(feed: Feed) -> None:
    first, second = CommandQueue(feed, LINE, "d1"), CommandQueue(feed, LINE, "d2")
    for number in range(6):
        put(feed.redis, ping(message_id=f"m{number}"))
    taken = [d.command.id for q in (first, second, first) for d in q.receive(0, count=2)]
    assert taken == [f"m{number}" for number in range(6)]


def test_what_a_dead_consumer_left_is_reclaimed(feed: Feed) -> None:
    dead, heir = CommandQueue(feed, LINE, "dead"), CommandQueue(feed, LINE, "heir")
    put(feed.redis, ping(message_id="m1"))
    put(feed.redis, ping(message_id="m2"))
    answered, _left = dead.receive(0)
    dead.answer(answered, Done())
    assert heir.reclaim(min_idle_s=60) == []  # the other may still be at it
    found = heir.reclaim(min_idle_s=0)
    assert [delivery.command.id for delivery in found] == ["m2"]
    heir.answer(found[0], Done(result={"by": "heir"}))
    assert heir.reclaim(min_idle_s=0) == []
    assert reply_to(feed, "m2") == Done(result={"by": "heir"})


def test_a_restarted_consumer_reclaims_its_own(feed: Feed) -> None:
    put(feed.redis, ping(message_id="m1"))
    assert ids(CommandQueue(feed, LINE, "d1")) == ["m1"]
    again = CommandQueue(feed, LINE, "d1")
    assert ids(again) == []
    assert [delivery.command.id for delivery in again.reclaim(0)] == ["m1"]


def test_a_command_that_nobody_survives_is_given_up(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    put(feed.redis, ping(message_id="deadly"))
    assert ids(queue) == ["deadly"]
    for _ in range(MOST_DELIVERIES - 1):  # the first was receive's
        assert [delivery.command.id for delivery in queue.reclaim(0)] == ["deadly"]
    put(feed.redis, ping(message_id="healthy"))
    assert ids(queue) == ["healthy"]
    assert [delivery.command.id for delivery in queue.reclaim(0)] == ["healthy"]
    assert [letter.reason for letter in dead_letters(feed, LINE)] == ["not answered in 5 deliveries"]
    failed = reply_to(feed, "deadly")
    assert isinstance(failed, Failed)
    assert (failed.code, failed.kind) == ("command-given-up", ErrorKind.AWAY)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"message": "no json at all {"}, "Invalid JSON"),
        ({"message": b"\xff\xfe\x00"}, "Invalid JSON"),
        ({"message": "[" * 5_000}, "Invalid JSON"),
        ({"message": "[1, 2]"}, "should be an object"),
        ({"message": ""}, "Invalid JSON"),
        ({"other": "field"}, "no field “message”"),
        ({"message": json.dumps(ping().model_dump(mode="json") | {"v": 2})}, "version 2, this reads"),
        ({"message": ping("sloten").model_dump_json()}, "for line sloten"),
        ({"message": json.dumps({"v": 1, "id": "m", "type": "fly_me_to_the_moon"})}, "'fly_me_to_the_moon'"),
        ({"message": json.dumps({"v": 1, "id": "m", "type": "ping", "line_id": LINE})}, "ping.actor"),
    ],
)
def test_what_can_not_be_read_is_set_aside(embedded_feed: Feed, fields: dict[str, str], reason: str) -> None:
    feed, queue = embedded_feed, CommandQueue(embedded_feed, LINE, "d1")
    put(feed.redis, ping(message_id="before"))
    feed.redis.xadd(STREAM, fields)  # type: ignore[arg-type]
    put(feed.redis, ping(message_id="after"))
    assert ids(queue) == ["before", "after"]
    assert queue.reclaim(60) == []
    assert feed.redis.xlen(STREAM) == 2
    (letter,) = dead_letters(feed, LINE)
    assert reason in letter.reason
    assert letter.at.tzinfo is not None


def test_whoever_sent_an_unreadable_command_is_told(feed: Feed) -> None:
    newer = json.dumps({"v": 2, "id": "m1", "type": "ping", "line_id": LINE})
    feed.redis.xadd(STREAM, {"message": newer})
    assert ids(CommandQueue(feed, LINE, "d1")) == []
    failed = reply_to(feed, "m1")
    assert isinstance(failed, Failed)
    assert failed.code == "unreadable-command"


def test_dead_letters_are_the_newest_first_and_not_without_end(embedded_feed: Feed) -> None:
    for number in range(MOST_KEPT + 300):
        bury(embedded_feed, LINE, "x" * 20_000 if number < 3 else "x", f"reason {number}")
    assert [letter.reason for letter in dead_letters(embedded_feed, LINE, 2)] == [
        "reason 1299",
        "reason 1298",
    ]
    # Trimmed by whole nodes of the stream, so that a few more than asked for may stay.
    assert MOST_KEPT <= embedded_feed.redis.xlen(keys.dead_letters(LINE)) < MOST_KEPT + 300
    assert dead_letters(embedded_feed, "sloten") == []


def test_a_loss_of_everything_while_waiting(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    assert ids(queue) == []
    got: list[str] = []
    waiting = threading.Thread(target=lambda: got.extend(ids(queue, block_s=20)))
    waiting.start()
    until(lambda: feed.redis.info("clients")["blocked_clients"] == 1)
    feed.redis.flushall()
    put(feed.redis, ping(message_id="afterwards"))
    waiting.join()
    assert got == ["afterwards"]


def test_a_loss_between_receiving_and_answering(feed: Feed) -> None:
    queue = CommandQueue(feed, LINE, "d1")
    put(feed.redis, ping(message_id="m1"))
    (delivery,) = queue.receive(0)
    feed.redis.flushall()
    queue.answer(delivery, Done())  # whoever waits is answered all the same
    assert reply_to(feed, "m1") == Done()
    assert queue.reclaim(0) == []
    put(feed.redis, ping(message_id="m2"))
    assert ids(queue) == ["m2"]
