"""Printing a day list: read, set, and recorded in the history, whoever asks for it."""

from dataclasses import dataclass
from datetime import date

from api.pages.paper.day_list import day_list
from api.pages.paper.reading import read_paper_day
from api.pages.paper.typeset import set_sheet
from api.pages.tasks.queries import open_tasks_of_day
from api.pages.teller import Teller
from busline.record.engine import Record
from busline.record.history import note


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day list as a file."""

    name: str
    pdf: bytes


def print_day(record: Record, teller: Teller, day: date, *, who: str, why: str) -> PrintedDay:
    """Return the day list of the teller's line.

    It holds names and telephone numbers, so that it was printed, by whom and why goes into the history
    before it is handed out.
    """
    line_id = teller.line.id
    with record.read() as session:
        sheet = day_list(
            teller, read_paper_day(session, line_id, day), open_tasks_of_day(session, teller, day)
        )
    pdf = set_sheet("day_list.typ", sheet)
    with record.change(who, why) as session:
        note(session, what="printed", noun="day_list", noun_id=f"{line_id}/{day}", line_id=line_id)
    return PrintedDay(f"{teller.words('daylist-file')}-{line_id}-{day.isoformat()}.pdf", pdf)
