"""Every change that a session flushes marks its service day: what was counted of it no longer holds.

The mark commits with the change, so a count that is kept is right or known to be old, whoever wrote.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from busline.record.tables import (
    Base,
    Booking,
    DayChange,
    Duty,
    Hours,
    HoursCorrection,
    IdleWindow,
    Refusal,
    Request,
    Run,
)
from busline.record.tables.base import table_of

# The column that says which day's facts a row is part of.
DAY_COLUMNS: dict[type[Base], str] = {
    Booking: "service_date",
    Request: "service_date",
    Refusal: "service_date",
    IdleWindow: "service_date",
    Duty: "service_date",
    Hours: "service_date",
    HoursCorrection: "month",  # counts on the first day of the month that it is settled in
}
_INSERT = insert(table_of(DayChange))


def mark_day_changes(session_type: type[Session]) -> None:
    """Make every session of `session_type` mark the days of what it flushes."""
    event.listen(session_type, "after_flush", _mark)


def mark_days(session: Session, line_id: str, days: Iterable[date]) -> None:
    """Say that `days` must be counted anew."""
    rows = [{"line_id": line_id, "service_date": day} for day in sorted(set(days))]
    if rows:
        session.execute(_INSERT, rows)


def _mark(session: Session, _flush: UOWTransaction) -> None:
    changed = [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    found = sorted({place for row in changed for place in _places(session, row)})
    if found:
        session.execute(_INSERT, [{"line_id": line_id, "service_date": day} for line_id, day in found])


def _places(session: Session, row: Any) -> Iterator[tuple[str, date]]:
    if isinstance(row, Run):
        duty = session.get(Duty, row.duty_id)
        if duty is not None:
            yield duty.line_id, duty.service_date
    column = DAY_COLUMNS.get(type(row))
    if column is not None:
        yield row.line_id, getattr(row, column)
        # A row that was moved to another day is missing on the one before.
        for before in inspect(row).attrs[column].history.deleted or ():
            if before is not None:
                yield row.line_id, before
