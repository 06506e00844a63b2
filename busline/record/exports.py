"""Noting what leaves as a file: who took it is known by the transaction, here is what, and of which days."""

from datetime import date

from sqlalchemy.orm import Session

from busline.record.history import note


def note_export(
    session: Session, what: str, line_id: str, days: tuple[date, date] | None = None, whose: str = ""
) -> None:
    """Append to the history that `what` of a line leaves; commit that before it is handed out.

    Parameters
    ----------
    what
        A word that is no table's name: the entry is about a file, not about a row.
    days
        The first and the last day that it tells of; None for what is of no day.
    whose
        The one person whom it tells of; empty for everybody.
    """
    noun_id = "/".join(part for part in (line_id, *map(str, days or ()), whose) if part)
    note(session, what="exported", noun=what, noun_id=noun_id, line_id=line_id)
