"""Reading a whole folder: each file by itself, then everything against everything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from busline.errors import Fault, InvalidInput
from busline.line_folder.checks import check_sheets
from busline.line_folder.line_file import LINE_FILE, LineFile, parse_line_file
from busline.line_folder.rows import ROWS, Row
from busline.line_folder.sheet import Sheet, read_sheet
from busline.line_folder.text import read_text

R = TypeVar("R", bound=Row)


class BadFolder(InvalidInput):
    """A line's folder has faults; nothing of it was taken in."""

    code = "bad-line-folder"


@dataclass(frozen=True)
class LineFolder:
    """A line as its folder says it, free of faults."""

    line: LineFile
    sheets: dict[type[Row], Sheet[Row]]

    def rows(self, kind: type[R]) -> list[R]:
        """Return the rows of one file."""
        return [cast(R, row) for _, row in self.sheets[kind].rows]


def read_folder(path: Path) -> LineFolder:
    """Read and check a line's folder.

    Raises
    ------
    BadFolder
        With every fault in it: file, row, column, and what was expected.
    """
    if not path.is_dir():
        raise BadFolder(f"{path} is no folder. A line is a folder with {LINE_FILE} and its CSV files.")
    line, faults = _read_line(path)
    sheets: dict[type[Row], Sheet[Row]] = {}
    for kind in ROWS:
        sheet = _read_rows(path, kind)
        sheets[kind] = sheet
        faults += sheet.faults
    faults += check_sheets(sheets, line.timezone if line else None)
    if line is None or faults:
        raise BadFolder(
            f"The folder {path} has {len(faults)} {'fault' if len(faults) == 1 else 'faults'}; nothing was "
            "taken in. Correct them and import it again.",
            faults=faults,
        )
    return LineFolder(line, sheets)


def _read_line(path: Path) -> tuple[LineFile | None, list[Fault]]:
    text = _text_of(path, LINE_FILE)
    return (None, [text]) if isinstance(text, Fault) else parse_line_file(text)


def _read_rows(path: Path, kind: type[Row]) -> Sheet[Row]:
    text = _text_of(path, kind.file)
    return Sheet(kind, faults=(text,)) if isinstance(text, Fault) else read_sheet(kind, text)


def _text_of(path: Path, file: str) -> str | Fault:
    found = next(_named(path, file), None)
    if found is None:
        hint = "" if file == LINE_FILE else "; a file with only its header line says that there are none"
        return Fault(file, f"is missing{hint}", "missing-file")
    return read_text(found)


def _named(path: Path, file: str) -> Iterator[Path]:
    """Yield what is called `file`, whatever the case of its letters."""
    return (entry for entry in sorted(path.iterdir()) if entry.name.lower() == file and entry.is_file())
