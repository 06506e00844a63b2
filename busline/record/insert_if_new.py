"""Adding a row that somebody else may be adding at the same moment."""

from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from busline.record.history import NOT_KEPT
from busline.record.tables import Base
from busline.record.tables.base import table_of


def insert_if_new(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless its primary key is taken, and tell whether it was inserted.

    On PostgreSQL it waits for whoever is inserting it. Only for the plumbing that the history does not
    keep: the statement passes the history by.
    """
    if table not in NOT_KEPT:
        raise ValueError(f"{table.__name__} is kept in the history: add it as an object")
    inserted = session.execute(_statement(table, session.get_bind().dialect.name), values)
    assert isinstance(inserted, CursorResult)
    return inserted.rowcount == 1


@cache
def _statement(table: type[Base], dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table_of(table)).on_conflict_do_nothing()
