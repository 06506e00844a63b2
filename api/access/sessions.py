"""Logging in and out: sessions live in the record and survive a restart of everything."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import Response
from sqlalchemy import delete, select

from api.access.caller import Caller, NotLoggedIn, caller_of, cookie_name
from api.access.guessing import count_failure, forget_failures, refuse_guesser
from api.access.passwords import password_fits
from api.access.tokens import hash_secret, new_secret
from api.idempotency import forget_old_answers
from api.services import Services
from busline.record.tables import LoginSession, User


class WrongPassword(NotLoggedIn):
    """Login and password don't belong together."""

    code = "wrong-password"


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that was just begun; ``secret`` goes into the cookie and nowhere else."""

    secret: str
    caller: Caller


def log_in(services: Services, login: str, password: str, address: str) -> NewSession:
    """Begin a session for somebody who knows the password.

    Raises
    ------
    TooManyTries
        If this login failed too often from `address`.
    WrongPassword
        If login and password don't belong together; which of the two is wrong is not said.
    """
    login, now = login.strip().lower(), services.clock.now()
    refuse_guesser(services.record, login, address, now)
    with services.record.read() as session:
        user = session.scalar(select(User).where(User.login == login, User.active))
    # Outside of any transaction: comparing takes long, on purpose.
    if not password_fits(password, user.password_hash if user else None) or user is None:
        with services.record.change("login") as change:
            count_failure(change, login, address, now)
        raise WrongPassword("Login and password don't belong together. Try again.")
    secret = new_secret()
    kept = LoginSession(
        token_hash=hash_secret(secret),
        user_id=user.id,
        csrf_token=new_secret(),
        created_at=now,
        expires_at=now + timedelta(hours=services.settings.session_hours),
    )
    with services.record.change(user.login) as change:
        forget_failures(change, login, address)
        change.execute(delete(LoginSession).where(LoginSession.expires_at <= now))
        forget_old_answers(change, now)
        change.add(kept)
    return NewSession(secret, caller_of(user, kept))


def log_out(services: Services, caller: Caller) -> None:
    """End the caller's session; its cookie is worth nothing from then on."""
    with services.record.change(caller.login) as change:
        change.execute(delete(LoginSession).where(LoginSession.token_hash == caller.session_hash))


def set_cookie(response: Response, services: Services, begun: NewSession) -> None:
    """Put the session's secret into a cookie that scripts can't read and other sites can't send."""
    response.set_cookie(
        cookie_name(services),
        begun.secret,
        max_age=services.settings.session_hours * 3600,
        path="/",
        secure=services.https,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, services: Services) -> None:
    """Take the cookie back."""
    response.delete_cookie(
        cookie_name(services), path="/", secure=services.https, httponly=True, samesite="lax"
    )
