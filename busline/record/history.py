"""Every change that a session flushes is appended to the history in the same transaction."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from busline.days import iso_z
from busline.record.tables import (
    AlarmPlace,
    Base,
    CalendarCheck,
    DayChange,
    DayPlan,
    FailedLogins,
    HistoryEntry,
    KeptDay,
    KeptReply,
    KnownAddress,
    LoginSession,
    OutboxMessage,
    WindowProposal,
)
from busline.record.tables.base import table_of

# Plumbing of the house, not something that somebody did.
NOT_KEPT: tuple[type[Base], ...] = (
    HistoryEntry,
    OutboxMessage,
    KeptReply,
    KnownAddress,
    LoginSession,
    FailedLogins,
    DayPlan,
    KnownAddress,  # a copy of a public register
    CalendarCheck,
    KeptDay,  # counted from what is kept here
    DayChange,
    AlarmPlace,  # for as long as somebody needs help, and no longer
    WindowProposal,  # a draft: what is taken over of it is a change of windows
)
SECRET_COLUMNS = frozenset({"password_hash", "token_hash", "calendar_address"})
# By the table: as rows of the class they would take several times as long, in every change there is.
_INSERT = insert(table_of(HistoryEntry))


def keep_history(session_type: type[Session]) -> None:
    """Make every session of `session_type` append what it flushes to the history."""
    event.listen(session_type, "after_flush", _append)
    for mapper in Base.registry.mappers:
        for attribute in mapper.column_attrs:
            # What a column held before must be known even where the row had to be loaded anew.
            event.listen(getattr(mapper.class_, attribute.key), "set", _nothing_else, active_history=True)


def note(session: Session, *, what: str, noun: str, noun_id: str, line_id: str | None, why: str = "") -> None:
    """Append an entry for something that changes no row, like reading a care note."""
    session.execute(
        _INSERT,
        [_entry(session, what=what, noun=noun, noun_id=noun_id, line_id=line_id, why=why)],
    )


def note_change(
    session: Session,
    *,
    noun: str,
    noun_id: str,
    line_id: str | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Append what a statement changed of a row: the columns that are others `after` it than `before`."""
    changed = [key for key, value in after.items() if plain(value) != plain(before[key])]
    if changed:
        entry = _entry(
            session,
            what="changed",
            noun=noun,
            noun_id=noun_id,
            line_id=line_id,
            before={key: _shown(key, before[key]) for key in changed},
            after={key: _shown(key, after[key]) for key in changed},
        )
        session.execute(_INSERT, [entry])


def _nothing_else(_row: object, _value: object, _before: object, _initiator: object) -> None:
    """Listening is what makes SQLAlchemy load the value before."""


def _append(session: Session, _flush: UOWTransaction) -> None:
    entries = [
        entry
        for what, rows in (("created", session.new), ("changed", session.dirty), ("deleted", session.deleted))
        for row in rows
        if not isinstance(row, NOT_KEPT)
        for entry in [_describe(session, what, row)]
        if entry is not None
    ]
    if entries:
        session.execute(_INSERT, entries)


def _describe(session: Session, what: str, row: Any) -> dict[str, Any] | None:
    state = inspect(row)
    before, after = _touched(state, what)
    if what == "changed" and not before:
        return None
    return _entry(
        session,
        what=what,
        noun=state.mapper.local_table.name,
        noun_id="/".join(str(value) for value in state.mapper.primary_key_from_instance(row)),
        line_id=row.id if state.mapper.local_table.name == "lines" else getattr(row, "line_id", None),
        before=None if what == "created" else before,
        after=None if what == "deleted" else after,
    )


def _touched(state: InstanceState[Any], what: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the columns of a row held and what they hold now."""
    columns = [attribute.key for attribute in state.mapper.column_attrs]
    if what == "created":
        return {}, {key: _shown(key, state.dict.get(key)) for key in columns}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    same = state.unmodified if what == "changed" else frozenset()
    for key in columns:
        if key in same:
            continue
        history = state.attrs[key].history
        if what == "changed" and not history.has_changes():
            continue
        old, new = (history.deleted or [None])[0], (history.added or history.unchanged or [None])[0]
        if what == "deleted":
            old = new if old is None else old
        before[key], after[key] = _shown(key, old), _shown(key, new)
    return before, after


def _shown(key: str, value: Any) -> Any:
    return "…" if key in SECRET_COLUMNS else plain(value)


def _entry(session: Session, **fields: Any) -> dict[str, Any]:
    info = session.info
    entry = {
        "at": info["at"],
        "who": info["who"],
        "why": info.get("why", ""),
        "line_id": None,
        "before": None,
        "after": None,
    }
    return entry | {key: value for key, value in fields.items() if value != "" or key != "why"}


def plain(value: Any) -> Any:
    """Return `value` as JSON knows it."""
    if isinstance(value, datetime):
        return iso_z(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value
