"""The statement: what one person worked in a month, on paper, with the checksum of that month."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.exports import record_export
from api.hours.months import last_day
from api.pages.frame import Reader
from api.pages.hours.queries import sums
from api.pages.hours.telling import sentences
from api.pages.hours.typed import work_clock
from api.pages.names import stop_names
from api.pages.paper.typeset import frame_of_sheet, set_sheet
from busline.errors import UnknownNoun
from busline.hours.reading import Correction, Worked, WorkKind, read_corrections, read_worked
from busline.nouns import CorrectionState
from busline.record.tables import ClosedMonth

COLUMNS = ("day", "work", "planned", "from", "to", "break", "worked", "difference")
GROUP = 8  # letters of a checksum that are read together


def statement_pdf(frame: Reader, first: date, kind: WorkKind, person_id: str) -> tuple[bytes, str]:
    """Return the statement of one person, and its file's name; that it leaves is recorded.

    Raises
    ------
    UnknownNoun
        If this person has neither hours nor adjustments in that month.
    """
    line_id = frame.line.id
    with frame.services.record.read() as session:
        rows = [
            row
            for row in read_worked(session, line_id, first, last_day(first))
            if (row.kind, row.person_id) == (kind, person_id)
        ]
        adjusted = [
            one
            for one in read_corrections(session, line_id, first, first, CorrectionState.APPROVED)
            if one.row.is_adjustment and (one.kind, one.person_id) == (kind, person_id)
        ]
        if not rows and not adjusted:
            raise UnknownNoun("hours", person_id)
        sheet = _sheet(session, frame, first, rows, adjusted)
    record_export(
        frame.services.record, frame.caller, line_id, "hours_statement", first, last_day(first), person_id
    )
    name = f"{frame.words('hours-statement-file')}-{person_id}-{first:%Y-%m}.pdf"
    return set_sheet("hours_statement.typ", sheet), name


def checksum_in_groups(checksum: str) -> str:
    """Return a checksum as people compare it: in groups of eight."""
    return " ".join(checksum[at : at + GROUP] for at in range(0, len(checksum), GROUP))


def _sheet(
    session: Session, frame: Reader, first: date, rows: list[Worked], adjusted: list[Correction]
) -> dict[str, Any]:
    words, times = frame.words, frame.times
    closed = session.get(ClosedMonth, (frame.line.id, first))
    stops = stop_names(session, frame.line.id)
    [total] = sums(rows, adjusted)
    labels = {name: words(f"hours-col-{name}") for name in COLUMNS}
    labels |= {key: words(f"statement-{key}") for key in ("title", "adjusted", "sign")}
    return frame_of_sheet(frame, 0, labels) | {
        "version": words("report-printed", at=times.moment(frame.now)),
        "when": times.month(first),
        "person": total.person,
        "columns": list(COLUMNS),
        "rows": [_row(frame, row, stops) for row in rows],
        "adjusted": [_adjusted(frame, one) for one in adjusted],
        "sums": [
            (words("statement-planned"), times.hours(total.planned_s)),
            (words("statement-worked"), times.hours(total.worked_s)),
            *([(words("statement-adjusted"), _signed(frame, total.adjusted_s))] if adjusted else []),
            (words("statement-total"), times.hours(total.total_s)),
        ],
        "state": _state(frame, closed),
        "checksum": checksum_in_groups(closed.checksum) if closed else "",
    }


def _row(frame: Reader, row: Worked, stops: dict[str, str]) -> dict[str, Any]:
    words, times = frame.words, frame.times
    difference = row.difference_s
    because = sentences(words, times, row, stops)
    if row.why:
        because.append(words("hours-corrected-because", why=row.why))
    return {
        "day": times.day(row.service_date),
        "work": row.van or words("hours-kind-desk"),
        "planned": "–" if row.planned_s is None else times.hours(row.planned_s),
        "from": work_clock(words, times, row.worked_from),
        "to": work_clock(words, times, row.worked_to) if row.worked_to else "–",
        "break": times.hours(row.break_s),
        "worked": times.hours(row.worked_s),
        "difference": "" if difference is None else _signed(frame, difference),
        "because": because,
    }


def _adjusted(frame: Reader, one: Correction) -> dict[str, str]:
    times = frame.times
    return {
        "day": times.day(one.row.service_date),
        "span": times.span(one.row.worked_from, one.row.worked_to),
        "why": one.row.why,
        "change": _signed(frame, one.row.difference_s),
    }


def _state(frame: Reader, closed: ClosedMonth | None) -> str:
    if closed is None:
        return frame.words("statement-open")
    return frame.words("statement-closed", at=frame.times.moment(closed.closed_at), by=closed.closed_by)


def _signed(frame: Reader, seconds: int) -> str:
    return f"{'+' if seconds > 0 else ''}{frame.times.hours(seconds)}"
