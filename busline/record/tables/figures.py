"""What a service day came to, kept so that nobody has to count it again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base
from busline.record.tables.ledger import NUMBERED_ONCE, Sequence


class KeptDay(Base):
    """The facts of a service day that is over, as JSON of `busline.figures.Facts`."""

    __tablename__ = "kept_days"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    service_date: Mapped[date] = mapped_column(primary_key=True)
    facts: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]


class DayChange(Base):
    """Something of a service day was written since its facts were counted.

    Only ever added and deleted, never changed: nobody who writes waits for somebody who counts.
    """

    __tablename__ = "day_changes"
    __table_args__ = (Index("ix_day_changes_day", "line_id", "service_date"), NUMBERED_ONCE)

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    line_id: Mapped[str] = mapped_column(String(64))
    service_date: Mapped[date]
