"""What was changed, what must still leave, and what was already answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base

# SQLite numbers rows by itself only where the key is a plain INTEGER.
Sequence = BigInteger().with_variant(Integer(), "sqlite")
# For a table whose rows are deleted: without it SQLite gives the number of the last one deleted again.
NUMBERED_ONCE = {"sqlite_autoincrement": True}


class HistoryEntry(Base):
    """One change, appended in the transaction that made it. Triggers refuse every update and delete."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_noun", "noun", "noun_id"), Index("ix_history_at", "at"))

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    line_id: Mapped[str | None] = mapped_column(String(64))
    who: Mapped[str] = mapped_column(String(100))
    what: Mapped[str] = mapped_column(String(64))  # "created", "changed", "read", "exported" …
    noun: Mapped[str] = mapped_column(String(64))
    noun_id: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class OutboxMessage(Base):
    """Something to tell the feed once its transaction has committed; deleted when it was told."""

    __tablename__ = "outbox"
    __table_args__ = NUMBERED_ONCE

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    line_id: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))  # "commands" or "live"
    message: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class KeptReply(Base):
    """The answer to a write, by its idempotency key: the same call again gets the same answer."""

    __tablename__ = "kept_replies"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))  # of what was asked
    status: Mapped[int]
    reply: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
