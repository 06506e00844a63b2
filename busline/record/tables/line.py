"""A line, its stops and the driving times between them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import StopKind
from busline.record.tables.base import Base, Name, Slug, Versioned, names_of


class Line(Versioned, Base):
    """One neighbourhood service."""

    __tablename__ = "lines"

    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Amsterdam")
    phone: Mapped[str] = mapped_column(String(32), default="")
    rules: Mapped[dict[str, Any]]
    working_time: Mapped[dict[str, Any]]
    travel: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class LineLease(Base):
    """The fencing number of a line's newest lease: grows by one each time a dispatcher takes the line."""

    __tablename__ = "line_leases"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    fencing: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str] = mapped_column(String(100), default="")
    taken_at: Mapped[datetime]


class Stop(Versioned, Base):
    """A place where the van stops. Without coordinates until somebody confirmed where it is."""

    __tablename__ = "stops"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    kind: Mapped[StopKind] = mapped_column(names_of(StopKind))
    street: Mapped[Name]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    # A stop that was taken out of service keeps its past rides; it can no longer be booked.
    closed_on: Mapped[date | None]
    # How many people live there, as the cooperative has counted or asked; for the report of reach.
    residents: Mapped[int | None]


class TravelMatrix(Base):
    """Driving seconds between all stops of a line, from one source; the newest row counts."""

    __tablename__ = "travel_matrices"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    computed_at: Mapped[datetime]
    stop_ids: Mapped[list[Any]]
    seconds: Mapped[list[Any]]  # rows in the order of stop_ids
    # [lat, lon] of each stop when its times were computed; empty in rows older than this column.
    places: Mapped[list[Any]] = mapped_column(default=list)
