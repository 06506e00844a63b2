"""When duties lost the drivers that they had, from the history."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Duty, HistoryEntry


def lost_driver_at(session: Session, duty_ids: Collection[str]) -> dict[str, datetime]:
    """Return when each of `duty_ids` last lost its driver to nobody; those that never did are left out."""
    if not duty_ids:
        return {}
    entries = session.execute(
        select(HistoryEntry.noun_id, HistoryEntry.at, HistoryEntry.after)
        .where(
            HistoryEntry.noun == Duty.__tablename__,
            HistoryEntry.noun_id.in_(duty_ids),
            HistoryEntry.what == "changed",
        )
        .order_by(HistoryEntry.seq)
    )
    # A change holds the columns that it touched, and no others.
    return {duty_id: at for duty_id, at, after in entries if after.get("driver_id", "") is None}
