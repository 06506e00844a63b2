"""The feed, who owns each line, and what got stuck."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from busline.feed.connection import Feed, FeedAway
from busline.feed.dead import dead_letters
from busline.feed.lease import holder_of
from busline.record.engine import ReadSession
from busline.record.tables import LineLease, OutboxMessage
from busline.running.doctor.finding import Finding, good, look, wrong

# What was committed leaves for the feed within moments; what is still there after this has got stuck.
OUTBOX_LATE = timedelta(seconds=60)
RECENT = timedelta(days=1)


def check_feed(feed: Feed | None) -> Finding:
    """Check that the feed answers; without one, say how to get one."""
    if feed is None:
        return wrong(
            "feed",
            "No feed is named, and “busline run” does not run on this folder.",
            "Start “busline run”, or set BUSLINE_FEED_URL to the address of your Redis or Valkey server.",
        )
    if feed.is_there():
        return good("feed", f"{_without_password(feed.url)} answers.")
    return wrong(
        "feed",
        f"{_without_password(feed.url)} does not answer.",
        "Start the Redis or Valkey server, and check BUSLINE_FEED_URL. Bookings are safe in the record.",
    )


def check_lease(session: ReadSession, feed: Feed, line_id: str) -> Finding:
    """Check that a dispatcher owns the line, and that feed and record agree on which."""
    about = f"dispatcher of {line_id}"
    try:
        holder = holder_of(feed, line_id)
    except FeedAway:
        return wrong(about, "Nobody can own the line while the feed is away.", "Mend the feed first.")
    lease = session.get(LineLease, line_id)
    if holder is None:
        last = f" {lease.holder} was the last." if lease and lease.holder else ""
        return wrong(about, f"Nobody plans this line.{last}", "Start a dispatcher: “busline dispatcher”.")
    if lease is None or lease.holder != holder:
        return look(
            about,
            f"{holder} holds the lease, but the record names {lease.holder if lease else 'nobody'}.",
            "Look again in ten seconds: it may be just taking over.",
        )
    return good(about, f"{holder} plans it, since {lease.taken_at:%Y-%m-%d %H:%M} UTC ({lease.fencing}).")


def check_outbox(session: ReadSession, now: datetime) -> Finding:
    """Check that nothing that was committed waits to be told."""
    count, oldest = session.execute(select(func.count(), func.min(OutboxMessage.made_at))).one()
    if not count or now - oldest < OUTBOX_LATE:
        return good("outbox", "Nothing waits." if not count else f"{count} on their way.")
    return wrong(
        "outbox",
        f"{count} messages wait for the feed, the oldest since {oldest:%Y-%m-%d %H:%M} UTC.",
        "Check feed and dispatcher; the messages leave by themselves when both are back.",
    )


def check_dead_letters(feed: Feed, line_id: str, now: datetime) -> Finding:
    """Check that no message was set aside lately as unreadable."""
    about = f"dead letters of {line_id}"
    try:
        recent = [letter for letter in dead_letters(feed, line_id) if now - letter.at < RECENT]
    except FeedAway:
        return look(about, "They can't be read while the feed is away.", "Mend the feed first.")
    if not recent:
        return good(about, "None in the last day.")
    return look(
        about,
        f"{len(recent)} in the last day, the newest: {recent[0].reason}",
        "Check that all parts run the same version; report the reason if they do.",
    )


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
