"""The answering side: takes a line's commands off its stream, one consumer group for all dispatchers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import redis
import structlog
from pydantic import ValidationError

from busline.errors import ErrorKind
from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.feed.dead import bury
from busline.feed.messages import VERSION, AnyCommand, AnyReply, Failed, command_adapter

log = structlog.get_logger()

LONGEST_BLOCK_S = 30.0
REPLY_KEPT_S = 60  # longer than any asker waits
MOST_DELIVERIES = 5
AT_ONCE = 64

UNREADABLE = Failed(
    code="unreadable-command",
    kind=ErrorKind.INVALID,
    detail="The planning can't read this request. Please tell whoever looks after the system.",
)
GIVEN_UP = Failed(
    code="command-given-up",
    kind=ErrorKind.AWAY,
    detail="The planning failed at this request several times. Please tell whoever looks after the system.",
)
# The reply goes out and the command leaves the stream, both or neither, in one command: it is what a caller
# waits for.
_CLOSE = """
if ARGV[1] ~= '' then
  redis.call('RPUSH', KEYS[1], ARGV[1])
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
redis.call('XACK', KEYS[2], ARGV[3], ARGV[4])
redis.call('XDEL', KEYS[2], ARGV[4])
return 1
"""
Entry = tuple[str, dict[str, str] | None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A command with its place in the stream, where it stays until it is answered."""

    entry_id: str
    command: AnyCommand


class CommandQueue:
    """The commands of one line for one consumer. Every method raises `FeedAway` if Redis can't be reached.

    What was received and not answered, because the consumer died, is there for `reclaim`. A command is
    delivered at least once, however old it is: whoever carries it out looks at ``sent_at`` and at its
    idempotency key.

    Parameters
    ----------
    feed
        Where the commands come in.
    line_id
        The line whose commands to take.
    consumer
        A name that no other process has.
    """

    def __init__(self, feed: Feed, line_id: str, consumer: str) -> None:
        self.line_id = line_id
        self.consumer = consumer
        self._feed = feed
        self._redis = feed.redis
        self._waiting = feed.waiting(LONGEST_BLOCK_S)
        self._stream = keys.commands(line_id)

    def receive(self, block_s: float, count: int = AT_ONCE) -> list[Delivery]:
        """Return the next commands, waiting for the first for up to `block_s` (0: don't wait).

        Parameters
        ----------
        block_s
            0 to 30 seconds.
        count
            The most commands to return, at least 1.
        """
        block_ms = round(min(block_s, LONGEST_BLOCK_S) * 1000) or None  # 0 would mean for ever
        client = self._redis if block_ms is None else self._waiting
        found: Any = self._in_group(
            lambda: client.xreadgroup(
                keys.GROUP, self.consumer, {self._stream: ">"}, count=count, block=block_ms
            )
        )
        return self._readable(found[0][1]) if found else []

    def reclaim(self, min_idle_s: float, count: int = AT_ONCE) -> list[Delivery]:
        """Take over commands that a consumer received at least `min_idle_s` ago and did not answer.

        One that has been delivered five times goes to the dead letters instead: it may be what they die of.
        """
        idle_ms = round(min_idle_s * 1000)
        found: Any = self._in_group(
            lambda: self._redis.xautoclaim(
                self._stream, keys.GROUP, self.consumer, min_idle_time=idle_ms, count=count
            )
        )
        entries: list[Entry] = found[1]
        if not entries:
            return []
        tired = self._delivered_too_often(entries)
        for entry_id, fields in entries:
            if entry_id in tired:
                self._set_aside(entry_id, fields, f"not answered in {MOST_DELIVERIES} deliveries", GIVEN_UP)
        return self._readable([entry for entry in entries if entry[0] not in tired])

    def answer(self, delivery: Delivery, reply: AnyReply | None) -> None:
        """Send `reply` to whoever waits for it (None: nobody does) and take the command off the stream."""
        self._close(delivery.entry_id, delivery.command.id, reply)

    def _in_group(self, command: Callable[[], Any]) -> Any:
        """Run `command`; make the group first where it is missing: on a new line, or after a loss."""
        with feed_reachable():
            try:
                return command()
            except redis.ResponseError as refused:
                # UNBLOCKED: the stream vanished while we waited on it.
                if not str(refused).startswith(("NOGROUP", "UNBLOCKED")):
                    raise
                self._make_group()
                return command()

    def _make_group(self) -> None:
        log.info("command group made", line=self.line_id)
        try:
            # From the very first entry: what came before the group was there is waiting as well.
            self._redis.xgroup_create(self._stream, keys.GROUP, id="0", mkstream=True)
        except redis.ResponseError as refused:
            if not str(refused).startswith("BUSYGROUP"):  # another consumer was first
                raise

    def _readable(self, entries: list[Entry]) -> list[Delivery]:
        deliveries = []
        for entry_id, fields in entries:
            if fields is None:  # trimmed away since it was delivered
                continue
            try:
                deliveries.append(Delivery(entry_id, self._read(fields)))
            except (ValidationError, _Unreadable) as unreadable:
                self._set_aside(entry_id, fields, _reason(fields, unreadable), UNREADABLE)
        return deliveries

    def _read(self, fields: dict[str, str]) -> AnyCommand:
        if "message" not in fields:
            raise _Unreadable("no field “message”")
        command = command_adapter.validate_json(fields["message"])
        if command.line_id != self.line_id:
            raise _Unreadable(f"for line {command.line_id}, came in on {self.line_id}")
        return command

    def _delivered_too_often(self, entries: list[Entry]) -> set[str]:
        with feed_reachable():
            pending: Any = self._redis.xpending_range(
                self._stream,
                keys.GROUP,
                min=entries[0][0],
                max=entries[-1][0],
                count=AT_ONCE * 4,
                consumername=self.consumer,
            )
        return {entry["message_id"] for entry in pending if entry["times_delivered"] > MOST_DELIVERIES}

    def _set_aside(self, entry_id: str, fields: dict[str, str] | None, reason: str, reply: Failed) -> None:
        """Bury an entry, and tell whoever waits for its answer, if that much can be read."""
        message = (fields or {}).get("message", str(fields))
        log.error("dead letter", line=self.line_id, entry=entry_id, reason=reason)
        bury(self._feed, self.line_id, message, reason)
        asker = _loosely(message).get("id")
        self._close(entry_id, asker if isinstance(asker, str) else "", reply)

    def _close(self, entry_id: str, asker: str, reply: AnyReply | None) -> None:
        answer = reply.model_dump_json() if reply is not None and asker else ""
        names = (keys.reply(asker), self._stream)
        with feed_reachable():
            self._redis.eval(_CLOSE, len(names), *names, answer, REPLY_KEPT_S, keys.GROUP, entry_id)


class _Unreadable(Exception):
    """An entry that is no command for this line."""


def _loosely(message: str) -> dict[str, Any]:
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _reason(fields: dict[str, str], unreadable: Exception) -> str:
    """Say in one line what is wrong with a message, the version first."""
    version = _loosely(fields.get("message", "")).get("v", VERSION)
    if version != VERSION:
        return f"version {version}, this reads version {VERSION}"
    if not isinstance(unreadable, ValidationError):
        return str(unreadable)
    return "; ".join(
        ".".join(str(part) for part in fault["loc"]) + ": " + fault["msg"]
        for fault in unreadable.errors(include_url=False, include_context=False, include_input=False)[:5]
    ).lstrip(": ")
