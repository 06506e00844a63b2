"""Adding a row that somebody else may be adding at the same moment."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from busline.record.history import NOT_KEPT
from busline.record.tables import Base


def insert_if_new(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row unless its primary key is taken; on PostgreSQL it waits for whoever is inserting it.

    Only for the plumbing that the history does not keep: the statement passes the history by.
    """
    if table not in NOT_KEPT:
        raise ValueError(f"{table.__name__} is kept in the history: add it as an object")
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(table).values(**values).on_conflict_do_nothing())
    else:
        session.execute(sqlite.insert(table).values(**values).on_conflict_do_nothing())
