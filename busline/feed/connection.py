"""The connection to Redis, and what is said when it is away."""

from collections.abc import Iterator
from contextlib import contextmanager

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.retry import Retry

from busline.errors import Away

HEALTH_CHECK_S = 30
# Far more than there are threads in one process, far fewer than a server takes.
MAX_CONNECTIONS = 256
# A server that can't write is as far away as one that is not there.
UNREACHABLE = (redis.ConnectionError, redis.TimeoutError, ReadOnlyError, OutOfMemoryError)


class FeedAway(Away):
    """Redis can't be reached; what is in the record is safe."""

    code = "feed-away"

    def __init__(self) -> None:
        super().__init__(
            "The planning can't be reached at the moment. What was agreed before is safe. "
            "Please try again in a minute.",
            part="feed",
        )


@contextmanager
def feed_reachable() -> Iterator[None]:
    """Turn what redis-py raises about a lost connection into `FeedAway`.

    Raises
    ------
    FeedAway
        If the server does not answer, or answers that it can't write now.
    """
    try:
        yield
    except UNREACHABLE as broken:
        raise FeedAway from broken


class Feed:
    """A Redis or Valkey server by URL; connects when it is first used.

    Parameters
    ----------
    url
        ``redis://…``, ``rediss://…`` or ``unix://…``.
    name
        Who we are, as the server lists its clients: ``api``, ``dispatcher``.
    timeout_s
        How long to wait for the server before it counts as away.
    """

    def __init__(self, url: str, *, name: str, timeout_s: float = 5.0) -> None:
        self.url = url
        self.name = name
        self.timeout_s = timeout_s
        self._waiting: dict[float, redis.Redis] = {}
        self.redis = self._client(timeout_s)

    def waiting(self, longest_s: float) -> redis.Redis:
        """Return a client for commands that block for up to `longest_s`, with its own connections."""
        if longest_s not in self._waiting:
            self._waiting[longest_s] = self._client(longest_s + self.timeout_s)
        return self._waiting[longest_s]

    def aio(self) -> redis.asyncio.Redis:
        """Return a new asyncio client for the running event loop; whoever asked closes it."""
        return redis.asyncio.Redis.from_url(
            self.url,
            decode_responses=True,
            encoding_errors="replace",
            client_name=self.name,
            protocol=2,
            health_check_interval=HEALTH_CHECK_S,
            socket_timeout=self.timeout_s,
            socket_connect_timeout=self.timeout_s,
            retry=AsyncRetry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )

    def is_there(self) -> bool:
        """Tell whether the server answers now."""
        try:
            return bool(self.redis.ping())
        except UNREACHABLE:
            return False

    def close(self) -> None:
        """Close all connections."""
        for client in (self.redis, *self._waiting.values()):
            client.close()

    def _client(self, socket_timeout_s: float) -> redis.Redis:
        return redis.Redis.from_url(
            self.url,
            decode_responses=True,
            encoding_errors="replace",  # garbage must reach the dead letters, not break the reader
            client_name=self.name,
            protocol=2,
            max_connections=MAX_CONNECTIONS,
            health_check_interval=HEALTH_CHECK_S,
            socket_timeout=socket_timeout_s,
            socket_connect_timeout=self.timeout_s,
            # Once more at once, for connections that a restart of the server left dead in the pool. A
            # timeout is not tried again: it has been waited for already.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )
