"""The manifests of duties as they were published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base, Id, Slug, in_line


class ManifestVersion(Base):
    """What a driver was given for a duty: version ``number`` of its manifest, never changed afterwards.

    It holds no more of anybody than the run does: ``calls`` name bookings, and whoever shows them looks up
    the names. So it stays as long as the duty, and what is taken off a resident's card is off it too.

    Attributes
    ----------
    driver_id
        Who drove the duty then; only they may read it.
    taken_off_at
        Since when the duty is no longer theirs, on the newest version they have.
    """

    __tablename__ = "manifest_versions"
    __table_args__ = (in_line("drivers", "driver_id"), UniqueConstraint("duty_id", "number"))

    id: Mapped[Id]
    line_id: Mapped[Slug]
    duty_id: Mapped[str] = mapped_column(ForeignKey("duties.id"))
    number: Mapped[int]
    driver_id: Mapped[Slug]
    made_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    calls: Mapped[list[Any]]
    taken_off_at: Mapped[datetime | None]
