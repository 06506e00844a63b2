"""Whom a coordinator should phone, about what, with which alternative, and what came of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import TaskEnd, TaskKind, TaskState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class Task(Versioned, Base):
    """One phone call to make. ``about`` holds what the sentence on the page needs: times, names, places.

    ``tries`` holds what was tried in vain, each with ``at``, ``by`` and ``what`` (a `TaskTry`); until
    ``again_at`` the task rests.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        in_line("residents", "resident_id"),
        Index("ix_tasks_open", "line_id", "state"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    kind: Mapped[TaskKind] = mapped_column(names_of(TaskKind))
    state: Mapped[TaskState] = mapped_column(names_of(TaskState), default=TaskState.OPEN)
    service_date: Mapped[date]
    resident_id: Mapped[str | None] = mapped_column(String(64))
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("bookings.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("requests.id"))
    duty_id: Mapped[str | None] = mapped_column(ForeignKey("duties.id"))
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    claimed_at: Mapped[datetime | None]
    tries: Mapped[list[Any]] = mapped_column(default=list)
    again_at: Mapped[datetime | None]
    ended: Mapped[TaskEnd | None] = mapped_column(names_of(TaskEnd))
    outcome: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None]


class AlarmPlace(Base):
    """Where the phone was that reported an emergency, in degrees (WGS 84); deleted when its task is done.

    The history does not keep it: a driver's whereabouts are nobody's business once help is there.
    """

    __tablename__ = "alarm_places"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    lat: Mapped[float]
    lon: Mapped[float]
    at: Mapped[datetime]
