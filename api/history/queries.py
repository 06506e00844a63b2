"""Reading the history, each reader as much as their work needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.history.schemas import HistoryCard
from api.paging import Page, key_of
from busline.record.tables import HistoryEntry

HIDDEN = "…"
# What is about somebody in person: shown only to those who may see residents.
PERSONAL: dict[str, frozenset[str]] = {
    "residents": frozenset({"name", "salutation", "phone", "street", "driver_note", "aid", "companions"}),
    "requests": frozenset({"resident_id", "note", "aid", "companions"}),
    "bookings": frozenset({"resident_id"}),
    "standing_bookings": frozenset({"resident_id"}),
    "tasks": frozenset({"resident_id", "about", "outcome"}),
}
# Nobody reads a care note here: reading one is a thing of its own, and recorded.
ALWAYS_HIDDEN = frozenset({"care_note"})


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries are wanted; what is None does not count."""

    line_id: str
    noun: str | None = None
    noun_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_history(session: Session, wanted: HistoryFilter, page: Page) -> list[HistoryEntry]:
    """Return entries, the newest first, one more than fits the page."""
    query = (
        select(HistoryEntry)
        .where(HistoryEntry.line_id == wanted.line_id)
        .order_by(HistoryEntry.seq.desc())
        .limit(page.limit + 1)
    )
    if wanted.noun is not None:
        query = query.where(HistoryEntry.noun == wanted.noun)
    if wanted.noun_id is not None:
        query = query.where(HistoryEntry.noun_id == wanted.noun_id)
    if wanted.since is not None:
        query = query.where(HistoryEntry.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(HistoryEntry.at < wanted.until)
    if page.after:
        query = query.where(HistoryEntry.seq < key_of(page, int)[0])
    return list(session.scalars(query))


def history_card(entry: HistoryEntry, *, sees_residents: bool) -> HistoryCard:
    """Return an entry as its reader may see it."""
    hidden = ALWAYS_HIDDEN if sees_residents else ALWAYS_HIDDEN | PERSONAL.get(entry.noun, frozenset())
    shown = HistoryCard.model_validate(entry)
    why = shown.why if sees_residents or entry.noun not in PERSONAL else HIDDEN * bool(shown.why)
    return shown.model_copy(
        update={"before": _without(shown.before, hidden), "after": _without(shown.after, hidden), "why": why}
    )


def _without(values: dict[str, Any] | None, hidden: frozenset[str]) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: HIDDEN if name in hidden and value else value for name, value in values.items()}
