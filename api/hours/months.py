"""Months of hours: which days they are, what stands in the way of closing one, and what closing seals."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.clock import Clock
from busline.days import service_day
from busline.errors import Conflict
from busline.hours.checksum import Sealed, seal
from busline.hours.reading import read_corrections, read_worked
from busline.nouns import CorrectionState, HoursState
from busline.record.engine import WriteSession
from busline.record.tables import ClosedMonth, DeskHours, Hours, HoursCorrection, Line

UNDECIDED = CorrectionState.ASKED


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
    """Some hours of the month, or corrections that count in it, still wait for approval."""

    code = "hours-not-approved"


class MonthAdjusted(Conflict):
    """A later month holds corrections of this one."""

    code = "month-adjusted"


def first_day(month: str) -> date:
    """Return the first day of a month like ``2026-11``."""
    return date.fromisoformat(f"{month}-01")


def next_month(first: date) -> date:
    """Return the first day of the month after that of `first`."""
    return (first + timedelta(days=32)).replace(day=1)


def last_day(first: date) -> date:
    """Return the last day of the month of `first`."""
    return next_month(first) - timedelta(days=1)


def hours_of_month(session: Session, line_id: str, first: date) -> list[Hours]:
    """Return the drivers' hours of a month by day and duty."""
    wanted = select(Hours).where(Hours.line_id == line_id, Hours.service_date.between(first, last_day(first)))
    return list(session.scalars(wanted.order_by(Hours.service_date, Hours.duty_id)))


def desk_hours_of_month(session: Session, line_id: str, first: date) -> list[DeskHours]:
    """Return the coordinators' hours of a month by day and beginning."""
    wanted = select(DeskHours).where(
        DeskHours.line_id == line_id, DeskHours.service_date.between(first, last_day(first))
    )
    return list(session.scalars(wanted.order_by(DeskHours.service_date, DeskHours.worked_from)))


def is_closed(session: Session, line_id: str, month: date) -> bool:
    """Tell whether the month that begins with the day `month` is closed."""
    return session.get(ClosedMonth, (line_id, month)) is not None


def check_month_open(session: Session, line_id: str, day: date) -> None:
    """Let hours of `day` be edited unless their month is closed.

    Raises
    ------
    MonthClosed
        If it is.
    """
    month = day.replace(day=1)
    if is_closed(session, line_id, month):
        raise MonthClosed("This month is closed. Reopen it first.", month=month.isoformat()[:7])


def month_that_counts(session: Session, line_id: str, day: date) -> date:
    """Return the first day of the month in which a correction of hours of `day` counts now.

    Their own, unless that is closed: then the first later one that is not.
    """
    month = day.replace(day=1)
    while is_closed(session, line_id, month):
        month = next_month(month)
    return month


def one_at_a_time(session: WriteSession, line_id: str) -> None:
    """Let all who write hours of the line wait here, so that none changes while its month is closed."""
    # Rows that name the line may be added meanwhile: bookings do not wait for hours.
    session.scalars(select(Line.id).where(Line.id == line_id).with_for_update(key_share=True)).one_or_none()


def seal_of(session: Session, line_id: str, first: date) -> Sealed:
    """Return the checksum over a month as it stands, and the seconds it comes to."""
    return seal(
        line_id,
        first,
        read_worked(session, line_id, first, last_day(first)),
        [
            one
            for one in read_corrections(session, line_id, first, last_day(first), CorrectionState.APPROVED)
            if one.row.is_adjustment
        ],
    )


def close_month(session: WriteSession, line: Line, first: date, who: str, clock: Clock) -> int:
    """Make a month's hours final and seal them; return how many duties and times at the desk it has.

    Raises
    ------
    MonthClosed
        If it was closed before.
    MonthNotOver
        If it still has days to come.
    HoursNotApproved
        If hours or corrections wait for approval.
    """
    one_at_a_time(session, line.id)
    check_month_open(session, line.id, first)
    now = clock.now()
    if service_day(now, ZoneInfo(line.timezone)) < next_month(first):
        raise MonthNotOver("This month is not over yet. Close it afterwards.", month=first.isoformat()[:7])
    driven = hours_of_month(session, line.id, first)
    at_the_desk = desk_hours_of_month(session, line.id, first)
    waiting = [row.duty_id for row in driven if row.state is not HoursState.APPROVED]
    waiting += [row.id for row in at_the_desk if row.state is not HoursState.APPROVED]
    waiting += [one for one in _asked(session, line.id, first) if one not in waiting]
    if waiting:
        raise HoursNotApproved(
            f"{len(waiting)} duties wait for approval. Approve them first.",
            count=len(waiting),
            duties=waiting,
        )
    rows: list[Hours | DeskHours] = [*driven, *at_the_desk]
    for row in rows:
        row.state = HoursState.CLOSED
    session.flush()
    sealed = seal_of(session, line.id, first)
    session.add(
        ClosedMonth(
            line_id=line.id,
            month=first,
            closed_at=now,
            closed_by=who,
            checksum=sealed.checksum,
            total_s=sealed.total_s,
        )
    )
    session.flush()
    return len(rows)


def reopen_month(session: WriteSession, line: Line, first: date) -> int:
    """Take a month's closing back: its hours are approved again, and can be corrected; return how many.

    Raises
    ------
    MonthNotClosed
        If it is open.
    MonthAdjusted
        If a later month holds corrections of its hours: they would count twice.
    """
    one_at_a_time(session, line.id)
    closed = session.get(ClosedMonth, (line.id, first))
    if closed is None:
        raise MonthNotClosed("This month is open already.", month=first.isoformat()[:7])
    later = _adjusted_in(session, line.id, first)
    if later is not None:
        raise MonthAdjusted(
            "A later month holds corrections of this one. Correct it there.", month=later.isoformat()[:7]
        )
    rows: list[Hours | DeskHours] = list(hours_of_month(session, line.id, first))
    rows += desk_hours_of_month(session, line.id, first)
    for row in rows:
        row.state = HoursState.APPROVED
    session.delete(closed)
    session.flush()
    return len(rows)


def _asked(session: Session, line_id: str, month: date) -> list[str]:
    wanted = select(HoursCorrection.hours_id).where(
        HoursCorrection.line_id == line_id,
        HoursCorrection.month == month,
        HoursCorrection.state == UNDECIDED,
    )
    return list(session.scalars(wanted.order_by(HoursCorrection.asked_at)))


def _adjusted_in(session: Session, line_id: str, first: date) -> date | None:
    return session.scalar(
        select(HoursCorrection.month)
        .where(
            HoursCorrection.line_id == line_id,
            HoursCorrection.service_date.between(first, last_day(first)),
            HoursCorrection.month > first,
            HoursCorrection.state.in_((UNDECIDED, CorrectionState.APPROVED)),
        )
        .order_by(HoursCorrection.month)
        .limit(1)
    )
