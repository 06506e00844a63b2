"""Whose vans are whose, which of them follow a calendar, and when one is out of service."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.spans import Span
from busline.record.tables import CalendarFeed, Van, VanOutage


def vans_of_lender(session: Session, line_id: str, lender: str) -> list[Van]:
    """Return the active vans that a lender's login sees: those of that name, all of the line without one."""
    wanted = select(Van).where(Van.line_id == line_id, Van.active).order_by(Van.id)
    if lender:
        wanted = wanted.where(Van.lender == lender)
    return list(session.scalars(wanted))


def outages_of(session: Session, line_id: str, begin: datetime, end: datetime) -> dict[str, list[Span]]:
    """Return when vans are out of service between two instants, by van."""
    rows = session.scalars(
        select(VanOutage)
        .where(
            VanOutage.line_id == line_id,
            VanOutage.starts_at < end,
            VanOutage.ends_at.is_(None) | (VanOutage.ends_at > begin),
        )
        .order_by(VanOutage.starts_at)
    )
    spans: dict[str, list[Span]] = {}
    for row in rows:
        spans.setdefault(row.van_id, []).append((row.starts_at, row.ends_at or max(end, row.starts_at)))
    return spans


def vans_with_calendar(session: Session, line_id: str) -> set[str]:
    """Return the vans whose windows come from a calendar, and not from a weekly pattern."""
    feeds = session.scalars(
        select(CalendarFeed).where(CalendarFeed.line_id == line_id, CalendarFeed.active)
    ).all()
    vans: set[str] = set()
    for feed in feeds:
        vans |= (
            {feed.van_id} if feed.van_id else {v.id for v in vans_of_lender(session, line_id, feed.lender)}
        )
    return vans
