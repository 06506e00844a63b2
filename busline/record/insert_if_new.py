"""Adding a row that somebody else may be adding at the same moment."""

from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from busline.record.history import NOT_KEPT
from busline.record.tables import Base


def insert_if_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless its primary key is taken, and tell whether it was inserted.

    On PostgreSQL it waits for whoever is inserting it. Only for the plumbing that the history does not
    keep: the statement passes the history by.
    """
    if table not in NOT_KEPT:
        raise ValueError(f"{table.__name__} is kept in the history: add it as an object")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    inserted = session.execute(dialect.insert(table.__table__).on_conflict_do_nothing(), values)
    assert isinstance(inserted, CursorResult)
    return inserted.rowcount == 1
