"""Rides that a coordinator wants on one duty, whatever would be cheaper."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base, Slug


class Pin(Base):
    """A ride that stays on a duty. Written by the dispatcher that holds the line's lease, by nobody else.

    ``freed_at``: the duty could not carry the ride any more, so the planner let go of it. The row stays until
    a coordinator has seen that.
    """

    __tablename__ = "pins"

    booking_id: Mapped[str] = mapped_column(ForeignKey("bookings.id"), primary_key=True)
    line_id: Mapped[Slug]
    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"), index=True)
    pinned_by: Mapped[str] = mapped_column(String(100))  # a login
    pinned_at: Mapped[datetime]
    freed_at: Mapped[datetime | None]
