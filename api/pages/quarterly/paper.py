"""The report on paper."""

from typing import Any

from api.pages.paper.typeset import frame_of_sheet, set_sheet
from api.pages.quarterly.dictionary import dictionary
from api.pages.quarterly.telling import Storyteller, ToldTable, Value, dated
from api.pages.teller import Teller

LABELS = ("title", "dictionary", "withheld-said", "col-word", "col-unit", "col-how")


def report_paper(teller: Teller, story: Storyteller) -> bytes:
    """Return the report as PDF."""
    words = teller.words
    labels = {key: words(f"quarter-{key}") for key in LABELS}
    sheet = frame_of_sheet(teller, 0, labels) | {
        "version": words("quarter-printed", at=dated(teller.times, teller.now)),
        "when": story.name,
        "legend": words("quarter-legend", threshold=story.report.threshold),
        "tables": [_table(story, table) for table in story.short()],
        "dictionary": [[one.name, one.unit, one.how] for one in dictionary(words)],
    }
    return set_sheet("quarter.typ", sheet)


def _table(story: Storyteller, table: ToldTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [[said(story, value) for value in row] for row in table.rows],
        "sums": [said(story, value) for value in table.sums or ()],
        "withheld": table.withheld,
        "note": table.note,
    }


def said(story: Storyteller, value: Value) -> str:
    """Return a cell as people read it."""
    if value is None:
        return story.words("quarter-mark")
    return value if isinstance(value, str) else story.times.number(value)
