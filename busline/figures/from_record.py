"""Reading days as plain rows from the tables of the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from busline.days import seconds
from busline.figures.direct import DirectTimes, Known
from busline.figures.rows import CallRow, DayRows, RefusalRow, RequestRow, RideRow, WindowRow, WorkedRow
from busline.nouns import CorrectionState
from busline.record.tables import (
    Booking,
    Duty,
    Hours,
    HoursCorrection,
    IdleWindow,
    Refusal,
    Request,
    Run,
    TravelMatrix,
)


def rows_of_days(session: Session, line_id: str, first: date, last: date) -> dict[date, DayRows]:
    """Return the rows of each day from `first` to `last` on which there are any, in order."""
    days: dict[date, DayRows] = {}

    def of(day: date) -> DayRows:
        return days.setdefault(day, DayRows(day))

    for day, ride in _rides(session, line_id, first, last):
        of(day).rides.append(ride)
    asked = (Request.id, Request.resident_id, Request.activity_id)
    for day, *request in _select(session, Request, asked, line_id, first, last):
        of(day).requests.append(RequestRow(*request))
    for day, refusal in _refusals(session, line_id, first, last):
        of(day).refusals.append(refusal)
    for day, starts, ends, withdrawn in _select(
        session,
        IdleWindow,
        (IdleWindow.starts_at, IdleWindow.ends_at, IdleWindow.withdrawn_at),
        line_id,
        first,
        last,
    ):
        if withdrawn is None:
            of(day).windows.append(WindowRow(seconds(starts), seconds(ends)))
    for day, calls in _runs(session, line_id, first, last):
        of(day).runs.append(calls_of(calls))
    for day, worked in _worked(session, line_id, first, last):
        of(day).worked.append(worked)
    return dict(sorted(days.items()))


def direct_times(session: Session, line_id: str) -> DirectTimes:
    """Return the driving times of a line, the older ones too."""
    rows = session.execute(
        select(TravelMatrix.revision, TravelMatrix.computed_at).where(TravelMatrix.line_id == line_id)
    )

    def reading(revision: int) -> Any:
        def read() -> tuple[list[str], list[list[int]]]:
            row = session.get_one(TravelMatrix, (line_id, revision))
            return row.stop_ids, row.seconds

        return read

    return DirectTimes(Known(revision, seconds(at), reading(revision)) for revision, at in rows)


def calls_of(calls: Iterable[Mapping[str, Any]]) -> Sequence[CallRow]:
    """Return the stored calls of a run; read as they are, for to check each of a year's takes long."""
    return [
        CallRow(
            tuple(call.get("board", ())),
            tuple(call.get("alight", ())),
            instant_of(call.get("arrived")),
            instant_of(call.get("departed")),
        )
        for call in calls
    ]


def instant_of(written: str | None) -> int | None:
    """Return whole seconds since the epoch of an instant as JSON writes it."""
    return None if written is None else seconds(datetime.fromisoformat(written))


def _rides(session: Session, line_id: str, first: date, last: date) -> Iterator[tuple[date, RideRow]]:
    columns = (
        Booking.id,
        Booking.resident_id,
        Booking.request_id,
        Booking.state,
        Booking.from_stop_id,
        Booking.to_stop_id,
        Booking.seats,
        Booking.wheelchairs,
        Booking.pickup_from,
        Booking.pickup_to,
        Booking.dropoff_by,
        Booking.boarded_at,
        Booking.alighted_at,
    )
    for day, *row in _select(session, Booking, columns, line_id, first, last):
        yield day, RideRow(*row[:8], *(None if at is None else seconds(at) for at in row[8:]))


def _refusals(session: Session, line_id: str, first: date, last: date) -> Iterator[tuple[date, RefusalRow]]:
    rows = session.execute(
        select(Refusal.service_date, Request.resident_id, Refusal.reason, Refusal.wanted_at)
        .join(Request, Request.id == Refusal.request_id)
        .where(Refusal.line_id == line_id, Refusal.service_date.between(first, last))
    )
    for day, resident_id, reason, wanted in rows:
        yield day, RefusalRow(resident_id, reason, seconds(wanted))


def _runs(session: Session, line_id: str, first: date, last: date) -> Iterator[tuple[date, list[Any]]]:
    rows = session.execute(
        select(Duty.service_date, Run.calls)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date.between(first, last))
    )
    yield from ((day, calls) for day, calls in rows)


def _worked(session: Session, line_id: str, first: date, last: date) -> Iterator[tuple[date, WorkedRow]]:
    for row in session.scalars(
        select(Hours).where(Hours.line_id == line_id, Hours.service_date.between(first, last))
    ):
        yield row.service_date, WorkedRow(row.driver_id, row.worked_s)
    corrected = session.execute(
        # A duty that nobody clocked in on has no hours once its month is closed: it is its driver's.
        select(HoursCorrection, func.coalesce(Hours.driver_id, Duty.driver_id))
        .join(Duty, Duty.id == HoursCorrection.hours_id)
        .outerjoin(Hours, Hours.duty_id == Duty.id)
        .where(
            HoursCorrection.line_id == line_id,
            HoursCorrection.month.between(first, last),
            HoursCorrection.state == CorrectionState.APPROVED,
        )
    )
    for correction, driver_id in corrected:
        if correction.is_adjustment and driver_id is not None:
            yield correction.month, WorkedRow(driver_id, correction.difference_s)


def _select(
    session: Session, table: Any, columns: Sequence[Any], line_id: str, first: date, last: date
) -> Iterable[Any]:
    wanted = select(table.service_date, *columns)
    return session.execute(wanted.where(table.line_id == line_id, table.service_date.between(first, last)))
