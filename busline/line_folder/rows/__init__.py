"""The rows of a line's CSV files, one class a file."""

from busline.line_folder.rows.activities import ActivityRow, StandingRow
from busline.line_folder.rows.fleet import VanRow, WindowRow
from busline.line_folder.rows.people import AvailabilityRow, DriverRow, ElsewhereRow, ResidentRow
from busline.line_folder.rows.row import Row, WrongCell
from busline.line_folder.rows.stops import StopRow
from busline.line_folder.rows.transport import OtherTransportRow

# In this order they are taken in: what is named comes before what names it.
ROWS: tuple[type[Row], ...] = (
    StopRow,
    VanRow,
    DriverRow,
    ResidentRow,
    ActivityRow,
    WindowRow,
    AvailabilityRow,
    ElsewhereRow,
    StandingRow,
    OtherTransportRow,
)

__all__ = [
    "ROWS",
    "ActivityRow",
    "AvailabilityRow",
    "DriverRow",
    "ElsewhereRow",
    "OtherTransportRow",
    "ResidentRow",
    "Row",
    "StandingRow",
    "StopRow",
    "VanRow",
    "WindowRow",
    "WrongCell",
]
