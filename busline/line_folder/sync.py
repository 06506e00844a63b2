"""Making a table say what the rows of a file say, changing only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select

from busline.line_folder.rows import Row
from busline.record.engine import WriteSession
from busline.record.tables import Base


@dataclass(frozen=True)
class Synced:
    """How many rows were created and changed, and the kept ones that the file no longer has."""

    created: int
    changed: int
    gone: Sequence[Base]


def sync(session: WriteSession, line_id: str, kind: type[Row], rows: Iterable[Row]) -> Synced:
    """Create and change the rows of ``kind.table`` so that they say what `rows` say; delete nothing."""
    kept = {kind.of(it).identity: it for it in kept_rows(session, line_id, kind)}
    created = changed = 0
    for row in rows:
        known = kept.pop(row.identity, None)
        if known is None:
            session.add(kind.table(line_id=line_id, **row.values()))
            created += 1
        else:
            changed += update(known, row.values())
    session.flush()
    return Synced(created, changed, list(kept.values()))


def kept_rows(session: WriteSession, line_id: str, kind: type[Row]) -> Sequence[Base]:
    """Return what the record keeps of a line in the table of `kind`, in the order of its key."""
    columns = inspect(kind.table).columns
    order = [columns[kind.renamed.get(name, name)] for name in kind.key]
    return session.scalars(select(kind.table).where(columns["line_id"] == line_id).order_by(*order)).all()


def update(kept: Base, values: Mapping[str, Any]) -> bool:
    """Set what differs from `values`; tell whether anything did."""
    different = {name: value for name, value in values.items() if getattr(kept, name) != value}
    for name, value in different.items():
        setattr(kept, name, value)
    return bool(different)
