"""Reading one row that must be there."""

from typing import TypeVar

from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.record.tables import Base

Row = TypeVar("Row", bound=Base)


def find(session: Session, table: type[Row], row_id: str, noun: str) -> Row:
    """Return the row of `table` with `row_id`.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    row = session.get(table, row_id)
    if row is None:
        raise UnknownNoun(noun, row_id)
    return row
