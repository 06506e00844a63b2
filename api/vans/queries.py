"""Reading vans."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Van


def van_names(session: Session, line_id: str) -> dict[str, str]:
    """Return the names of the line's vans by id, those that no longer drive too."""
    found = session.execute(select(Van.id, Van.name).where(Van.line_id == line_id))
    return {van_id: name for van_id, name in found}  # noqa: C416 - rows are not pairs to the type checker
