"""Who is asking: found by session cookie or bearer token, once for each request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.csrf import check_csrf
from api.access.permissions import Permission, Role, permissions_of
from api.access.tokens import hash_secret
from api.services import Services, ServicesHere
from busline.errors import BuslineError, ErrorKind, UnknownNoun
from busline.record.tables import AccessToken, LoginSession, User


class NotLoggedIn(BuslineError):
    """Nobody is logged in, or the session has ended."""

    code = "not-logged-in"
    kind = ErrorKind.UNAUTHENTICATED


class NotAllowed(BuslineError):
    """The caller's roles don't include what the route needs."""

    code = "not-allowed"
    kind = ErrorKind.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes the request. ``session_hash`` and ``csrf_token`` are empty for a bearer token.

    ``lender`` names whose vans a lender sees; empty for whoever sees all of the line's.
    """

    user_id: str
    login: str
    name: str
    roles: frozenset[Role]
    line_id: str | None
    driver_id: str | None
    language: str
    csrf_token: str = ""
    session_hash: str = ""
    session_ends_at: datetime | None = None
    extension: str = ""
    lender: str = ""

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the caller may do."""
        return permissions_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """Tell whether the caller may do `permission`."""
        return permission in self.permissions

    def sees(self, line_id: str) -> bool:
        """Tell whether the caller may see the line at all."""
        return self.line_id is None or self.line_id == line_id


def cookie_name(services: Services) -> str:
    """Return the name of the session cookie; with TLS one that no other host can set."""
    return "__Host-busline" if services.https else "busline"


def find_caller(request: Request, services: Services) -> Caller | None:
    """Return who is logged in on `request`, or None."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    with services.record.read() as session:
        if scheme.lower() == "bearer":
            return _by_token(session, secret.strip())
        cookie = request.cookies.get(cookie_name(services))
        return _by_cookie(session, cookie, services.clock.now()) if cookie else None


def caller_or_none(request: Request, services: ServicesHere) -> Caller | None:
    """Return who is logged in, or None; looked up once a request."""
    return find_caller(request, services)


async def current_caller(
    request: Request, found: Annotated[Caller | None, Depends(caller_or_none)]
) -> Caller:
    """Return who is logged in, after the CSRF check of an unsafe request.

    Raises
    ------
    NotLoggedIn
        If nobody is.
    CsrfFailed
        If a cookie came with an unsafe method but without the session's CSRF token.
    """
    if found is None:
        raise NotLoggedIn("Log in first.")
    if found.session_hash:
        await check_csrf(request, found.csrf_token)
    return found


CurrentCaller = Annotated[Caller, Depends(current_caller)]


def require(permission: Permission) -> Callable[..., Awaitable[Caller]]:
    """Return a dependency that lets only callers with `permission` on the path's line through."""

    async def allowed(request: Request, caller: CurrentCaller) -> Caller:
        line_id = request.path_params.get("line_id")
        if line_id is not None and not caller.sees(line_id):
            raise UnknownNoun("line", line_id)
        if not caller.may(permission):
            raise NotAllowed(
                "Your role doesn't include this. Ask whose work it is.", permission=permission.value
            )
        return caller

    allowed.permission = permission  # type: ignore[attr-defined]  # read by the test that no route lacks one
    return allowed


def _by_token(session: Session, secret: str) -> Caller | None:
    token = session.get(AccessToken, hash_secret(secret))
    if token is None or token.revoked_at is not None:
        return None
    user = session.get(User, token.user_id)
    return caller_of(user) if user is not None and user.active else None


def _by_cookie(session: Session, cookie: str, now: datetime) -> Caller | None:
    found = session.execute(
        select(LoginSession, User)
        .join(User, User.id == LoginSession.user_id)
        .where(LoginSession.token_hash == hash_secret(cookie), LoginSession.expires_at > now, User.active)
    ).first()
    return caller_of(found[1], found[0]) if found is not None else None


def caller_of(user: User, login_session: LoginSession | None = None) -> Caller:
    """Return `user` as the caller of a request, with the session if there is one."""
    return Caller(
        user_id=user.id,
        login=user.login,
        name=user.name,
        roles=frozenset(Role(role) for role in user.roles),
        line_id=user.line_id,
        driver_id=user.driver_id,
        language=user.language,
        csrf_token=login_session.csrf_token if login_session else "",
        session_hash=login_session.token_hash if login_session else "",
        session_ends_at=login_session.expires_at if login_session else None,
        extension=user.extension,
        lender=user.lender,
    )
