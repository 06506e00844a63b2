"""Reading a line's own data from the record."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.nouns import Layout
from busline.record.tables import Line, Van
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules
from busline.travel.matrix import latest_matrix
from dispatcher.day.line_data import LineData


def load_line(session: Session, line_id: str) -> LineData:
    """Read a line's data from the record.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    NoTravelTimes
        If it has no driving times yet.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    vans = session.scalars(select(Van).where(Van.line_id == line_id))
    return LineData(
        id=line_id,
        zone=ZoneInfo(line.timezone),
        rules=LineRules.model_validate(line.rules),
        working_time=WorkingTimeRules.model_validate(line.working_time),
        matrix=latest_matrix(session, line_id),
        layouts={van.id: tuple(Layout.model_validate(layout) for layout in van.layouts) for van in vans},
    )
