"""The asking side: puts a command on a line's stream and waits for the answer."""

from typing import Any

from pydantic import ValidationError

from busline.clock import Clock
from busline.errors import Away, BuslineError
from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable
from busline.feed.messages import (
    AnyCommand,
    AnyReply,
    Confirmed,
    Done,
    Explained,
    Failed,
    Moved,
    Offers,
    Ping,
    command_adapter,
    reply_adapter,
)
from busline.record.tables.base import new_id

# Commands that nobody fetches don't fill the memory; whatever must not be lost is in the record anyway.
MOST_WAITING = 10_000
NOBODY_THERE = ""

# Asks in one go, so that asking costs one way there and back: without a lease the command is not even put
# on the stream, and the asker, who waits on the reply list already, is answered at once.
_ASK = """
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('RPUSH', KEYS[3], '')
  redis.call('PEXPIRE', KEYS[3], 1000)
  return 0
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[1], '*', 'message', ARGV[2])
return 1
"""


class DispatcherAway(Away):
    """Nobody plans this line now, or whoever does did not answer in time."""

    code = "dispatcher-away"

    def __init__(self, line_id: str, *, why: str) -> None:
        super().__init__(
            "The planning does not answer at the moment. What was agreed before is safe. "
            "Please try again in a minute.",
            part="dispatcher",
            line=line_id,
            why=why,
        )


class CommandFailed(BuslineError):
    """The dispatcher understood the command and refused it; code and kind are those of its reply."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.detail)
        self.code = failed.code
        self.kind = failed.kind
        self.params = dict(failed.params)


class DispatcherClient:
    """Asks the dispatchers of all lines; one client serves any number of threads.

    Parameters
    ----------
    feed
        Where the dispatchers listen.
    clock
        Gives the time a message is sent at.
    reply_timeout_s
        How long an answer may take.
    """

    def __init__(self, feed: Feed, clock: Clock, reply_timeout_s: float) -> None:
        self.clock = clock
        self.reply_timeout_s = reply_timeout_s
        self._redis = feed.redis
        self._waiting = feed.waiting(reply_timeout_s)

    def ask(self, command: AnyCommand) -> Offers | Confirmed | Explained | Moved | Done:
        """Send `command` to the dispatcher of its line and return the answer.

        A command may reach the dispatcher twice when the connection breaks in between; give it an
        idempotency key where that matters. After `DispatcherAway` with ``why="no-answer"`` it may still
        be carried out; one that is `AtOnce` only by a dispatcher that has begun with it by then.

        Raises
        ------
        CommandFailed
            If the dispatcher refused; nothing was changed.
        DispatcherAway
            If nobody holds the line, or there was no answer in time.
        FeedAway
            If Redis can't be reached.
        """
        raw = self._exchange(command)
        if raw is None:
            raise DispatcherAway(command.line_id, why="no-answer")
        if raw == NOBODY_THERE:
            raise DispatcherAway(command.line_id, why="no-lease")
        try:
            reply = reply_adapter.validate_json(raw)
        except ValidationError as unreadable:
            raise DispatcherAway(command.line_id, why="unreadable-answer") from unreadable
        if isinstance(reply, Failed):
            raise CommandFailed(reply)
        return reply

    def tell(self, command: AnyCommand) -> None:
        """Send `command` without waiting; it stays on the stream until a dispatcher takes the line.

        Raises
        ------
        FeedAway
            If Redis can't be reached.
        """
        with feed_reachable():
            put(self._redis, command)

    def ping(self, line_id: str, actor: str = "api") -> None:
        """Return once the dispatcher of `line_id` has answered an empty message; raises as `ask` does."""
        self.ask(Ping(id=new_id(), line_id=line_id, actor=actor, sent_at=self.clock.now()))

    def _exchange(self, command: AnyCommand) -> str | None:
        """Return the raw answer: none in time is None, no lease an empty text."""
        line, answer = command.line_id, keys.reply(command.id)
        pipeline = self._waiting.pipeline(transaction=False)
        pipeline.eval(
            _ASK, 3, keys.lease(line), keys.commands(line), answer, str(MOST_WAITING), _json(command)
        )
        pipeline.blpop([answer], self.reply_timeout_s)
        with feed_reachable():
            _, popped = pipeline.execute()
        return None if popped is None else str(popped[1])


def put(client: Any, command: AnyCommand) -> None:
    """Add `command` to its line's stream by a Redis client or pipeline."""
    client.xadd(
        keys.commands(command.line_id), {"message": _json(command)}, maxlen=MOST_WAITING, approximate=True
    )


def _json(command: AnyCommand) -> bytes:
    return command_adapter.dump_json(command)


__all__ = ["AnyReply", "CommandFailed", "DispatcherAway", "DispatcherClient", "put"]
