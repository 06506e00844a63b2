"""What else there is besides the line."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import TransportKind
from busline.record.tables.base import Base, Name, Slug, names_of


class OtherTransport(Base):
    """Another way to travel, named to a caller for whom the line has no place.

    ``stops`` are the line's stops near which it is, ``aids`` those with whom it takes somebody; without any
    it is everywhere, or for everybody.
    """

    __tablename__ = "other_transport"

    line_id: Mapped[Slug] = mapped_column(ForeignKey("lines.id"), primary_key=True)
    id: Mapped[Slug] = mapped_column(primary_key=True)
    name: Mapped[Name]
    kind: Mapped[TransportKind] = mapped_column(names_of(TransportKind))
    phone: Mapped[str] = mapped_column(String(32), default="")
    stops: Mapped[list[Any]] = mapped_column(default=list)
    aids: Mapped[list[Any]] = mapped_column(default=list)
