"""What a line is made of, as the desk needs it: rules, stops, driving times, vans."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.nouns import Layout
from busline.record.tables import Line, Van
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules
from busline.travel.matrix import StopMatrix, latest_matrix


@dataclass(frozen=True)
class LineData:
    """A line's own data at one moment; read again when `LineChanged` arrives."""

    id: str
    zone: ZoneInfo
    rules: LineRules
    working_time: WorkingTimeRules
    matrix: StopMatrix
    layouts: Mapping[str, tuple[Layout, ...]]

    def place(self, stop_id: str) -> int:
        """Return the index of a stop in the travel matrix."""
        return self.matrix.index(stop_id)

    def drive_s(self, from_stop: str, to_stop: str) -> int:
        """Return driving seconds between two stops."""
        return self.matrix.between(from_stop, to_stop)

    def max_ride_s(self, from_stop: str, to_stop: str) -> int:
        """Return the longest ride allowed between two stops, in seconds."""
        return self.rules.max_ride_s(self.drive_s(from_stop, to_stop))


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
