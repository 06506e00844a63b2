"""Who owns a line now: a key in Redis that expires unless its holder renews it.

Redis may forget a lease at any moment, or its holder may sleep through it. A lease therefore only keeps
dispatchers from getting in each other's way; what keeps the plan safe is the fencing number in the record
(`busline.record.leases`).
"""

from typing import Any

from busline.feed import keys
from busline.feed.connection import Feed, feed_reachable

_ACQUIRE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""


class Lease:
    """The lease of one line for one holder.

    Parameters
    ----------
    feed
        Where leases are kept.
    line_id
        The line to own.
    holder
        A name that no other process has, and this one does not keep over a restart.
    lease_s
        How long the lease lasts without renewal.
    """

    def __init__(self, feed: Feed, line_id: str, holder: str, lease_s: float) -> None:
        self.line_id = line_id
        self.holder = holder
        self.lease_s = lease_s
        self._redis = feed.redis

    def acquire(self) -> bool:
        """Take the lease if it is free, or ours already; tell whether we hold it.

        Raises
        ------
        FeedAway
            If Redis can't be reached; so do the other methods.
        """
        return self._run(_ACQUIRE, self._lease_ms)

    def renew(self) -> bool:
        """Prolong the lease; False means that it is lost, to somebody else or to nobody."""
        return self._run(_RENEW, self._lease_ms)

    def release(self) -> None:
        """Give the lease back if we hold it."""
        self._run(_RELEASE)

    @property
    def _lease_ms(self) -> int:
        return round(self.lease_s * 1000)

    def _run(self, script: str, *arguments: Any) -> bool:
        with feed_reachable():
            return bool(self._redis.eval(script, 1, keys.lease(self.line_id), self.holder, *arguments))


def holder_of(feed: Feed, line_id: str) -> str | None:
    """Return who holds the lease of a line, or None.

    Raises
    ------
    FeedAway
        If Redis can't be reached.
    """
    with feed_reachable():
        holder = feed.redis.get(keys.lease(line_id))
    return None if holder is None else str(holder)
