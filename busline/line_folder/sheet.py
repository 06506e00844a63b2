"""One CSV file: its delimiter found, its columns checked, its rows read; every fault is kept."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from busline.errors import Fault
from busline.line_folder.faults import place, row_faults
from busline.line_folder.rows import Row

R = TypeVar("R", bound=Row)

DELIMITERS = (",", ";", "\t")
# Spreadsheets run a cell that begins with one of these as a formula; an apostrophe keeps it text.
FORMULA_STARTS = ("=", "@", "+", "-", "'")


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """What was read of one file.

    Attributes
    ----------
    rows
        Those without faults, each with its number in a spreadsheet, in which the header is row 1.
    faults
        Everything that is wrong in the file.
    ids
        The ids in it, those of rows with faults too; unknown where the file could not be split.
    """

    kind: type[R]
    rows: tuple[tuple[int, R], ...] = ()
    faults: tuple[Fault, ...] = ()
    ids: frozenset[str] | None = None


def read_sheet(kind: type[R], text: str) -> Sheet[R]:
    """Read the text of a file of `kind` rows. Empty rows are passed over."""
    lines, broken = _split(kind, text)
    if broken:
        return Sheet(kind, faults=(broken,))
    if not lines:
        return Sheet(kind, faults=(Fault(kind.file, _expected(kind, "is empty"), "empty-file"),))
    header_row, header = lines[0][0], [cell.strip().lower() for cell in lines[0][1]]
    while header and not header[-1]:  # spreadsheets write columns that only look empty
        header.pop()
    faults = list(_header_faults(kind, header_row, header))
    if faults:
        return Sheet(kind, faults=tuple(faults))
    rows: list[tuple[int, R]] = []
    ids = set()
    for number, cells in lines[1:]:
        named = {name: _unguard(cell.strip()) for name, cell in zip(header, cells, strict=False)}
        ids.add(named.get("id", ""))
        row = _read_row(kind, number, len(header), cells, named)
        if isinstance(row, list):
            faults += row
        else:
            rows.append((number, row))
    return Sheet(kind, tuple(rows), tuple(faults), frozenset(ids))


def sheet_text(kind: type[Row], rows: Sequence[Row]) -> str:
    """Return `rows` as the text of a CSV file that `read_sheet` and spreadsheets read back as they are."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, kind.columns(), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: _guard(cell) for column, cell in row.cells().items()})
    return out.getvalue()


def _split(kind: type[Row], text: str) -> tuple[list[tuple[int, list[str]]], Fault | None]:
    """Return the rows that are not empty with their numbers, or what keeps the file from being split."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(kind, text), strict=True)
    lines = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                lines.append((number, cells))
    except csv.Error as broken:
        where = f"{kind.file}, line {reader.line_num}"
        return [], Fault(where, f"can't be read: {broken}; look for a quotation mark too many", "no-csv")
    return lines, None


def _delimiter(kind: type[Row], text: str) -> str:
    header = next((line for line in text.split("\n") if line.strip()), "")
    known = set(kind.columns())

    def columns_found(delimiter: str) -> int:
        return len(known & {cell.strip().strip('"').lower() for cell in header.split(delimiter)})

    return max(DELIMITERS, key=columns_found)


def _expected(kind: type[Row], what: str) -> str:
    return f"{what}; the columns are {', '.join(kind.columns())}"


def _header_faults(kind: type[Row], row: int, header: Sequence[str]) -> Iterator[Fault]:
    where = place(kind.file, row)
    for name in dict.fromkeys(header):
        if name not in kind.columns():
            said = f"column “{name}” is unknown" if name else "a column has no name"
            yield Fault(where, _expected(kind, said), "unknown-column", {"column": name})
        elif header.count(name) > 1:
            yield Fault(where, f"column “{name}” is there twice", "double-column", {"column": name})
    for name in kind.required():
        if name not in header:
            said = f"column “{name}” is missing"
            yield Fault(where, _expected(kind, said), "missing-column", {"column": name})


def _read_row(
    kind: type[R], number: int, width: int, cells: Sequence[str], named: dict[str, str]
) -> R | list[Fault]:
    if any(cell.strip() for cell in cells[width:]):
        said = f"has {len(cells)} cells, the header has {width}; look for a delimiter too many"
        return [Fault(place(kind.file, number), said, "too-many-cells")]
    try:
        return kind.model_validate({name: cell for name, cell in named.items() if cell})
    except ValidationError as wrong:
        return list(row_faults(kind.file, number, wrong))


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) and not _is_plain_number(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def _is_plain_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).isdigit() and cell[0] in "+-"
