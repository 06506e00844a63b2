"""What a lender says about vans: calendars, proposals for windows, outages, and how vans come and go."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns.lending import HandoverKind, ProposalSource, ProposalState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class CalendarFeed(Versioned, Base):
    """A calendar by address whose events are the hours in which vans are lent.

    ``van_id`` is empty where the events name their van. Whoever knows the address can read the calendar:
    the history does not keep it. While a van has a feed, its weekly pattern makes no windows.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (in_line("vans", "van_id"),)

    id: Mapped[Id]
    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"))
    van_id: Mapped[str | None] = mapped_column(String(64))
    lender: Mapped[str] = mapped_column(String(64), default="")
    calendar_address: Mapped[str] = mapped_column(String(2000))
    active: Mapped[bool] = mapped_column(default=True)


class CalendarCheck(Base):
    """When a calendar was last asked for, what its server said of it, and what was wrong.

    Attributes
    ----------
    faults
        What went wrong the last time; empty where nothing did.
    wrong_since
        When it first went wrong without a good look since; empty where the last look was good.
    told_at
        When that had lasted so long that a coordinator was told; empty while nobody was.
    """

    __tablename__ = "calendar_checks"

    feed_id: Mapped[str] = mapped_column(ForeignKey("calendar_feeds.id"), primary_key=True)
    etag: Mapped[str] = mapped_column(String(300), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    checked_at: Mapped[datetime | None]
    next_at: Mapped[datetime] = mapped_column(index=True)
    faults: Mapped[list[Any]] = mapped_column(default=list)
    wrong_since: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class WindowProposal(Base):
    """Windows that were read from a source and wait until somebody has seen what they change.

    ``windows`` holds ``[van, start, end]``; they are all the windows of ``van_ids`` from ``first_day`` to
    ``last_day``. What is taken over stands in the history of each window.
    """

    __tablename__ = "window_proposals"

    id: Mapped[Id]
    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), index=True)
    lender: Mapped[str] = mapped_column(String(64), default="")
    feed_id: Mapped[str | None] = mapped_column(ForeignKey("calendar_feeds.id"))
    source: Mapped[ProposalSource] = mapped_column(names_of(ProposalSource))
    name: Mapped[str] = mapped_column(String(200), default="")
    van_ids: Mapped[list[Any]]
    first_day: Mapped[date]
    last_day: Mapped[date]
    windows: Mapped[list[Any]]
    state: Mapped[ProposalState] = mapped_column(names_of(ProposalState), default=ProposalState.OPEN)
    made_by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime]


class VanOutage(Versioned, Base):
    """A span in which a van can't drive. Without an end nobody knows when it is back."""

    __tablename__ = "van_outages"
    __table_args__ = (in_line("vans", "van_id"),)

    id: Mapped[Id]
    line_id: Mapped[Slug]
    van_id: Mapped[Slug]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500))


class Handover(Base):
    """A van as it was found when it was taken out or brought back."""

    __tablename__ = "handovers"
    __table_args__ = (
        in_line("vans", "van_id"),
        CheckConstraint("odometer_km >= 0", "odometer"),
        CheckConstraint("energy_percent between 0 and 100", "energy"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    van_id: Mapped[Slug]
    kind: Mapped[HandoverKind] = mapped_column(names_of(HandoverKind))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(100))
    odometer_km: Mapped[int]
    energy_percent: Mapped[int | None]
    faults_found: Mapped[list[Any]]  # names of `CheckPoint`
    note: Mapped[str] = mapped_column(String(1000), default="")
