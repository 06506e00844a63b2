"""What has left the cooperative: the figures of a quarter as they were told, and who took them out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base, Id, Slug


class PublishedQuarter(Base):
    """The figures of a quarter, frozen when they first left: a second version would give hidden ones away."""

    __tablename__ = "published_quarters"

    line_id: Mapped[str] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)  # "2026-Q4"
    figures: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(100))


class ReportExport(Base):
    """One time that a quarter's report left: as what, in which language, by whom."""

    __tablename__ = "report_exports"
    __table_args__ = (Index("ix_report_exports_line", "line_id", "exported_at"),)

    id: Mapped[Id]
    line_id: Mapped[Slug] = mapped_column(ForeignKey("lines.id"))
    quarter: Mapped[str] = mapped_column(String(7))
    form: Mapped[str] = mapped_column(String(8))  # "pdf", "xlsx", "json"
    language: Mapped[str] = mapped_column(String(8))
    exported_by: Mapped[str] = mapped_column(String(100))
    exported_at: Mapped[datetime]
