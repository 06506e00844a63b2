"""Who may come in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from busline.record.tables.base import Base, Id, Name, Versioned


class User(Versioned, Base):
    """Somebody who comes in.

    ``roles`` are names of `coordinator`, `driver`, `reviewer`, `lender`, `admin`, `telephone`; ``extension``
    is the number of a coordinator's telephone as the exchange names it; ``lender`` limits a lender's login to
    the vans of that name, and is empty for one who sees all of the line's.
    """

    __tablename__ = "users"

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[Name]
    password_hash: Mapped[str] = mapped_column(String(300))
    roles: Mapped[list[Any]]
    line_id: Mapped[str | None] = mapped_column(ForeignKey("lines.id"))  # empty: every line
    driver_id: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="nl")
    extension: Mapped[str] = mapped_column(String(32), default="")
    lender: Mapped[str] = mapped_column(String(64), default="")
    active: Mapped[bool] = mapped_column(default=True)


class LoginSession(Base):
    """One browser that is logged in. Only a hash of the cookie's secret is kept."""

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AccessToken(Base):
    """A machine's way in: a bearer token, of which only the hash is kept."""

    __tablename__ = "access_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Name]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class FailedLogins(Base):
    """How often a login failed of late from one address. Only a hash of both is kept."""

    __tablename__ = "failed_logins"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
