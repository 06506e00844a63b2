"""What a lender gets back: hours lent and used, kilometres and punctual returns, per van and month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.csv_file import csv_response
from api.exports import record_export
from api.hours.months import first_day, next_month
from api.pages.frame import Reader, reader
from api.pages.paper.typeset import frame_of_sheet, pdf_response, set_sheet
from api.pages.render import render
from busline.reports.lending import VanLent, lent_by_van, total

router = APIRouter()
Lender = Annotated[Reader, Depends(reader(Permission.WINDOWS_OFFER))]
MonthText = Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
COLUMNS = ("van", "windows", "lent", "used", "share", "km", "returns", "punctual")


@dataclass(frozen=True, slots=True)
class LentMonth:
    """A month of a lender's vans, with their sum."""

    first: date
    vans: list[VanLent]
    total: VanLent


@router.get("/lend/report")
def report(frame: Lender, month: MonthText = "") -> Response:
    """Show a month."""
    shown = _read(frame, month)
    view = {
        "month": shown,
        "columns": COLUMNS,
        "rows": [_cells(frame, one) for one in shown.vans],
        "sum": _cells(frame, shown.total),
        "before": f"{shown.first - timedelta(days=1):%Y-%m}",
        "after": f"{next_month(shown.first):%Y-%m}",
        "this": f"{shown.first:%Y-%m}",
    }
    return render(frame, "lend/report.html", view)


@router.get("/lend/report.csv")
def report_csv(frame: Lender, month: MonthText = "") -> Response:
    """Download a month; times in whole minutes, so that a spreadsheet can count with them."""
    shown = _taken(frame, month)
    header = [frame.words("csv-month"), *(frame.words(f"csv-lent-{name}") for name in COLUMNS)]
    rows = [
        (
            f"{shown.first:%Y-%m}",
            one.name,
            one.windows,
            round(one.lent_s / 60),
            round(one.used_s / 60),
            _percent(one),
            "" if one.km is None else one.km,
            one.returns,
            one.punctual,
        )
        for one in shown.vans
    ]
    return csv_response(_file(frame, shown), header, rows)


@router.get("/lend/report.pdf")
def report_pdf(frame: Lender, month: MonthText = "") -> Response:
    """Print a month."""
    shown = _taken(frame, month)
    labels = {name: frame.words(f"lent-{name}") for name in COLUMNS}
    labels |= {key: frame.words(f"report-{key}") for key in ("title", "total", "note", "none")}
    sheet = frame_of_sheet(frame, 0, labels) | {
        "version": frame.words("report-printed", at=frame.times.moment(frame.now)),
        "when": frame.times.month(shown.first),
        "lender": frame.caller.lender,
        "columns": list(COLUMNS),
        "rows": [_cells(frame, one) for one in shown.vans],
        "sum": _cells(frame, shown.total),
    }
    return pdf_response(set_sheet("lend_report.typ", sheet), f"{_file(frame, shown)}.pdf")


def _read(frame: Reader, month: str) -> LentMonth:
    first = first_day(month) if month else frame.today.replace(day=1)
    last = next_month(first) - timedelta(days=1)
    with frame.services.record.read() as session:
        vans = lent_by_van(session, frame.line.id, first, last, frame.now, frame.caller.lender)
    return LentMonth(first, vans, total(vans))


def _taken(frame: Reader, month: str) -> LentMonth:
    shown = _read(frame, month)
    last = next_month(shown.first) - timedelta(days=1)
    record_export(frame.services.record, frame.caller, frame.line.id, "lender_report", shown.first, last)
    return shown


def _cells(frame: Reader, one: VanLent) -> dict[str, Any]:
    times = frame.times
    return {
        "van": one.name or frame.words("report-total"),
        "windows": str(one.windows),
        "lent": times.hours(one.lent_s),
        "used": times.hours(one.used_s),
        "share": f"{_percent(one)}%" if one.lent_s else "–",
        "km": "–" if one.km is None else times.number(one.km),
        "returns": str(one.returns),
        "punctual": str(one.punctual),
    }


def _percent(one: VanLent) -> int:
    return round(100 * one.used_s / one.lent_s) if one.lent_s else 0


def _file(frame: Reader, shown: LentMonth) -> str:
    return f"{frame.words('report-file')}-{shown.first:%Y-%m}"
