"""Coordinators' hours: clocked in and out on their own page, or entered by hand afterwards."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.hours.months import check_month_open, one_at_a_time
from api.hours.schemas import Correction
from api.hours.service import check_times, tell
from busline.clock import Clock
from busline.days import service_day
from busline.errors import Conflict
from busline.nouns import HoursState
from busline.record.engine import WriteSession
from busline.record.tables import DeskHours


class AlreadyClockedIn(Conflict):
    """The coordinator is clocked in."""

    code = "already-clocked-in"


class NotClockedIn(Conflict):
    """The coordinator is not clocked in."""

    code = "not-clocked-in"


class HoursOverlap(Conflict):
    """The coordinator worked at that time already."""

    code = "hours-overlap"


def open_hours(session: Session, line_id: str, user_id: str) -> DeskHours | None:
    """Return the hours of a coordinator who is clocked in."""
    return session.scalars(
        select(DeskHours)
        .where(DeskHours.line_id == line_id, DeskHours.user_id == user_id, DeskHours.state == HoursState.OPEN)
        .limit(1)
    ).first()


def clock_in(session: WriteSession, caller: Caller, line_id: str, zone: ZoneInfo, clock: Clock) -> DeskHours:
    """Begin to work now.

    Raises
    ------
    AlreadyClockedIn
        If the caller is at work.
    """
    one_at_a_time(session, line_id)
    if open_hours(session, line_id, caller.user_id) is not None:
        raise AlreadyClockedIn("You are clocked in already.")
    now = clock.now()
    hours = DeskHours(
        line_id=line_id, user_id=caller.user_id, service_date=service_day(now, zone), worked_from=now
    )
    session.add(hours)
    session.flush()
    tell(session, hours)
    return hours


def clock_out(
    session: WriteSession,
    caller: Caller,
    line_id: str,
    break_s: int,
    clock: Clock,
    worked_to: datetime | None = None,
) -> DeskHours:
    """Stop working, now or when one really did; `break_s` seconds of it were breaks.

    Raises
    ------
    NotClockedIn
        If the caller is not at work.
    InvalidInput
        If the end is before the begin, more than a day after it, or in the future; or the break is longer.
    """
    one_at_a_time(session, line_id)
    hours = open_hours(session, line_id, caller.user_id)
    if hours is None:
        raise NotClockedIn("You are not clocked in.")
    ended = worked_to or clock.now()
    check_times(
        Correction(worked_from=hours.worked_from, worked_to=ended, break_s=break_s, why="clocked out"), clock
    )
    hours.worked_to, hours.break_s, hours.state = ended, break_s, HoursState.SUBMITTED
    session.flush()
    tell(session, hours)
    return hours


def enter(
    session: WriteSession, caller: Caller, line_id: str, zone: ZoneInfo, wish: Correction, clock: Clock
) -> DeskHours:
    """Write down hours that were not clocked, with the reason.

    Raises
    ------
    MonthClosed
        If their month is final.
    HoursOverlap
        If the caller has hours at that time.
    InvalidInput
        If they can't be.
    """
    one_at_a_time(session, line_id)
    check_times(wish, clock)
    day = service_day(wish.worked_from, zone)
    check_month_open(session, line_id, day)
    _check_free(session, caller, line_id, wish, clock)
    hours = DeskHours(
        line_id=line_id,
        user_id=caller.user_id,
        service_date=day,
        worked_from=wish.worked_from,
        worked_to=wish.worked_to,
        break_s=wish.break_s,
        state=HoursState.SUBMITTED,
        correction_why=wish.why,
        corrected_by=caller.login,
    )
    session.add(hours)
    session.flush()
    tell(session, hours)
    return hours


def _check_free(session: Session, caller: Caller, line_id: str, wish: Correction, clock: Clock) -> None:
    others = session.scalars(
        select(DeskHours).where(
            DeskHours.line_id == line_id,
            DeskHours.user_id == caller.user_id,
            DeskHours.worked_from < wish.worked_to,
        )
    )
    if any((one.worked_to or clock.now()) > wish.worked_from for one in others):
        raise HoursOverlap("You have hours at that time already. Correct those.")
