"""``busline export day|history|hours|ridership``.

Each is recorded like the files that the pages hand out: nothing leaves of which nobody knows who took it.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from busline.clock import SystemClock
from busline.errors import InvalidInput
from busline.record.exports import note_export
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record
from busline.record.tables import Line
from busline.reports.day import export_day
from busline.reports.spans import export_history, export_hours, export_ridership
from busline.whoami import whoami

LineOption = Annotated[str | None, typer.Option("--line", help="The line; may be left out if there is one.")]
DayOption = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"])]
FromOption = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")]
ToOption = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")]
Days = tuple[date, date]
Export = Callable[[Session, str, date, date], dict[str, Any]]


def day(date_: DayOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write a day's plan and what happened, for an independent check."""

    def export(session: Session, line_id: str, first: date, _last: date) -> dict[str, Any]:
        return export_day(session, line_id, first)

    _write(data, line, "day", (date_.date(), date_.date()), export)


def history(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write every recorded change, oldest first."""

    def export(session: Session, line_id: str, first: date, last: date) -> dict[str, Any]:
        zone = ZoneInfo(session.get_one(Line, line_id).timezone)
        return export_history(session, zone, first, last)

    _write(data, line, "history_report", _span(from_, to), export)


def hours(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write planned and worked hours by duty and driver."""
    _write(data, line, "hours_report", _span(from_, to), export_hours)


def ridership(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write rides, refusals and counts."""
    now = SystemClock().now()

    def export(session: Session, line_id: str, first: date, last: date) -> dict[str, Any]:
        return export_ridership(session, line_id, first, last, now)

    _write(data, line, "ridership", _span(from_, to), export)


def _write(data: Any, line: str | None, what: str, days: Days, export: Export) -> None:
    record = open_record(data)
    try:
        with record.read() as session:
            line_id = line_meant(session, line).id
            written = json.dumps(export(session, line_id, *days), ensure_ascii=False)
        # Before it is handed out, and after it was read: no history tells of its own export.
        with record.change(whoami(), "busline export") as session:
            note_export(session, what, line_id, days)
        typer.echo(written)
    finally:
        record.close()


def _span(first: datetime, last: datetime) -> Days:
    if last < first:
        raise InvalidInput("The last day lies before the first. Swap --from and --to.")
    return first.date(), last.date()
