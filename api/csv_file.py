"""CSV as the Excel of a Dutch office opens it: semicolons, UTF-8 with its mark, nothing that runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Response

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so would be read as a formula, whoever typed it into a name or a reason.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the file's text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return the file as a download."""
    return Response(
        csv_text(header, rows).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def safe(cell: object) -> object:
    """Return `cell` so that no spreadsheet takes it for a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
