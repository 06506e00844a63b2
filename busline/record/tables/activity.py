"""What residents ride to every week."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import SkipKind, TimeMode
from busline.record.tables.base import Base, Name, Slug, Versioned, in_line, names_of


class Activity(Versioned, Base):
    """Something at a stop at a time, weekly; times are local."""

    __tablename__ = "activities"
    __table_args__ = (in_line("stops", "stop_id"), CheckConstraint("weekday between 0 and 6", "weekday"))

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    stop_id: Mapped[Slug]
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class StandingBooking(Versioned, Base):
    """A ride every week, there and, where ``back_at`` is set, back. ``every_weeks`` 2 is fortnightly.

    ``on_holidays`` says whether it rides on public holidays; None leaves that to the line's rules.
    ``changed_at`` is set with every change that booked rides have yet to follow, and cleared by the
    dispatcher once they do: the change outlives a message that was lost.
    """

    __tablename__ = "standing_bookings"
    __table_args__ = (
        in_line("residents", "resident_id"),
        in_line("stops", "from_stop_id"),
        in_line("stops", "to_stop_id"),
    )

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    resident_id: Mapped[Slug]
    from_stop_id: Mapped[Slug]
    to_stop_id: Mapped[Slug]
    activity_id: Mapped[str | None] = mapped_column(String(64))
    weekday: Mapped[int]
    mode: Mapped[TimeMode] = mapped_column(names_of(TimeMode), default=TimeMode.ARRIVE_BY)
    out_at: Mapped[time]
    back_at: Mapped[time | None]
    every_weeks: Mapped[int] = mapped_column(default=1)
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    on_holidays: Mapped[bool | None]
    changed_at: Mapped[datetime | None]


class StandingSkip(Base):
    """A date on which a standing booking does not ride, in its rhythm or (in a holiday) between."""

    __tablename__ = "standing_skips"
    __table_args__ = (in_line("standing_bookings", "standing_id"),)

    line_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    standing_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    service_date: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[SkipKind] = mapped_column(names_of(SkipKind), default=SkipKind.ASKED)
