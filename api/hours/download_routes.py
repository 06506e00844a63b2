"""Hours as files, for programs: the fixed columns under their own names."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, check_span
from api.csv_file import csv_response
from api.exports import record_export
from api.hours.sheet import COLUMNS, XLSX, Labels, sheet_rows, workbook
from api.lines.queries import get_line
from api.problem_docs import READING
from api.services import ServicesHere
from busline.nouns import ServiceDay

router = APIRouter(prefix="/lines/{line_id}", tags=["hours"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.HOURS_READ))]
FirstDay = Annotated[ServiceDay, Query(alias="from", examples=["2026-11-01"])]
LastDay = Annotated[ServiceDay, Query(alias="to", examples=["2026-11-30"])]
MOST_DAYS = 366
MEANINGS = (
    "month in which it counts",
    "driving, desk or adjustment",
    "of the duty, the hours at the desk or the correction",
    "the driver's id or the coordinator's login",
    "name",
    "service day of the work",
    "name of the van",
    "planned begin, local time with its distance from UTC",
    "planned end",
    "planned breaks in minutes",
    "planned work in minutes, breaks taken off",
    "begin of the work",
    "end of the work",
    "breaks in minutes",
    "work in minutes, breaks taken off; of an adjustment, what it adds or takes off",
    "worked less planned, in minutes",
    "worked_min to the second",
    "open, submitted, corrected, approved or closed",
    "why it was corrected",
    "login of who corrected it or asked for it",
    "login of who approved it",
)


@router.get("/hours.csv", operation_id="download_hours_csv", response_class=Response)
def hours_csv(
    line_id: LineId, first: FirstDay, last: LastDay, caller: Reader, services: ServicesHere
) -> Response:
    """Download the hours of at most a year as CSV: semicolons, UTF-8, one fixed set of columns."""
    rows = _rows(services, caller, line_id, first, last)
    return csv_response(f"hours-{first}-{last}", COLUMNS, rows)


@router.get("/hours.xlsx", operation_id="download_hours_xlsx", response_class=Response)
def hours_xlsx(
    line_id: LineId, first: FirstDay, last: LastDay, caller: Reader, services: ServicesHere
) -> Response:
    """Download the hours of at most a year as a workbook; its second sheet explains the columns."""
    labels = Labels("hours", "columns", ("column", "name", "meaning"), COLUMNS, MEANINGS)
    return xlsx_response(
        f"hours-{first}-{last}", workbook(labels, _rows(services, caller, line_id, first, last))
    )


def xlsx_response(name: str, book: bytes) -> Response:
    """Return a workbook as a download."""
    return Response(
        book,
        media_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.xlsx"',
            "Cache-Control": "no-store",
        },
    )


def _rows(
    services: ServicesHere, caller: Caller, line_id: str, first: ServiceDay, last: ServiceDay
) -> list[tuple[object, ...]]:
    check_span(first, last, MOST_DAYS)
    with services.record.read() as session:
        zone = ZoneInfo(get_line(session, line_id).timezone)
        rows = sheet_rows(session, line_id, first, last, zone)
    record_export(services.record, caller, line_id, "hours_report", first, last)
    return rows
