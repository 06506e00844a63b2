"""``busline import FOLDER`` and ``busline export line FOLDER``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from busline.line_folder.folder import read_folder
from busline.line_folder.give_out import only_line, write_folder
from busline.line_folder.take_in import take_in
from busline.record.exports import note_export
from busline.record.opening import DataOption, open_record
from busline.travel.source import Report
from busline.whoami import whoami


def import_line(
    folder: Annotated[Path, typer.Argument(help="The folder with line.toml and the CSV files.")],
    data: DataOption = None,
    check: Annotated[bool, typer.Option("--check", help="Only check the folder; take nothing in.")] = False,
) -> None:
    """Take a line's folder into the record: checked as a whole, taken in as a whole."""
    found = read_folder(folder)
    if check:
        typer.echo(json.dumps({"line": found.line.id, "checked": True}))
        return
    record = open_record(data)
    try:
        with (
            _progress() as report,
            record.change("busline import", f"import of the folder {folder.name}") as session,
        ):
            taken = take_in(session, found, who="busline import", now=record.clock.now(), report=report)
    finally:
        record.close()
    typer.echo(json.dumps(taken.summary(), ensure_ascii=False))


def export_line(
    folder: Annotated[Path, typer.Argument(help="The folder to write; made if it is not there.")],
    line: Annotated[
        str | None, typer.Option(help="The line's id; not needed where there is just one.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Write a line as the folder that `busline import` takes in."""
    record = open_record(data)
    try:
        with record.change(whoami(), "busline export") as session:
            line_id = line or only_line(session)
            # What can't be written must not be said to have left: either both, or neither.
            note_export(session, "line", line_id)
            counts = write_folder(session, line_id, folder)
    finally:
        record.close()
    typer.echo(json.dumps({"line": line_id, "folder": str(folder), "rows": counts}, ensure_ascii=False))


@contextmanager
def _progress() -> Iterator[Report]:
    """Show on standard error how far the work is, where somebody is watching."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("")

        def report(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        yield report
