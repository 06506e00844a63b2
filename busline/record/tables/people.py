"""Residents who ride and members who drive."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import RESIDENT_KINDS, Aid, MessageChannel, MessageKind
from busline.record.tables.base import Base, Id, Name, Slug, Versioned, in_line, names_of


class Resident(Versioned, Base):
    """Who rides. ``care_note`` is read only where the ride needs it, and each reading is recorded."""

    __tablename__ = "residents"
    __table_args__ = (in_line("stops", "home_stop_id"),)

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    salutation: Mapped[str] = mapped_column(String(100), default="")  # "mevrouw De Vries"
    phone: Mapped[str] = mapped_column(String(32), default="", index=True)  # E.164
    street: Mapped[str] = mapped_column(String(200), default="")  # with its number where that is not apart
    house_number: Mapped[str] = mapped_column(String(16), default="", server_default="")  # "16-2"
    postcode: Mapped[str] = mapped_column(String(6), default="", server_default="")  # "1068EL"
    town: Mapped[str] = mapped_column(String(100), default="", server_default="")
    home_stop_id: Mapped[str] = mapped_column(String(64))
    aid: Mapped[Aid] = mapped_column(names_of(Aid), default=Aid.NONE)
    companions: Mapped[int] = mapped_column(default=0)
    extra_boarding_s: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(8), default="nl")
    driver_note: Mapped[str] = mapped_column(Text, default="")  # what a driver must know: "hard of hearing"
    care_note: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    # Nobody is written to who did not ask for it; who does gets all kinds but those they do not want.
    message_channel: Mapped[MessageChannel] = mapped_column(
        names_of(MessageChannel), default=MessageChannel.NONE
    )
    message_kinds: Mapped[list[Any]] = mapped_column(default=lambda: [kind.value for kind in RESIDENT_KINDS])
    active: Mapped[bool] = mapped_column(default=True)

    def wants(self, kind: MessageKind) -> bool:
        """Tell whether this resident wants messages of `kind`."""
        return self.active and self.message_channel is not MessageChannel.NONE and kind in self.message_kinds

    @property
    def door(self) -> str:
        """Street and house number: “Osdorpplein 16-2”."""
        return " ".join(part for part in (self.street, self.house_number) if part)

    @property
    def has_care_note(self) -> bool:
        """Whether there is a care note; that alone is no reading of it."""
        return bool(self.care_note)


class Driver(Versioned, Base):
    """A member of the cooperative who drives."""

    __tablename__ = "drivers"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(32), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    wheelchair_trained: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)


class AvailabilityPattern(Base):
    """A weekly span in which a driver can drive; ``weekday`` 0 is Monday, times are local."""

    __tablename__ = "availability_patterns"
    __table_args__ = (in_line("drivers", "driver_id"), CheckConstraint("weekday between 0 and 6", "weekday"))

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]


class DriverAbsence(Base):
    """A span in which a driver can't drive after all: holiday, illness."""

    __tablename__ = "driver_absences"
    __table_args__ = (in_line("drivers", "driver_id"),)

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")


class ElsewherePattern(Base):
    """Weekly hours a driver works elsewhere (at Cordaan); they count for rest and breaks."""

    __tablename__ = "elsewhere_patterns"
    __table_args__ = (in_line("drivers", "driver_id"), CheckConstraint("weekday between 0 and 6", "weekday"))

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    employer: Mapped[str] = mapped_column(String(100), default="")


class WorkedElsewhere(Base):
    """Hours worked elsewhere on one day, beside the weekly pattern."""

    __tablename__ = "worked_elsewhere"
    __table_args__ = (in_line("drivers", "driver_id"),)

    id: Mapped[Id]
    line_id: Mapped[Slug]
    driver_id: Mapped[Slug]
    service_date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    employer: Mapped[str] = mapped_column(String(100), default="")
