"""Reading lines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller
from busline.days import service_day
from busline.errors import UnknownNoun
from busline.record.tables import Line


def get_line(session: Session, line_id: str) -> Line:
    """Return a line.

    Raises
    ------
    UnknownNoun
        If there is none with this id.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    return line


def today_of(line: Line, now: datetime) -> date:
    """Return the service day of a line that it is at `now`."""
    return service_day(now, ZoneInfo(line.timezone))


def lines_of(session: Session, caller: Caller) -> list[Line]:
    """Return the lines that `caller` sees, the oldest first."""
    wanted = select(Line).order_by(Line.created_at, Line.id)
    if caller.line_id is not None:
        wanted = wanted.where(Line.id == caller.line_id)
    return list(session.scalars(wanted))
