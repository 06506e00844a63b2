"""Finding the line that somebody means."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import InvalidInput, UnknownNoun
from busline.record.tables import Line


def line_meant(session: Session, line_id: str | None) -> Line:
    """Return the line `line_id`, or the only one where none is named.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    InvalidInput
        If none is named and there are several, or none at all.
    """
    if line_id is not None:
        line = session.get(Line, line_id)
        if line is None:
            raise UnknownNoun("line", line_id)
        return line
    lines = session.scalars(select(Line).order_by(Line.id)).all()
    if not lines:
        raise InvalidInput("There is no line yet. Take one in with “busline import FOLDER”.")
    if len(lines) > 1:
        raise InvalidInput(f"Say which line with --line: {', '.join(line.id for line in lines)}.")
    return lines[0]
