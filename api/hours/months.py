"""Months of hours: which days they are, and what stands in the way of closing one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.clock import Clock
from busline.days import service_day
from busline.errors import Conflict
from busline.nouns import HoursState
from busline.record.engine import WriteSession
from busline.record.tables import ClosedMonth, Hours, Line


class MonthClosed(Conflict):
    """The month's hours are final."""

    code = "month-closed"


class MonthNotClosed(Conflict):
    """The month is open already."""

    code = "month-not-closed"


class MonthNotOver(Conflict):
    """The month still has days to come."""

    code = "month-not-over"


class HoursNotApproved(Conflict):
    """Some hours of the month still wait for approval."""

    code = "hours-not-approved"


def first_day(month: str) -> date:
    """Return the first day of a month like ``2026-11``."""
    return date.fromisoformat(f"{month}-01")


def next_month(first: date) -> date:
    """Return the first day of the month after that of `first`."""
    return (first + timedelta(days=32)).replace(day=1)


def hours_of_month(session: Session, line_id: str, first: date) -> list[Hours]:
    """Return all hours of a month by day and duty."""
    wanted = select(Hours).where(
        Hours.line_id == line_id, Hours.service_date >= first, Hours.service_date < next_month(first)
    )
    return list(session.scalars(wanted.order_by(Hours.service_date, Hours.duty_id)))


def check_month_open(session: Session, line_id: str, day: date) -> None:
    """Let hours of `day` be edited unless their month is closed.

    Raises
    ------
    MonthClosed
        If it is.
    """
    month = day.replace(day=1)
    if session.get(ClosedMonth, (line_id, month)) is not None:
        raise MonthClosed("This month is closed. Reopen it first.", month=month.isoformat()[:7])


def close_month(session: WriteSession, line: Line, first: date, who: str, clock: Clock) -> int:
    """Make a month's hours final; return how many duties it has.

    Raises
    ------
    MonthClosed
        If it was closed before.
    MonthNotOver
        If it still has days to come.
    HoursNotApproved
        If hours wait for approval.
    """
    check_month_open(session, line.id, first)
    now = clock.now()
    if service_day(now, ZoneInfo(line.timezone)) < next_month(first):
        raise MonthNotOver("This month is not over yet. Close it afterwards.", month=first.isoformat()[:7])
    rows = hours_of_month(session, line.id, first)
    waiting = [row.duty_id for row in rows if row.state is not HoursState.APPROVED]
    if waiting:
        raise HoursNotApproved(
            f"{len(waiting)} duties wait for approval. Approve them first.",
            count=len(waiting),
            duties=waiting,
        )
    for row in rows:
        row.state = HoursState.CLOSED
    session.add(ClosedMonth(line_id=line.id, month=first, closed_at=now, closed_by=who))
    session.flush()
    return len(rows)


def reopen_month(session: WriteSession, line: Line, first: date) -> int:
    """Take a month's closing back: its hours are approved again, and can be corrected; return how many.

    Raises
    ------
    MonthNotClosed
        If it is open.
    """
    closed = session.get(ClosedMonth, (line.id, first))
    if closed is None:
        raise MonthNotClosed("This month is open already.", month=first.isoformat()[:7])
    rows = hours_of_month(session, line.id, first)
    for row in rows:
        row.state = HoursState.APPROVED
    session.delete(closed)
    session.flush()
    return len(rows)
