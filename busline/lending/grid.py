"""The cells of a spreadsheet, whether it comes as CSV or as XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from busline.line_folder.text import decoded

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 400_000_000  # a small archive may hold a very large sheet
MOST_ROWS = 100_000
DELIMITERS = (";", ",", "\t", "|")
ARCHIVE = b"PK\x03\x04"

Row = tuple[int, list[Any]]


class UnreadGrid(Exception):
    """The file is no spreadsheet that can be read; ``code`` is that of the fault that says so."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_grid(data: bytes) -> Iterator[Row]:
    """Yield the rows that are not empty, each with its number in a spreadsheet (from 1).

    Cells of CSV are text. Those of XLSX have their types; formulas have the value that was last worked out.

    Raises
    ------
    UnreadGrid
        If it is too large, or neither CSV nor XLSX.
    """
    if len(data) > MOST_BYTES:
        raise UnreadGrid("lent-too-large")
    rows = _workbook(data) if data.startswith(ARCHIVE) else _text(data)
    kept = 0
    for number, cells in rows:
        if any(cell is not None and str(cell).strip() for cell in cells):
            kept += 1
            if kept > MOST_ROWS:
                raise UnreadGrid("lent-too-large")
            yield number, cells


def _text(data: bytes) -> Iterator[Row]:
    text = decoded(data)
    if text is None:
        raise UnreadGrid("lent-no-sheet")
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if lines.lstrip()[:1] == "<":  # a login page, for instance
        raise UnreadGrid("lent-no-sheet")
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and cells and cells[0].lower().startswith("sep="):
                continue  # Excel's own way to say which delimiter it is
            yield number, list(cells)
    except csv.Error as broken:
        raise UnreadGrid("lent-no-sheet") from broken


def _delimiter(text: str) -> str:
    lines = (line for line in text.split("\n") if line.strip() and not line.lower().startswith("sep="))
    header = next(lines, "")
    return max(DELIMITERS, key=header.count)


def _workbook(data: bytes) -> Iterator[Row]:
    """Yield the rows of the sheet that was open when the file was saved."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise UnreadGrid("lent-too-large")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as broken:
        raise UnreadGrid("lent-no-sheet") from broken
    try:
        sheet = book.active
        if sheet is None or not hasattr(sheet, "iter_rows"):
            raise UnreadGrid("lent-no-sheet")
        sheet.reset_dimensions()  # programs write a size that is wrong, and rows would be left out
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, list(cells)
    finally:
        book.close()
