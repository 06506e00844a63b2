"""What a line is made of, as the desk needs it: rules, stops, driving times, vans."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from busline.nouns import Layout
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules
from busline.travel.matrix import StopMatrix


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
