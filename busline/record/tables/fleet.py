"""Vans and the windows in which Cordaan lends them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base, Id, Name, Slug, Versioned, in_line


class Van(Versioned, Base):
    """A van with the layouts its floor can have, as ``[{"seats": 8, "wheelchairs": 0}, …]``.

    ``lender`` names who lends it, as the logins of that organisation do; empty where a line has one lender.
    """

    __tablename__ = "vans"
    __table_args__ = (in_line("stops", "base_stop_id"),)

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    plate: Mapped[str] = mapped_column(String(20), default="")
    base_stop_id: Mapped[Slug]
    layouts: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(default=True)
    lender: Mapped[str] = mapped_column(String(64), default="")
    inspection_on: Mapped[date | None]  # the day until which its inspection is valid


class WindowPattern(Base):
    """A weekly span in which a van is lent; times are local, ``weekday`` 0 is Monday."""

    __tablename__ = "window_patterns"
    __table_args__ = (in_line("vans", "van_id"), CheckConstraint("weekday between 0 and 6", "weekday"))

    id: Mapped[Id]
    line_id: Mapped[Slug]
    van_id: Mapped[Slug]
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class IdleWindow(Versioned, Base):
    """One span on one day in which a van is lent. Made from the pattern, or entered by hand.

    A withdrawn window keeps its row, so that what was promised in it can be explained.
    """

    __tablename__ = "idle_windows"
    __table_args__ = (
        in_line("vans", "van_id"),
        in_line("stops", "base_stop_id"),
        CheckConstraint("ends_at > starts_at", "in_order"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    van_id: Mapped[Slug]
    base_stop_id: Mapped[Slug]
    # The pattern it was made from; empty where entered by hand. No foreign key: patterns come and go.
    pattern_id: Mapped[str | None] = mapped_column(String(32))
    service_date: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")
