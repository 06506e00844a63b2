"""Hours as files for people: CSV and workbook in their language, and a statement a person on paper."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.common import check_span
from api.csv_file import csv_response
from api.exports import record_export
from api.hours.download_routes import MOST_DAYS, xlsx_response
from api.hours.sheet import COLUMNS, Labels, sheet_rows, workbook
from api.pages.frame import Reader, reader
from api.pages.hours.acting import MonthText, month_of
from api.pages.hours.statement import statement_pdf
from api.pages.paper.typeset import pdf_response
from busline.hours.reading import WorkKind
from busline.nouns import ServiceDay

router = APIRouter()
Reviewer = Annotated[Reader, Depends(reader(Permission.HOURS_READ))]
FirstDay = Annotated[ServiceDay, Query(alias="from")]
LastDay = Annotated[ServiceDay, Query(alias="to")]


@router.get("/review/hours.csv")
def hours_csv(frame: Reviewer, first: FirstDay, last: LastDay) -> Response:
    """Download the hours of a span of days."""
    rows = _rows(frame, first, last)
    return csv_response(_name(frame, first, last), _headings(frame), rows)


@router.get("/review/hours.xlsx")
def hours_xlsx(frame: Reviewer, first: FirstDay, last: LastDay) -> Response:
    """Download the hours of a span of days as a workbook that explains its columns."""
    words = frame.words
    labels = Labels(
        words("review-hours-page"),
        words("hours-sheet-columns"),
        [words(f"hours-sheet-{key}") for key in ("column", "name", "meaning")],
        _headings(frame),
        [words(f"hours-meaning-{key.replace('_', '-')}") for key in COLUMNS],
    )
    return xlsx_response(_name(frame, first, last), workbook(labels, _rows(frame, first, last)))


@router.get("/review/hours/statement.pdf")
def statement(
    frame: Reviewer, person: Annotated[str, Query(max_length=100)], kind: WorkKind, month: MonthText = ""
) -> Response:
    """Print what one person worked in a month."""
    pdf, name = statement_pdf(frame, month_of(frame, month), kind, person)
    return pdf_response(pdf, name)


def _rows(frame: Reader, first: date, last: date) -> list[tuple[object, ...]]:
    check_span(first, last, MOST_DAYS)

    def say(column: str, value: str) -> str:
        return frame.words(f"hours-{value}" if column == "state" else f"hours-kind-{value}")

    with frame.services.record.read() as session:
        rows = sheet_rows(session, frame.line.id, first, last, frame.line.zone, say)
    record_export(frame.services.record, frame.caller, frame.line.id, "hours_report", first, last)
    return rows


def _headings(frame: Reader) -> list[str]:
    return [frame.words(f"csv-hours-{key.replace('_', '-')}") for key in COLUMNS]


def _name(frame: Reader, first: date, last: date) -> str:
    return f"{frame.words('review-hours-file')}-{first}-{last}"
