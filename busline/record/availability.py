"""When drivers can drive, and when they work elsewhere: weekly patterns and what differs from them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.record.spans import Span, days_between, merged, span_on, without, zone_of
from busline.record.tables import (
    AvailabilityPattern,
    Driver,
    DriverAbsence,
    ElsewherePattern,
    WorkedElsewhere,
)


def availability_of(session: Session, line_id: str, day: date) -> dict[str, list[Span]]:
    """Return the UTC spans of `day` in which each active driver can drive: the pattern less absences.

    Every active driver has an entry; it is empty where they can't drive that day.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    patterns = session.scalars(
        select(AvailabilityPattern).where(
            AvailabilityPattern.line_id == line_id, AvailabilityPattern.weekday == day.weekday()
        )
    )
    free: dict[str, list[Span]] = {driver_id: [] for driver_id in _active_drivers(session, line_id)}
    for pattern in patterns:
        span = span_on(day, pattern.starts, pattern.ends, zone)
        if span is not None and pattern.driver_id in free:
            free[pattern.driver_id].append(span)
    day_starts, day_ends = day_span(day, zone)
    absences: dict[str, list[Span]] = {}
    for absence in session.scalars(
        select(DriverAbsence).where(
            DriverAbsence.line_id == line_id,
            DriverAbsence.starts_at < day_ends,
            DriverAbsence.ends_at > day_starts,
        )
    ):
        absences.setdefault(absence.driver_id, []).append((absence.starts_at, absence.ends_at))
    return {who: without(merged(spans), absences.get(who, ())) for who, spans in free.items()}


def worked_elsewhere_of(
    session: Session, line_id: str, from_day: date, to_day: date
) -> dict[str, list[Span]]:
    """Return the UTC spans in which each active driver works elsewhere: the pattern and single days.

    Every active driver has an entry. For the rest before the first day and after the last, ask for one
    day more on either side.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    InvalidInput
        If the days are too many.
    """
    return worked_elsewhere_on(session, line_id, days_between(from_day, to_day))


def worked_elsewhere_on(
    session: Session, line_id: str, days: Sequence[date], driver_id: str | None = None
) -> dict[str, list[Span]]:
    """Return the UTC spans in which active drivers, or the one of `driver_id`, work elsewhere on some days.

    Every such driver has an entry.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    drivers = [who for who in _active_drivers(session, line_id) if driver_id in (None, who)]
    work: dict[str, list[Span]] = {who: [] for who in drivers}
    patterns = session.scalars(
        select(ElsewherePattern).where(
            ElsewherePattern.line_id == line_id, ElsewherePattern.driver_id.in_(drivers)
        )
    ).all()
    for day in days:
        for pattern in patterns:
            if pattern.weekday != day.weekday():
                continue
            span = span_on(day, pattern.starts, pattern.ends, zone)
            if span is not None:
                work[pattern.driver_id].append(span)
    for single in session.scalars(
        select(WorkedElsewhere).where(
            WorkedElsewhere.line_id == line_id,
            WorkedElsewhere.service_date.in_(days),
            WorkedElsewhere.driver_id.in_(drivers),
        )
    ):
        work[single.driver_id].append((single.starts_at, single.ends_at))
    return {who: merged(spans) for who, spans in work.items()}


def _active_drivers(session: Session, line_id: str) -> list[str]:
    query = select(Driver.id).where(Driver.line_id == line_id, Driver.active).order_by(Driver.id)
    return list(session.scalars(query))
