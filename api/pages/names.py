"""Names of what a line calls by an id."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Stop


def stop_names(session: Session, line_id: str) -> dict[str, str]:
    """Return the names of the line's stops by id."""
    found = session.execute(select(Stop.id, Stop.name).where(Stop.line_id == line_id))
    return {stop_id: name for stop_id, name in found}  # noqa: C416 - rows are not pairs to the type checker
