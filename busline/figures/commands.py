"""``busline figures rebuild``."""

import json
from typing import Annotated

import typer

from busline.clock import SystemClock
from busline.figures.keeping import rebuild
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record

LineOption = Annotated[str | None, typer.Option("--line", help="The line; may be left out if there is one.")]
figures_app = typer.Typer(help="What the days of a line came to.", no_args_is_help=True)


@figures_app.command("rebuild")
def rebuild_(line: LineOption = None, data: DataOption = None) -> None:
    """Count all days that are over again, from the history alone, and keep that.

    Writes how many days are kept, and which of them were kept otherwise before.
    """
    clock = SystemClock()
    record = open_record(data, clock)
    try:
        with record.read() as session:
            line_id = line_meant(session, line).id
        days, otherwise = rebuild(record, line_id, clock)
    finally:
        record.close()
    typer.echo(
        json.dumps({"line": line_id, "days": len(days), "otherwise": [day.isoformat() for day in otherwise]})
    )


@figures_app.callback()
def figures() -> None:
    """What the days of a line came to."""  # without it the only sub-command would have no name
