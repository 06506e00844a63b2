"""A calendar that stays unread: since when, and telling a coordinator once it has lasted.

A server that is away for an evening is nobody's business. After a day the lender sees it on their pages, and
a coordinator has a task; all the time the windows stand as the last good look has left them.
"""

from datetime import datetime, timedelta

from busline.days import iso_z, service_day
from busline.feed.telling import tell_pages
from busline.nouns import TaskKind
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import CalendarCheck, CalendarFeed, Task

PATIENCE = timedelta(days=1)


def is_unread(check: CalendarCheck, now: datetime) -> bool:
    """Tell whether a calendar can't be read for so long that somebody should do something."""
    return check.wrong_since is not None and now - check.wrong_since >= PATIENCE


def note_reading(session: WriteSession, feed: CalendarFeed, check: CalendarCheck, now: datetime) -> None:
    """Keep since when looks at a calendar go wrong, by its ``faults``; tell a coordinator in time, once."""
    if not check.faults:
        check.wrong_since = check.told_at = None
        return
    check.wrong_since = check.wrong_since or now
    if not feed.active or check.told_at is not None or not is_unread(check, now):
        return
    check.told_at = now
    day = service_day(now, zone_of(session, feed.line_id))
    session.add(
        Task(
            line_id=feed.line_id,
            kind=TaskKind.CALENDAR_UNREAD,
            service_date=day,
            about={"calendar": feed.id, "since": iso_z(check.wrong_since)},
            made_at=now,
        )
    )
    tell_pages(session, feed.line_id, "tasks", service_date=day)
