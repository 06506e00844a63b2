"""Rosters of weeks: what drivers want, what was drafted and published, who swaps, who was told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import NoticeKind, RosterState, SwapState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class DriverTerms(Versioned, Base):
    """The hours a week that a driver's contract promises, and that they would like in all."""

    __tablename__ = "driver_terms"
    __table_args__ = (in_line("drivers", "driver_id"),)

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    driver_id: Mapped[Slug] = mapped_column(primary_key=True)
    contract_week_s: Mapped[int] = mapped_column(default=0)
    wanted_week_s: Mapped[int | None]  # empty: as much as anybody


class DriverWish(Base):
    """A span in which a driver would like to drive, or (``avoid``) would rather not."""

    __tablename__ = "driver_wishes"
    __table_args__ = (in_line("drivers", "driver_id"),)

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    avoid: Mapped[bool] = mapped_column(default=True)


class Roster(Versioned, Base):
    """A roster of weeks. ``result`` holds its goals, its shares and why windows stay open."""

    __tablename__ = "rosters"

    id: Mapped[Id]
    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), index=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    state: Mapped[RosterState] = mapped_column(names_of(RosterState), default=RosterState.ASKED)
    asked_by: Mapped[str] = mapped_column(String(100), default="")
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RosterDuty(Base):
    """Who drives a window by a roster; ``driver_id`` is empty where nobody does."""

    __tablename__ = "roster_duties"

    roster_id: Mapped[str] = mapped_column(ForeignKey("rosters.id"), primary_key=True)
    # No foreign key: a window without a duty goes when its pattern does, and a draft is only a draft.
    window_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    driver_id: Mapped[str | None] = mapped_column(String(64))


class DutySwap(Versioned, Base):
    """A driver asks another to take a duty over, for one in return where ``return_duty_id`` names it."""

    __tablename__ = "duty_swaps"
    __table_args__ = (
        in_line("drivers", "from_driver_id"),
        in_line("drivers", "to_driver_id"),
        Index("ix_duty_swaps_open", "line_id", "state"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"))
    from_driver_id: Mapped[Slug]
    to_driver_id: Mapped[Slug]
    return_duty_id: Mapped[str | None] = mapped_column(ForeignKey("duties.id"))
    state: Mapped[SwapState] = mapped_column(names_of(SwapState), default=SwapState.ASKED)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class DutyNotice(Base):
    """Something that a driver is told of a duty; stays on their page until they have seen it."""

    __tablename__ = "duty_notices"
    __table_args__ = (
        in_line("drivers", "driver_id"),
        Index("ix_duty_notices_driver", "line_id", "driver_id", "seen_at"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"))
    kind: Mapped[NoticeKind] = mapped_column(names_of(NoticeKind))
    why: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
