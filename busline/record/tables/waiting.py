"""Who waits for a place that comes free."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import WaitingState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class WaitingEntry(Versioned, Base):
    """One request on the waiting list, with the ways of it that have no booking.

    ``earlier_s`` and ``later_s`` say how far from the time asked for a ride may lie. ``know_by`` is until
    when the caller wants to know. Whoever has waited since longer ago comes first (``waits_since``).
    ``offers`` are held until ``held_until``, one a way.
    """

    __tablename__ = "waiting_entries"
    __table_args__ = (
        in_line("residents", "resident_id"),
        Index("ix_waiting_entries_day", "line_id", "state", "service_date"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"), unique=True)
    resident_id: Mapped[Slug]
    service_date: Mapped[date]
    state: Mapped[WaitingState] = mapped_column(names_of(WaitingState), default=WaitingState.WAITING)
    earlier_s: Mapped[int]
    later_s: Mapped[int]
    know_by: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))
    waits_since: Mapped[datetime]
    offers: Mapped[list[Any]] = mapped_column(default=list)
    held_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
