"""What residents and drivers are told: written with the change, sent after it was committed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from busline.nouns import MessageChannel, MessageFault, MessageKind, MessageState
from busline.record.tables.base import Base, Id, Slug, Versioned, in_line, names_of


class Message(Versioned, Base):
    """One sentence for one resident about one booking, or for one driver about one duty.

    Attributes
    ----------
    occasion
        Tells a message from the next of its kind about the same booking: the booking's version for what
        the desk did, the promised pickup for a reminder, the told time for a call-ahead. For a driver the
        version of the manifest, the roster, the swap, or when a duty was asked or became open.
    facts
        What the sentence needs beside the booking: the expected pickup of a call-ahead. For a driver: the
        number of the version, the id of the roster or the swap.
    text, sent_to
        The sentence and the address, from the first try on: a repeat is the same message.
    due_at, useless_at
        When it goes out, and from when on it is of no more use.
    next_try_at
        While it waits, when it is tried; while it is sent, when that try is given up as broken off.
    interruptions
        Tries of which nobody knows how they ended, because the process that sent died.
    round
        Grows when somebody sends it again; with the id it is the gateway's idempotency key.
    """

    __tablename__ = "messages"
    __table_args__ = (
        in_line("residents", "resident_id"),
        in_line("drivers", "driver_id"),
        CheckConstraint(
            "(resident_id is not null and booking_id is not null and driver_id is null and duty_id is null)"
            " or (resident_id is null and booking_id is null and driver_id is not null"
            " and duty_id is not null)",
            "for_one",
        ),
        UniqueConstraint("booking_id", "kind", "occasion"),
        UniqueConstraint("duty_id", "driver_id", "kind", "occasion"),
        Index("ix_messages_due", "line_id", "due_at"),
        Index("ix_messages_next", "state", "next_try_at"),
        Index("ix_messages_resident", "line_id", "resident_id", "due_at"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug]
    resident_id: Mapped[str | None] = mapped_column(String(64))
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("bookings.id"))
    driver_id: Mapped[str | None] = mapped_column(String(64))
    duty_id: Mapped[str | None] = mapped_column(ForeignKey("duties.id"))
    service_date: Mapped[date]
    kind: Mapped[MessageKind] = mapped_column(names_of(MessageKind))
    occasion: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[MessageState] = mapped_column(names_of(MessageState), default=MessageState.WAITING)
    fault: Mapped[MessageFault] = mapped_column(names_of(MessageFault), default=MessageFault.NONE)
    channel: Mapped[MessageChannel] = mapped_column(names_of(MessageChannel))
    sent_to: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    useless_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    interruptions: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """What a gateway knows this message by: the same in every try, another when it is sent again."""
        return f"{self.id}-{self.round}"
