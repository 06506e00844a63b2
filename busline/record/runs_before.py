"""What a run was at an earlier revision, from the history."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import Call
from busline.record.tables import HistoryEntry, Run


def calls_at(session: Session, duty_id: str, revision: int) -> list[Call] | None:
    """Return the calls of a run as they stood at `revision` of its plan; None where that is not known."""
    run = session.get(Run, duty_id)
    if run is not None and run.revision == revision:
        return [Call.model_validate(call) for call in run.calls]
    entries = session.scalars(
        select(HistoryEntry.after)
        .where(HistoryEntry.noun == Run.__tablename__, HistoryEntry.noun_id == duty_id)
        .order_by(HistoryEntry.seq.desc())
    )
    is_then = False
    for after in entries:
        # A change that touched the revision alone left the calls as the one before it made them.
        is_then = is_then or (after or {}).get("revision") == revision
        if is_then and after and "calls" in after:
            return [Call.model_validate(call) for call in after["calls"]]
    return None
