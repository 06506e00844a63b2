"""Adding a line's driving times to the record."""

from datetime import datetime

from busline.errors import StaleEdit
from busline.record.engine import WriteSession
from busline.record.tables import TravelMatrix
from busline.travel.change import MatrixChange
from busline.travel.draft import MatrixDraft, draft_matrix, line_stops
from busline.travel.matrix import newest_row
from busline.travel.source import Report, TravelSource, say_nothing


def fill_matrix(
    session: WriteSession,
    line_id: str,
    source: TravelSource | None,
    now: datetime,
    report: Report = say_nothing,
) -> MatrixChange:
    """Compute the driving times between all stops of a line that have coordinates, and keep them.

    A source that takes long belongs before the transaction: `draft_matrix`, then `store_matrix`.

    Parameters
    ----------
    source
        Where the times come from. ``None`` for what the line's own settings say, as far as it is needed:
        times from a map or a server that somebody had computed are kept, and the settings fill in for
        stops that are new or were moved.
    now
        Kept with the times.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    InvalidInput
        If the line's travel settings can't be used.
    TravelNonsense
        If the times can't be right; nothing is stored.
    TravelSourceAway, TravelSourceWrong
        If the source does not give times.
    """
    session.flush()
    return store_matrix(session, draft_matrix(session, line_id, source, now, report))


def store_matrix(session: WriteSession, draft: MatrixDraft) -> MatrixChange:
    """Add drafted driving times to the record, if they say something new.

    Raises
    ------
    StaleEdit
        If the line got other stops, or other driving times, since the draft was computed.
    """
    change, matrix = draft.change, draft.matrix
    if not change.stored:
        return change
    newest = newest_row(session, draft.line_id)
    placed = line_stops(session, draft.line_id).placed
    if (
        matrix.revision != (1 if newest is None else newest.revision + 1)
        or tuple(placed) != matrix.stop_ids
        or tuple(placed.values()) != matrix.places
    ):
        raise StaleEdit("The line changed while its driving times were computed. Compute them again.")
    session.add(
        TravelMatrix(
            line_id=draft.line_id,
            revision=matrix.revision,
            source=matrix.source,
            computed_at=matrix.computed_at,
            stop_ids=list(matrix.stop_ids),
            seconds=matrix.seconds.tolist(),
            places=[list(place) for place in matrix.places],
        )
    )
    session.flush()
    return change
