"""Hours as a table for other programs: one fixed set of columns, whichever file it is written to.

The columns and their order never change; a new one comes after the last. `deploy/hours.md` explains them to
whoever reads the files, and so does the second sheet of the workbook.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import xlsxwriter
from sqlalchemy.orm import Session

from api.hours.months import next_month
from busline.hours.reading import Correction, Worked, read_corrections, read_worked
from busline.nouns import CorrectionState

ADJUSTMENT = "adjustment"
COLUMNS = (
    *("month", "kind", "id", "person_id", "person", "date", "van"),
    *("planned_from", "planned_to", "planned_break_min", "planned_min"),
    *("worked_from", "worked_to", "break_min", "worked_min", "difference_min", "worked_s"),
    *("state", "reason", "corrected_by", "approved_by"),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Says a value of a column that is a word of ours ("kind", "driving"), for whoever reads the file.
Say = Callable[[str, str], str]


def as_it_is(_column: str, value: str) -> str:
    """Say a value as the API names it."""
    return value


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a workbook: of its two sheets, and by column its heading and what it means."""

    hours: str
    columns: str
    meaning_head: Sequence[str]
    headings: Sequence[str]
    meanings: Sequence[str]


def sheet_rows(
    session: Session, line_id: str, first: date, last: date, zone: ZoneInfo, say: Say = as_it_is
) -> list[tuple[object, ...]]:
    """Return the hours of a span of days, then what was adjusted in its months, as rows under `COLUMNS`.

    An adjustment counts in a month as a whole: it is in every span that holds the first day of that month.
    """
    adjustments = [
        one
        for one in read_corrections(session, line_id, first, last, CorrectionState.APPROVED)
        if one.row.is_adjustment and first <= one.row.month <= last
    ]
    return [
        *(_worked(row, zone, say) for row in read_worked(session, line_id, first, last)),
        *(_adjusted(one, zone, say) for one in adjustments),
    ]


def months_of(first: date, last: date) -> Iterable[date]:
    """Yield the first days of the months that a span of days touches."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def workbook(labels: Labels, rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook: the hours on its first sheet, what the columns mean on its second.

    Text is written as text, whatever it begins with: no cell is ever a formula.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    hours = book.add_worksheet(labels.hours)
    hours.write_row(0, 0, labels.headings, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                hours.write_datetime(number, column, cell, day)
            elif isinstance(cell, int):
                hours.write_number(number, column, cell)
            else:
                hours.write_string(number, column, str(cell))
    hours.freeze_panes(1, 0)
    hours.autofit()
    meanings = book.add_worksheet(labels.columns)
    meanings.write_row(0, 0, labels.meaning_head, bold)
    for number, row in enumerate(zip(labels.headings, COLUMNS, labels.meanings, strict=True), start=1):
        for column, text in enumerate(row):
            meanings.write_string(number, column, text)
    meanings.autofit()
    book.close()
    return file.getvalue()


def _worked(row: Worked, zone: ZoneInfo, say: Say) -> tuple[object, ...]:
    planned, difference = row.planned_s, row.difference_s
    return (
        f"{row.service_date:%Y-%m}",
        say("kind", row.kind.value),
        row.hours_id,
        row.person_id,
        row.person,
        row.service_date,
        row.van,
        _instant(row.planned_from, zone),
        _instant(row.planned_to, zone),
        "" if planned is None else _minutes(row.planned_break_s),
        "" if planned is None else _minutes(planned),
        _instant(row.worked_from, zone),
        _instant(row.worked_to, zone),
        _minutes(row.break_s),
        _minutes(row.worked_s),
        "" if difference is None else _minutes(difference),
        row.worked_s,
        say("state", row.state.value),
        row.why,
        row.corrected_by or "",
        row.approved_by or "",
    )


def _adjusted(one: Correction, zone: ZoneInfo, say: Say) -> tuple[object, ...]:
    row = one.row
    return (
        f"{row.month:%Y-%m}",
        say("kind", ADJUSTMENT),
        row.id,
        one.person_id,
        one.person,
        row.service_date,
        *("", "", "", "", ""),
        _instant(row.worked_from, zone),
        _instant(row.worked_to, zone),
        _minutes(row.break_s),
        _minutes(row.difference_s),
        "",
        row.difference_s,
        say("state", row.state.value),
        row.why,
        row.asked_by,
        row.decided_by or "",
    )


def _minutes(seconds: int) -> int:
    return round(timedelta(seconds=seconds) / timedelta(minutes=1))


def _instant(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment on the line's clock with its distance from UTC: right on the night of 25 hours too."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""
