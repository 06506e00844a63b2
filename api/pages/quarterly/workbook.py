"""The report as a spreadsheet: a sheet for each table and one for the data dictionary."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from api.csv_file import safe
from api.pages.quarterly.dictionary import dictionary
from api.pages.quarterly.telling import Storyteller, ToldTable, Value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # of a sheet, as Excel has it
WIDEST, NARROWEST = 44, 9  # columns, in characters
HEAD_ROW = 3


class Workbook:
    """One file that is being written. Text is written as text: nothing in it is ever run as a formula."""

    def __init__(self, teller: Storyteller, printed: str) -> None:
        self._teller = teller
        self._printed = printed
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._number_head = self._book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"}
        )
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._number = self._book.add_format({"num_format": "#,##0", "align": "right"})
        self._right = self._book.add_format({"align": "right"})
        self._sum = self._book.add_format({"bold": True, "top": 1})
        self._number_sum = self._book.add_format(
            {"bold": True, "top": 1, "num_format": "#,##0", "align": "right"}
        )

    def write(self) -> bytes:
        """Return the file."""
        words = self._teller.words
        self._book.set_properties({"title": f"{words('quarter-title')} – {self._teller.name}"})
        for table in self._teller.all():
            self._table(table)
        self._dictionary()
        self._book.close()
        return self._out.getvalue()

    def _table(self, table: ToldTable) -> None:
        sheet = self._sheet(table.title, self._teller.words(f"quarter-sheet-{table.key}"), table.columns)
        if table.withheld:
            sheet.write_string(HEAD_ROW + 1, 0, self._teller.words("quarter-withheld-said"))
            return
        for at, row in enumerate(table.rows, HEAD_ROW + 1):
            self._row(sheet, at, row, self._number, None)
        if table.sums is not None:
            self._row(sheet, HEAD_ROW + 1 + len(table.rows), table.sums, self._number_sum, self._sum)
        self._widths(sheet, table)

    def _row(self, sheet: Any, at: int, row: Sequence[Value], number: Any, text: Any) -> None:
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, value, number)
            elif value is None:
                sheet.write_string(at, column, self._teller.words("quarter-mark"), number)
            else:
                sheet.write_string(at, column, str(safe(value)), text or (self._right if column else None))

    def _dictionary(self) -> None:
        words = self._teller.words
        columns = [words(f"quarter-col-{key}") for key in ("word", "unit", "how")]
        sheet = self._sheet(words("quarter-dictionary"), words("quarter-sheet-dictionary"), columns)
        for at, entry in enumerate(dictionary(words), HEAD_ROW + 1):
            for column, text in enumerate((entry.name, entry.unit, entry.how)):
                sheet.write_string(at, column, text, self._wrap)
        for column, width in enumerate((30, 16, 90)):
            sheet.set_column(column, column, width)

    def _sheet(self, title: str, name: str, columns: Sequence[str]) -> Any:
        words, report = self._teller.words, self._teller.report
        sheet = self._book.add_worksheet(name[:LONGEST_NAME])
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, str(safe(f"{report.line_name} – {self._teller.name}")))
        sheet.write_string(2, 0, words("quarter-legend", threshold=report.threshold))
        for column, text in enumerate(columns):
            sheet.write_string(HEAD_ROW, column, str(safe(text)), self._number_head if column else self._head)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        page, of = words("paper-page"), words("paper-of")
        sheet.set_footer(f"&L{_plain(self._printed)}&R{page} &P {of} &N")
        return sheet

    def _widths(self, sheet: Any, table: ToldTable) -> None:
        rows = [*table.rows, table.sums or ()]
        for column, head in enumerate(table.columns):
            longest = max([len(str(row[column])) for row in rows if column < len(row)], default=0)
            wanted = max(longest, len(head) if column == 0 or len(table.columns) < 12 else 0)
            sheet.set_column(column, column, min(max(wanted + 2, NARROWEST), WIDEST))


def workbook(teller: Storyteller, printed: str) -> bytes:
    """Return the report as XLSX; `printed` says when it was made."""
    return Workbook(teller, printed).write()


def _plain(text: str) -> str:
    """Return `text` for a footer, in which ``&`` begins a command."""
    return text.replace("&", "&&")
