"""Addresses that were looked up once: known from then on, with and without a network."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base


class KnownAddress(Base):
    """A door of the national register. It names nobody, and is of no line: whoever may live there."""

    __tablename__ = "known_addresses"

    postcode: Mapped[str] = mapped_column(String(6), primary_key=True)
    house_number: Mapped[str] = mapped_column(String(16), primary_key=True)
    street: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(100))
    lat: Mapped[float]
    lon: Mapped[float]
    source: Mapped[str] = mapped_column(String(32))
    found_at: Mapped[datetime]
