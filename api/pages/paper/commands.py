"""``busline print-day``: the day list as a file, written while the system still runs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.paper.due import changed_at, is_due, is_off, tell_of
from api.pages.paper.folder import NoPlaceForPaper, keep, place_for, remove_before
from api.pages.paper.manifests import name_of_manifests, print_manifests
from api.pages.paper.printing import PrintedDay, print_day
from api.pages.teller import Scribe, scribe_of
from busline.errors import InvalidInput
from busline.record.engine import Record
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record
from busline.record.tables import Line
from busline.whoami import whoami

DAYS_FROM_TODAY = {"today": 0, "tomorrow": 1}


class Language(StrEnum):
    """What the paper speaks."""

    NL = "nl"
    EN = "en"


DaysOption = Annotated[
    list[str], typer.Option("--date", help="today, tomorrow or YYYY-MM-DD; may be given more than once.")
]
OutOption = Annotated[
    Path, typer.Option("--out", help="A file, or a folder in which each list has a name of its own.")
]
KeepOption = Annotated[
    int | None,
    typer.Option("--keep-days", min=0, help="Delete older lists in the folder: those of so many days ago."),
]
ManifestsOption = Annotated[
    bool, typer.Option("--manifests", help="Write the manifests of all drivers instead, in one file a day.")
]
DueOption = Annotated[
    bool,
    typer.Option(
        "--when-due",
        help="Write manifests only from the line's evening hour on, and again only after a newer version.",
    ),
]
LineOption = Annotated[str | None, typer.Option("--line", help="The line; without it, every line.")]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for: papers of which days, to where."""

    dates: Sequence[str]
    out: Path
    manifests: bool
    when_due: bool


def print_days(
    dates: DaysOption = ["tomorrow"],  # noqa: B006 - typer reads it and makes a new list for each call
    out: OutOption = Path(),
    keep_days: KeepOption = None,
    line: LineOption = None,
    manifests: ManifestsOption = False,
    when_due: DueOption = False,
    language: Annotated[Language, typer.Option(help="What the paper speaks.")] = Language.NL,
    data: DataOption = None,
) -> None:
    """Write the day list for the desk as PDF: rides, vans, phone calls to make, and a form to write on.

    With --manifests it is what the drivers need: every manifest of the day, each on pages of its own. With
    --when-due as well, a timer may call it as often as it likes.
    """
    if when_due and not manifests:
        raise InvalidInput("--when-due is about manifests: say --manifests as well.")
    record = open_record(data)
    try:
        with record.read() as session:
            lines = _lines_meant(session, line, into_folder=out.is_dir())
        scribes = [scribe_of(one, language.value, record.clock.now()) for one in lines]
        wanted = _Wanted(dates, out, manifests, when_due)
        files = [file for scribe in scribes for file in _write(record, scribe, wanted)]
        removed = [file for scribe in scribes for file in _remove_off(record, scribe, wanted)]
        removed += [] if keep_days is None else _remove_old(scribes, out, keep_days)
    finally:
        record.close()
    typer.echo(json.dumps({"files": [str(one) for one in files], "removed": [str(one) for one in removed]}))


def day_meant(text: str, today: date) -> date:
    """Return the day that `text` names.

    Raises
    ------
    InvalidInput
        If it is neither “today” nor “tomorrow” nor a date.
    """
    if text in DAYS_FROM_TODAY:
        return today + timedelta(days=DAYS_FROM_TODAY[text])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"“{text}” is no day. Write today, tomorrow or a date like 2026-11-24.") from None


def _lines_meant(session: Session, line: str | None, *, into_folder: bool) -> Sequence[Line]:
    lines = session.scalars(select(Line).order_by(Line.id)).all()
    if line is None and into_folder and lines:
        return lines
    return [line_meant(session, line)]


def _write(record: Record, scribe: Scribe, wanted: _Wanted) -> list[Path]:
    days = _days(scribe, wanted)
    if len(days) > 1 and not wanted.out.is_dir():
        raise NoPlaceForPaper(f"{wanted.out} is no folder. Name one with --out to print several days.")
    files = []
    for day in days:
        if wanted.when_due and not _is_due(record, scribe, day, wanted.out):
            continue
        told = _told(record, scribe, day, manifests=wanted.manifests)  # before it is read
        printed = _printed(record, scribe, day, manifests=wanted.manifests)
        if printed is None:
            continue
        file = place_for(wanted.out, printed.name)
        keep(file, printed.pdf)
        tell_of(file, told)
        files.append(file)
    return files


def _days(scribe: Scribe, wanted: _Wanted) -> list[date]:
    return sorted({day_meant(text, scribe.today) for text in wanted.dates})


def _remove_off(record: Record, scribe: Scribe, wanted: _Wanted) -> list[Path]:
    """Delete manifests of days of which all duties were withdrawn since: nobody is to lay them ready."""
    if not wanted.when_due or not wanted.out.is_dir():  # a file with a name of its own may be of another day
        return []
    with record.read() as session:
        days = [day for day in _days(scribe, wanted) if is_off(session, scribe.line.id, day)]
    files = [place_for(wanted.out, name_of_manifests(scribe, day)) for day in days]
    there = [file for file in files if file.exists()]
    for file in there:
        file.unlink(missing_ok=True)
    return there


def _is_due(record: Record, scribe: Scribe, day: date, out: Path) -> bool:
    file = place_for(out, name_of_manifests(scribe, day))
    with record.read() as session:
        return is_due(session, scribe.line.id, day, file, scribe.now)


def _told(record: Record, scribe: Scribe, day: date, *, manifests: bool) -> datetime:
    """Return the moment that a paper tells of: of manifests their newest version, by the clock that made it.

    By the clock here, one that was on its way into the record would seem older than a paper without it.
    """
    if not manifests:
        return scribe.now
    with record.read() as session:
        return changed_at(session, scribe.line.id, day) or scribe.now


def _printed(record: Record, scribe: Scribe, day: date, *, manifests: bool) -> PrintedDay | None:
    if manifests:
        return print_manifests(
            record, scribe, day, who=whoami(), why="manifests written by busline print-day"
        )
    return print_day(record, scribe, day, who=whoami(), why="day list written by busline print-day")


def _remove_old(scribes: Sequence[Scribe], out: Path, keep_days: int) -> list[Path]:
    folder = out if out.is_dir() else out.parent
    return [
        file
        for scribe in scribes
        for file in remove_before(folder, scribe.line.id, scribe.today - timedelta(days=keep_days))
    ]
