"""Bookings: requests with a promise."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import BookingState, LegName, Promise
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class Booking(Versioned, Base):
    """One ride with its promise. Written by the dispatcher that holds the line's lease, by nobody else."""

    __tablename__ = "bookings"
    __table_args__ = (
        in_line("residents", "resident_id"),
        in_line("stops", "from_stop_id"),
        in_line("stops", "to_stop_id"),
        UniqueConstraint("request_id", "leg"),
        UniqueConstraint("line_id", "reference"),
        Index("ix_bookings_day", "line_id", "service_date"),
        Index("ix_bookings_resident", "line_id", "resident_id", "service_date"),
        # Whether somebody rode in ten years, and when first, is one look into this index.
        Index("ix_bookings_riders", "line_id", "state", "resident_id", "service_date"),
        CheckConstraint("pickup_from <= pickup_to and pickup_to < dropoff_by", "promise_in_order"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    reference: Mapped[str] = mapped_column(String(12))  # short enough to say: "482 913"
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    leg: Mapped[LegName] = mapped_column(names_of(LegName))
    resident_id: Mapped[Slug]
    service_date: Mapped[date]
    from_stop_id: Mapped[Slug]
    to_stop_id: Mapped[Slug]
    seats: Mapped[int]
    wheelchairs: Mapped[int]
    boarding_s: Mapped[int]
    pickup_from: Mapped[datetime]
    pickup_to: Mapped[datetime]
    dropoff_by: Mapped[datetime]
    state: Mapped[BookingState] = mapped_column(names_of(BookingState), default=BookingState.CONFIRMED)
    state_why: Mapped[str] = mapped_column(String(500), default="")
    confirmed_at: Mapped[datetime]
    boarded_at: Mapped[datetime | None]
    alighted_at: Mapped[datetime | None]

    @property
    def promise(self) -> Promise:
        """What was read to the caller."""
        return Promise(pickup_from=self.pickup_from, pickup_to=self.pickup_to, dropoff_by=self.dropoff_by)
