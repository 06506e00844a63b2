"""Writing a line as the folder that an import takes in."""

import os
from pathlib import Path

from sqlalchemy import select

from busline.errors import Conflict, UnknownNoun
from busline.line_folder.line_file import LINE_FILE, LineFile, line_file_text
from busline.line_folder.rows import ROWS
from busline.line_folder.sheet import sheet_text
from busline.line_folder.sync import kept_rows
from busline.record.engine import WriteSession
from busline.record.history import note
from busline.record.tables import Base, Line, StandingBooking

PRIVATE = 0o600  # the files name residents: nobody else on this machine reads them


class FolderInTheWay(Conflict):
    """The place for the folder is taken by something that is no line's folder."""

    code = "folder-in-the-way"


def write_folder(session: WriteSession, line_id: str, path: Path) -> dict[str, int]:
    """Write a line to the folder `path` and return how many rows each file got.

    The files hold what is private, care notes included: the history keeps that they were read.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    FolderInTheWay
        If `path` is a file, can't be written, or is a folder that holds something else.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    texts = {LINE_FILE: line_file_text(LineFile.of(line))}
    counts = {}
    for kind in ROWS:
        rows = [kind.of(kept) for kept in kept_rows(session, line_id, kind) if not _never_rode(kept)]
        texts[kind.file] = sheet_text(kind, rows)
        counts[kind.file] = len(rows)
    _write(path, texts)
    note(session, what="read", noun="residents", noun_id=f"{line_id}/*", line_id=line_id)
    return counts


def _never_rode(kept: Base) -> bool:
    """Tell whether a row is a standing booking that was stopped before its first day: nothing to import."""
    return isinstance(kept, StandingBooking) and kept.last_on is not None and kept.last_on < kept.first_on


def only_line(session: WriteSession) -> str:
    """Return the line of a record that has just one.

    Raises
    ------
    UnknownNoun
        If there is none.
    Conflict
        If there are several, with their ids.
    """
    lines = session.scalars(select(Line.id).order_by(Line.id)).all()
    if not lines:
        raise UnknownNoun("line", "")
    if len(lines) > 1:
        raise Conflict(f"There are several lines; name one with --line: {', '.join(lines)}.")
    return lines[0]


def _write(path: Path, texts: dict[str, str]) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        strange = sorted(entry.name for entry in path.iterdir() if entry.name not in texts)
        if strange and not (path / LINE_FILE).exists():
            raise FolderInTheWay(f"{path} holds something else ({strange[0]}). Name an empty folder.")
        for name, text in texts.items():
            _replace(path / name, text)
    except OSError as refused:
        raise FolderInTheWay(
            f"{path} can't be written: {refused.strerror}. Name another folder."
        ) from refused


def _replace(file: Path, text: str) -> None:
    """Write `text` so that the file is the old one or the new one, never half of it."""
    fresh = file.with_name(f".{file.name}.new")
    # With the mark, spreadsheets know that it is UTF-8.
    data = text.encode("utf-8-sig" if file.suffix == ".csv" else "utf-8")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as out:
        out.write(data)
    fresh.replace(file)
