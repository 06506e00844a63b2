"""``busline export day|history|hours|ridership``."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from busline.errors import InvalidInput
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record
from busline.record.tables import Line
from busline.reports.day import export_day
from busline.reports.spans import export_history, export_hours, export_ridership

LineOption = Annotated[str | None, typer.Option("--line", help="The line; may be left out if there is one.")]
DayOption = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"])]
FromOption = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")]
ToOption = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")]


def day(date_: DayOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write a day's plan and what happened, for an independent check."""
    _write(data, line, lambda session, line_id: export_day(session, line_id, date_.date()))


def history(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write every recorded change, oldest first."""
    first, last = _span(from_, to)

    def export(session: Session, line_id: str) -> dict[str, Any]:
        zone = ZoneInfo(session.get_one(Line, line_id).timezone)
        return export_history(session, zone, first, last)

    _write(data, line, export)


def hours(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write planned and worked hours by duty and driver."""
    span = _span(from_, to)
    _write(data, line, lambda session, line_id: export_hours(session, line_id, *span))


def ridership(from_: FromOption, to: ToOption, line: LineOption = None, data: DataOption = None) -> None:
    """Write rides, refusals and counts."""
    span = _span(from_, to)
    _write(data, line, lambda session, line_id: export_ridership(session, line_id, *span))


def add_report_commands(export_app: typer.Typer) -> None:
    """Add these commands to ``busline export``."""
    for command in (day, history, hours, ridership):
        export_app.command()(command)


def _write(data: Any, line: str | None, export: Callable[[Session, str], dict[str, Any]]) -> None:
    record = open_record(data)
    try:
        with record.read() as session:
            typer.echo(json.dumps(export(session, line_meant(session, line).id), ensure_ascii=False))
    finally:
        record.close()


def _span(first: datetime, last: datetime) -> tuple[date, date]:
    if last < first:
        raise InvalidInput("The last day lies before the first. Swap --from and --to.")
    return first.date(), last.date()
