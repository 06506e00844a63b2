"""What becomes of rows that the folder no longer has: deleted if nothing refers to them, else closed."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import exists, select

from busline.line_folder.rows import (
    ActivityRow,
    AvailabilityRow,
    DriverRow,
    ElsewhereRow,
    ResidentRow,
    Row,
    StandingRow,
    StopRow,
    VanRow,
    WindowRow,
)
from busline.record.engine import WriteSession
from busline.record.tables import Base, Driver, Request, Resident, StandingBooking, Stop, Van

Retire = Callable[[WriteSession, Base, date], bool]


def retire(session: WriteSession, kind: type[Row], gone: Sequence[Base], today: date) -> int:
    """Delete or close the rows `gone` from the file of `kind`; return how many that changed.

    Call it after everything that may refer to them was retired.
    """
    changed = sum(_WAYS[kind](session, row, today) for row in gone)
    session.flush()
    return changed


def is_used(session: WriteSession, row: Base) -> bool:
    """Tell whether any row of the record refers to `row`."""
    for table in Base.metadata.tables.values():
        for reference in table.foreign_key_constraints:
            if reference.referred_table is row.__table__:
                points_here = [e.parent == getattr(row, e.column.key) for e in reference.elements]
                if session.scalar(select(exists(select(table.c[0]).where(*points_here)))):
                    return True
    return False


def _delete(session: WriteSession, row: Base, _today: date) -> bool:
    session.delete(row)
    return True


def _close_stop(session: WriteSession, row: Base, today: date) -> bool:
    assert isinstance(row, Stop)
    if not is_used(session, row):
        return _delete(session, row, today)
    if row.closed_on is not None and row.closed_on <= today:
        return False
    row.closed_on = today
    return True


def _deactivate(session: WriteSession, row: Base, today: date) -> bool:
    assert isinstance(row, (Van, Driver, Resident))
    # A driver may have a login, which names the driver without being a reference.
    if not isinstance(row, Driver) and not is_used(session, row):
        return _delete(session, row, today)
    was_active = row.active
    row.active = False
    return was_active


def _end_standing(session: WriteSession, row: Base, today: date) -> bool:
    assert isinstance(row, StandingBooking)
    asked = session.scalar(
        select(exists().where(Request.line_id == row.line_id, Request.standing_id == row.id))
    )
    if not asked and not is_used(session, row):
        return _delete(session, row, today)
    last_on = max(today, row.first_on)
    if row.last_on is not None and row.last_on <= last_on:
        return False
    row.last_on = last_on
    return True


_WAYS: dict[type[Row], Retire] = {
    StopRow: _close_stop,
    VanRow: _deactivate,
    DriverRow: _deactivate,
    ResidentRow: _deactivate,
    ActivityRow: _delete,
    WindowRow: _delete,
    AvailabilityRow: _delete,
    ElsewhereRow: _delete,
    StandingRow: _end_standing,
}
