"""Making users, giving them passwords, and tokens for machines."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.passwords import hash_password
from api.access.permissions import Role
from api.access.tokens import hash_secret, new_secret
from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.record.engine import Record, WriteSession
from busline.record.tables import AccessToken, Driver, Line, LoginSession, User

LONGEST_EXTENSION = 32
_LOGIN = re.compile(r"^[a-z0-9][a-z0-9._@-]{1,99}$")


class LoginTaken(Conflict):
    """There is a user with this login."""

    code = "login-taken"


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who shall be able to log in; without a line they see all of them.

    A login with a ``lender`` sees the vans of that name only.
    """

    login: str
    name: str
    password: str
    roles: frozenset[Role]
    line_id: str | None = None
    driver_id: str | None = None
    language: str = "nl"
    lender: str = ""


def add_user(record: Record, wish: NewUser, who: str) -> None:
    """Add a user.

    Raises
    ------
    InvalidInput
        If login, password, roles, line or driver can't be.
    LoginTaken
        If the login is somebody's already.
    """
    kept_hash = hash_password(wish.password)
    with record.change(who, "user added") as session:
        _check(session, wish)
        session.add(
            User(
                login=wish.login,
                name=wish.name,
                password_hash=kept_hash,
                roles=sorted(wish.roles),
                line_id=wish.line_id,
                driver_id=wish.driver_id,
                language=wish.language,
                lender=wish.lender,
                active=True,
            )
        )


def set_password(record: Record, login: str, password: str, who: str) -> None:
    """Give a user another password; whoever was logged in with the old one is so no longer.

    Raises
    ------
    UnknownNoun
        If there is no such user.
    """
    kept_hash = hash_password(password)
    with record.change(who, "password set") as session:
        user = get_user(session, login)
        user.password_hash = kept_hash
        for ended in session.scalars(select(LoginSession).where(LoginSession.user_id == user.id)):
            session.delete(ended)


def set_extension(record: Record, login: str, extension: str, who: str) -> None:
    """Keep which telephone of the exchange is a user's; an empty text is none.

    Raises
    ------
    InvalidInput
        If the extension is longer than one can be.
    UnknownNoun
        If there is no such user.
    """
    if len(extension) > LONGEST_EXTENSION:
        message = f"at most {LONGEST_EXTENSION} signs"
        raise InvalidInput("This can't be an extension.", faults=[Fault("extension", message)])
    with record.change(who, "extension set") as session:
        get_user(session, login).extension = extension


def close_user(record: Record, login: str, who: str) -> None:
    """Let a user in no longer, with a password or by a token; what they did stays in the history.

    Raises
    ------
    UnknownNoun
        If there is no such user.
    """
    with record.change(who, "user closed") as session:
        user = get_user(session, login)
        user.active = False
        for ended in session.scalars(select(LoginSession).where(LoginSession.user_id == user.id)):
            session.delete(ended)


def add_token(record: Record, login: str, name: str, who: str) -> str:
    """Return a new bearer token with which a machine comes in as a user; it can't be shown again.

    Raises
    ------
    UnknownNoun
        If there is no such user.
    """
    secret = new_secret()
    with record.change(who, "token made") as session:
        user = get_user(session, login)
        session.add(
            AccessToken(
                token_hash=hash_secret(secret), name=name, user_id=user.id, created_at=record.clock.now()
            )
        )
    return secret


def revoke_tokens(record: Record, login: str, name: str, who: str) -> int:
    """Make a user's tokens of this name worth nothing; return how many there were.

    Raises
    ------
    UnknownNoun
        If there is no such user.
    """
    with record.change(who, "token revoked") as session:
        user = get_user(session, login)
        tokens = session.scalars(
            select(AccessToken).where(
                AccessToken.user_id == user.id, AccessToken.name == name, AccessToken.revoked_at.is_(None)
            )
        ).all()
        for token in tokens:
            token.revoked_at = record.clock.now()
    return len(tokens)


def get_user(session: Session, login: str) -> User:
    """Return a user by login.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    user = session.scalar(select(User).where(User.login == login))
    if user is None:
        raise UnknownNoun("user", login)
    return user


def as_roles(names: Collection[str]) -> frozenset[Role]:
    """Return the roles with these names.

    Raises
    ------
    InvalidInput
        If one is unknown, or none is given.
    """
    unknown = [name for name in names if name not in set(Role)]
    if unknown or not names:
        choices = ", ".join(Role)
        raise InvalidInput(f"A role is one of {choices}.", faults=[Fault("role", f"one of {choices}")])
    return frozenset(Role(name) for name in names)


def _check(session: WriteSession, wish: NewUser) -> None:
    faults = []
    if not _LOGIN.match(wish.login):
        faults.append(Fault("login", "2 to 100 small letters, digits and . _ @ -"))
    if not wish.name.strip():
        faults.append(Fault("name", "a name"))
    if wish.line_id is not None and session.get(Line, wish.line_id) is None:
        faults.append(Fault("line", f"there is no line “{wish.line_id}”"))
    drives = wish.driver_id is not None
    if drives and session.get(Driver, (wish.line_id or "", wish.driver_id or "")) is None:
        faults.append(Fault("driver", f"the line has no driver “{wish.driver_id}”; name the line as well"))
    if (Role.DRIVER in wish.roles) != drives:
        faults.append(Fault("driver", "the role driver and a driver of the line go together"))
    if faults:
        raise InvalidInput("This user can't be added.", faults=faults)
    if session.scalar(select(User.id).where(User.login == wish.login)) is not None:
        raise LoginTaken(f"There is a user “{wish.login}” already.", login=wish.login)
