"""The plan of a day: its revision, the duties and their runs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import DutyState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class DayPlan(Base):
    """The revision of a line's plan for one service day; each commit adds one.

    ``van_s`` and ``best_possible_van_s`` are what was proven about ``bound_revision``, see
    `busline.record.bounds`; they say nothing about any other revision.
    """

    __tablename__ = "day_plans"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    service_date: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    committed_at: Mapped[datetime]
    committed_by: Mapped[str] = mapped_column(String(100), default="")
    bound_revision: Mapped[int | None]
    van_s: Mapped[int | None]
    best_possible_van_s: Mapped[int | None]


class Duty(Versioned, Base):
    """One driver on one van inside one idle window; ``driver_id`` is empty while the duty is open.

    ``published_at`` is when its driver was told: from then on it stays theirs without need, and they are told
    of every change.
    """

    __tablename__ = "duties"
    __table_args__ = (in_line("vans", "van_id"), in_line("drivers", "driver_id"))

    id: Mapped[Id]
    line_id: Mapped[Slug]
    window_id: Mapped[str] = mapped_column(ForeignKey("idle_windows.id"), index=True)
    van_id: Mapped[Slug]
    driver_id: Mapped[str | None] = mapped_column(String(64))
    service_date: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[DutyState] = mapped_column(names_of(DutyState), default=DutyState.OPEN)
    published_at: Mapped[datetime | None]


class Run(Base):
    """The ordered calls of a duty, read and written as a whole: JSON of `busline.nouns.Call`."""

    __tablename__ = "runs"

    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    revision: Mapped[int]  # of the day plan that last changed this run
    calls: Mapped[list[Any]]
    breaks: Mapped[list[Any]] = mapped_column(default=list)  # [{"from": …, "to": …}]
