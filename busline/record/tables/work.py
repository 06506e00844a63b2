"""What drivers report and the hours that follow from it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import DriverEventKind, HoursState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class DriverEvent(Base):
    """One press of a driver's button, kept as it came. ``id`` is given by the driver's phone."""

    __tablename__ = "driver_events"
    __table_args__ = (Index("ix_driver_events_duty", "duty_id", "happened_at"),)

    id: Mapped[Id]
    line_id: Mapped[Slug]
    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"))
    driver_id: Mapped[Slug]
    kind: Mapped[DriverEventKind] = mapped_column(names_of(DriverEventKind))
    stop_id: Mapped[str | None] = mapped_column(String(64))
    booking_id: Mapped[str | None] = mapped_column(String(32))
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    # Set by the dispatcher when the plan has taken it in; with the reason where it could not.
    applied_at: Mapped[datetime | None]
    rejected_why: Mapped[str | None] = mapped_column(String(500))


class Hours(Versioned, Base):
    """Worked time of one duty: from clock-in to clock-out less breaks, reviewed."""

    __tablename__ = "hours"
    __table_args__ = (in_line("drivers", "driver_id"),)

    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    service_date: Mapped[date] = mapped_column(index=True)
    worked_from: Mapped[datetime]
    worked_to: Mapped[datetime | None]
    break_s: Mapped[int] = mapped_column(default=0)
    state: Mapped[HoursState] = mapped_column(names_of(HoursState), default=HoursState.OPEN)
    correction_why: Mapped[str] = mapped_column(String(500), default="")
    corrected_by: Mapped[str | None] = mapped_column(String(100))
    approved_by: Mapped[str | None] = mapped_column(String(100))

    @property
    def worked_s(self) -> int:
        """Seconds worked; 0 while the duty is not clocked out."""
        if self.worked_to is None:
            return 0
        return int((self.worked_to - self.worked_from).total_seconds()) - self.break_s


class ClosedMonth(Base):
    """A month whose hours are final; ``month`` is its first day."""

    __tablename__ = "closed_months"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(100))
