"""Reading the waiting list."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from api.paging import Page, key_of
from api.waiting.schemas import WaitingCard
from busline.errors import UnknownNoun
from busline.nouns import WaitingState
from busline.record.tables import Resident, WaitingEntry


def get_entry(session: Session, line_id: str, request_id: str) -> WaitingEntry:
    """Return the entry of a request.

    Raises
    ------
    UnknownNoun
        If it never was on the waiting list.
    """
    entry = session.scalar(
        select(WaitingEntry).where(WaitingEntry.line_id == line_id, WaitingEntry.request_id == request_id)
    )
    if entry is None:
        raise UnknownNoun("waiting list entry", request_id)
    return entry


def list_entries(
    session: Session, line_id: str, states: Collection[WaitingState], day: date | None, page: Page
) -> list[WaitingEntry]:
    """Return who waits, the longest first, for one day or all; one more than fits the page."""
    wanted = (
        select(WaitingEntry)
        .where(WaitingEntry.line_id == line_id, WaitingEntry.state.in_(states))
        .order_by(WaitingEntry.waits_since, WaitingEntry.id)
        .limit(page.limit + 1)
    )
    if day is not None:
        wanted = wanted.where(WaitingEntry.service_date == day)
    if page.after:
        after = key_of(page, datetime.fromisoformat, str)
        wanted = wanted.where(tuple_(WaitingEntry.waits_since, WaitingEntry.id) > after)
    return list(session.scalars(wanted))


def waiting_card(session: Session, entry: WaitingEntry) -> WaitingCard:
    """Return an entry with whose it is."""
    resident = session.get_one(Resident, (entry.line_id, entry.resident_id))
    columns = {name: getattr(entry, name) for name in WaitingCard.model_fields if hasattr(entry, name)}
    return WaitingCard(**columns, resident_name=resident.name)
