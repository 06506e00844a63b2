"""What becomes of rows that the folder no longer has: deleted if nothing refers to them, else closed."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import inspect, select

from busline.line_folder.rows import (
    ActivityRow,
    AvailabilityRow,
    DriverRow,
    ElsewhereRow,
    OtherTransportRow,
    ResidentRow,
    Row,
    StandingRow,
    StopRow,
    VanRow,
    WindowRow,
)
from busline.record.engine import WriteSession
from busline.record.tables import Base, Driver, Request, Resident, StandingBooking, Stop, Van

# Given the row, whether anything refers to it, and today; tells whether that changed anything.
Retire = Callable[[WriteSession, Base, bool, date], bool]


def retire(session: WriteSession, kind: type[Row], gone: Sequence[Base], today: date) -> int:
    """Delete or close the rows `gone` from the file of `kind`; return how many that changed.

    Call it after everything that may refer to them was retired.
    """
    if not gone:
        return 0
    used = _used(session, kind, inspect(gone[0]).dict["line_id"])
    way = _WAYS[kind]
    changed = sum(way(session, row, inspect(row).dict["id"] in used, today) for row in gone)
    session.flush()
    return changed


def _used(session: WriteSession, kind: type[Row], line_id: str) -> set[str]:
    """Return the ids of the rows of a line in ``kind.table`` that any other row refers to."""
    used: set[str] = set()
    for table in Base.metadata.tables.values():
        for reference in table.foreign_key_constraints:
            if reference.referred_table is kind.table.__table__:
                columns = {element.column.key: element.parent for element in reference.elements}
                named = select(columns["id"]).where(columns["line_id"] == line_id).distinct()
                used.update(session.scalars(named))
    if kind is StandingRow:  # requests name it without a foreign key
        asked = select(Request.standing_id).where(Request.line_id == line_id).distinct()
        used.update(name for name in session.scalars(asked) if name is not None)
    return used


def _delete(session: WriteSession, row: Base, _is_used: bool, _today: date) -> bool:
    session.delete(row)
    return True


def _close_stop(session: WriteSession, row: Base, is_used: bool, today: date) -> bool:
    assert isinstance(row, Stop)
    if not is_used:
        return _delete(session, row, is_used, today)
    if row.closed_on is not None and row.closed_on <= today:
        return False
    row.closed_on = today
    return True


def _deactivate(session: WriteSession, row: Base, is_used: bool, today: date) -> bool:
    assert isinstance(row, (Van, Driver, Resident))
    # A driver may have a login, which names the driver without a foreign key.
    if not isinstance(row, Driver) and not is_used:
        return _delete(session, row, is_used, today)
    was_active = row.active
    row.active = False
    return was_active


def _end_standing(session: WriteSession, row: Base, is_used: bool, today: date) -> bool:
    assert isinstance(row, StandingBooking)
    if not is_used:
        return _delete(session, row, is_used, today)
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
    OtherTransportRow: _delete,
}
