"""What leaves as a file is recorded: who took which one, before it is handed out.

The report of a quarter keeps more (`busline.record.tables.report`); papers for the desk and drivers say
themselves that they were printed.
"""

from datetime import date

from api.access.caller import Caller
from busline.record.engine import Record
from busline.record.exports import note_export


def record_export(
    record: Record, caller: Caller, line_id: str, what: str, first: date, last: date, whose: str = ""
) -> None:
    """Write into the history that the caller takes away `what` of the days from `first` to `last`.

    Parameters
    ----------
    whose
        The one person whom it tells of; empty for everybody.

    Raises
    ------
    Away
        If that can't be written: then nothing may leave.
    """
    with record.change(caller.login) as session:
        note_export(session, what, line_id, (first, last), whose)
