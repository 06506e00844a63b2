"""Naming the place of a fault, and turning what pydantic says into faults."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from busline.errors import Fault
from busline.line_folder.rows import WrongCell

# Words for what pydantic finds, where its own would mean little to somebody with a spreadsheet.
WORDS = {
    "missing": "is empty; a value is expected",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty; a value is expected",
    "greater_than_equal": "is {input}; {ge} or more is expected",
    "less_than_equal": "is {input}; {le} or less is expected",
    "too_long": "has more than {max_length} parts",
    "extra_forbidden": "is not known here",
    "string_pattern_mismatch": "is “{input}”, which is not of the expected form",
}


def place(file: str, row: int | None = None, column: str | None = None) -> str:
    """Return the place of a fault, like ``stops.csv, row 4, column lat``."""
    parts = [file, f"row {row}" if row else "", f"column {column}" if column else ""]
    return ", ".join(part for part in parts if part)


def row_faults(file: str, row: int, wrong: ValidationError) -> Iterator[Fault]:
    """Yield a fault for each thing pydantic found in one row."""
    for error in wrong.errors():
        cause = error.get("ctx", {}).get("error")
        column = cause.column if isinstance(cause, WrongCell) else str(error["loc"][0])
        yield Fault(
            place(file, row, column),
            words_of(error),
            error["type"] if cause is None else "invalid",
            {"file": file, "row": row, "column": column},
        )


def words_of(error: ErrorDetails) -> str:
    """Return what is wrong and what was expected, in words."""
    context = error.get("ctx", {})
    if "error" in context:
        return str(context["error"])
    words = WORDS.get(error["type"])
    return words.format(input=error["input"], **context) if words else error["msg"]
