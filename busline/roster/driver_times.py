"""What a driver says of their time: when they can drive, when they work elsewhere, each entry by itself.

An absence is not among what is written here: somebody else must be found for the duties in it, and only the
dispatcher does that. Taking one back gives nobody a duty, so that is done here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import at
from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.nouns import DutyState
from busline.record.engine import WriteSession
from busline.record.tables import (
    AvailabilityPattern,
    DriverAbsence,
    DriverWish,
    Duty,
    ElsewherePattern,
    WorkedElsewhere,
)
from busline.roster.may_drive import why_not_drive

MIDNIGHT = time(0)
WEEK_DAYS = range(7)
ENTRIES: tuple[type[Any], ...] = (
    AvailabilityPattern,
    ElsewherePattern,
    WorkedElsewhere,
    DriverWish,
    DriverAbsence,
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Local clock times of one span; one that ends at 00:00 ends with its day."""

    starts: time
    ends: time


def can_drive_weekly(
    session: WriteSession, line_id: str, driver_id: str, weekdays: Collection[int], hours: Hours
) -> None:
    """Write down that a driver can drive on some weekdays (0 is Monday), joined with what touches it.

    Raises
    ------
    InvalidInput
        If no weekday is named, or the hours end before they begin.
    """
    days = _weekdays(weekdays)
    if hours.ends != MIDNIGHT and hours.ends <= hours.starts:
        raise _out_of_order()
    for weekday in days:
        _join(session, line_id, driver_id, weekday, hours)


def works_elsewhere_weekly(
    session: WriteSession,
    line_id: str,
    driver_id: str,
    weekdays: Collection[int],
    hours: Hours,
    *,
    employer: str = "",
) -> None:
    """Write down that a driver works elsewhere on some weekdays; a night shift goes on the day after.

    Raises
    ------
    InvalidInput
        If no weekday is named, or the hours are none.
    """
    days = _weekdays(weekdays)
    if hours.starts == hours.ends:
        raise _out_of_order()
    whole = hours.ends == MIDNIGHT or hours.starts < hours.ends
    for weekday in days:
        after = (weekday + 1) % len(WEEK_DAYS)
        parts = [(weekday, hours)]
        if not whole:
            parts = [(weekday, Hours(hours.starts, MIDNIGHT)), (after, Hours(MIDNIGHT, hours.ends))]
        session.add_all(
            ElsewherePattern(
                line_id=line_id,
                driver_id=driver_id,
                weekday=day,
                starts=part.starts,
                ends=part.ends,
                employer=employer,
            )
            for day, part in parts
        )
    session.flush()


def worked_elsewhere(
    session: WriteSession,
    line_id: str,
    driver_id: str,
    day: date,
    hours: Hours,
    *,
    zone: ZoneInfo,
    employer: str = "",
) -> WorkedElsewhere:
    """Write down what a driver works elsewhere on one day; a night shift ends on the day after.

    Raises
    ------
    InvalidInput
        If the hours are none.
    """
    starts_at = at(day, hours.starts, zone)
    ends_at = at(day if hours.starts < hours.ends else day + timedelta(days=1), hours.ends, zone)
    if hours.starts == hours.ends or starts_at >= ends_at:
        raise _out_of_order()
    row = WorkedElsewhere(
        line_id=line_id,
        driver_id=driver_id,
        service_date=day,
        starts_at=starts_at,
        ends_at=ends_at,
        employer=employer,
    )
    session.add(row)
    session.flush()
    return row


def remove_entry(session: WriteSession, line_id: str, driver_id: str, entry_id: str) -> None:
    """Take back one entry of a driver.

    Raises
    ------
    UnknownNoun
        If the driver has none of that id.
    """
    for table in ENTRIES:
        row = session.get(table, entry_id)
        if row is not None and (row.line_id, row.driver_id) == (line_id, driver_id):
            session.delete(row)
            session.flush()
            return
    raise UnknownNoun("entry", entry_id)


def duties_against_rules(
    session: Session, line_id: str, driver_id: str, *, now: datetime
) -> dict[str, Conflict]:
    """Return the coming duties of a driver that they may not drive any more, by id, each with the reason.

    Hours elsewhere, an absence or a change of skills may have come after the duty was given.
    """
    duties = session.scalars(
        select(Duty)
        .where(
            Duty.line_id == line_id,
            Duty.driver_id == driver_id,
            Duty.state == DutyState.PLANNED,
            Duty.starts_at > now,
        )
        .order_by(Duty.starts_at)
    ).all()
    # Mostly all of them are right, and that is seen at once.
    if not duties or why_not_drive(session, driver_id, duties) is None:
        return {}
    checked = ((duty.id, why_not_drive(session, driver_id, [duty])) for duty in duties)
    return {duty_id: refused for duty_id, refused in checked if refused is not None}


def _join(session: WriteSession, line_id: str, driver_id: str, weekday: int, hours: Hours) -> None:
    """Add hours to a weekday; rows that they overlap or touch become one with them."""
    starts, ends = hours.starts, hours.ends
    rows = session.scalars(
        select(AvailabilityPattern)
        .where(
            AvailabilityPattern.line_id == line_id,
            AvailabilityPattern.driver_id == driver_id,
            AvailabilityPattern.weekday == weekday,
        )
        .order_by(AvailabilityPattern.starts)
    ).all()
    for row in rows:
        if row.starts <= _end(ends) and starts <= _end(row.ends):
            starts, ends = min(starts, row.starts), max(ends, row.ends, key=_end)
            session.delete(row)
    session.add(
        AvailabilityPattern(line_id=line_id, driver_id=driver_id, weekday=weekday, starts=starts, ends=ends)
    )
    session.flush()


def _end(ends: time) -> time:
    """Return an end as what it compares by: midnight is the last of a day."""
    return time.max if ends == MIDNIGHT else ends


def _weekdays(weekdays: Collection[int]) -> list[int]:
    days = sorted(set(weekdays))
    if not days or days[0] not in WEEK_DAYS or days[-1] not in WEEK_DAYS:
        message = "Name at least one weekday, 0 to 6."
        raise InvalidInput(message, faults=[Fault("weekdays", message, "weekdays")])
    return days


def _out_of_order() -> InvalidInput:
    message = "The end must be after the begin."
    return InvalidInput(message, faults=[Fault("ends", message, "hours-order")])
