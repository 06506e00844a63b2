"""What drivers report and the hours that follow from it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from busline.days import seconds
from busline.nouns import CorrectionState, DriverEventKind, HoursState
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
    minutes: Mapped[int | None]  # how much later the van comes
    odometer_km: Mapped[int | None]
    # It came with where the phone was; where that is stands in `AlarmPlace`, for as long as its task is open.
    has_place: Mapped[bool] = mapped_column(default=False, server_default=false())
    revision: Mapped[int | None]  # of the run that was seen
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    # Set by the dispatcher when the plan has taken it in; with the reason where it could not.
    applied_at: Mapped[datetime | None]
    rejected_why: Mapped[str | None] = mapped_column(String(500))


class WorkedTime(Versioned):
    """Columns of what somebody worked in one go, whoever it is: from, to, less breaks, reviewed."""

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
        """Real seconds worked, also over a change of the clock; 0 until it is clocked out.

        Between whole seconds, as exports and history write them: whoever counts again comes to the same.
        """
        if self.worked_to is None:
            return 0
        return seconds(self.worked_to) - seconds(self.worked_from) - self.break_s


class Hours(WorkedTime, Base):
    """Worked time of one duty: from clock-in to clock-out less breaks, reviewed."""

    __tablename__ = "hours"
    __table_args__ = (in_line("drivers", "driver_id"),)

    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]


class DeskHours(WorkedTime, Base):
    """Worked time of a coordinator, clocked or entered by hand, reviewed as a driver's hours are."""

    __tablename__ = "desk_hours"

    id: Mapped[Id]
    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)


class HoursCorrection(Versioned, Base):
    """What somebody asks to be written instead of what was clocked; it counts once another approves it.

    ``hours_id`` is the duty's id, or that of a coordinator's hours. ``month`` is the first day of the month
    in which it counts: that of the hours or, where that was closed, a later one, which then gets
    ``difference_s`` as a line of its own while the closed hours stay as they are.
    """

    __tablename__ = "hours_corrections"
    __table_args__ = (Index("ix_hours_corrections_month", "line_id", "month"),)

    id: Mapped[Id]
    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"))
    hours_id: Mapped[str] = mapped_column(String(32), index=True)
    service_date: Mapped[date]  # of the hours
    month: Mapped[date]
    worked_from: Mapped[datetime]
    worked_to: Mapped[datetime]
    break_s: Mapped[int]
    difference_s: Mapped[int]  # to what counted when it was asked
    why: Mapped[str] = mapped_column(String(500))
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime]
    state: Mapped[CorrectionState] = mapped_column(names_of(CorrectionState), default=CorrectionState.ASKED)
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_at: Mapped[datetime | None]
    decided_why: Mapped[str] = mapped_column(String(500), default="")

    @property
    def is_adjustment(self) -> bool:
        """Whether it counts in a later month than the hours do."""
        return self.month != self.service_date.replace(day=1)

    @property
    def worked_s(self) -> int:
        """Real seconds worked as it is asked."""
        return seconds(self.worked_to) - seconds(self.worked_from) - self.break_s


class ClosedMonth(Base):
    """A month whose hours are final; ``month`` is its first day.

    ``checksum`` is over what was closed, see `busline.hours.checksum`; empty where it was closed before there
    were any.
    """

    __tablename__ = "closed_months"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(100))
    checksum: Mapped[str] = mapped_column(String(64), default="", server_default="")
    total_s: Mapped[int] = mapped_column(default=0, server_default="0")
