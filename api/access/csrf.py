"""Proof that a request which changes something comes from our own page."""

import secrets

from fastapi import Request

from busline.errors import BuslineError, ErrorKind

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TOKEN = "csrf_token"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class CsrfFailed(BuslineError):
    """The session's CSRF token is missing or wrong."""

    code = "csrf-failed"
    kind = ErrorKind.FORBIDDEN


async def check_csrf(request: Request, expected: str) -> None:
    """Compare header ``X-CSRF-Token`` or form field ``csrf_token`` with the session's token.

    Raises
    ------
    CsrfFailed
        If an unsafe request carries neither, or another one.
    """
    if request.method in SAFE_METHODS:
        return
    given = request.headers.get("x-csrf-token", "")
    if not given and request.headers.get("content-type", "").startswith(FORM_TYPES):
        field = (await request.form()).get(FORM_TOKEN, "")
        given = field if isinstance(field, str) else ""
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise CsrfFailed("This page is out of date. Load it again and repeat what you did.")


def refuse_other_sites(request: Request) -> None:
    """Refuse a login form that another site sent; there is no session yet whose token could be checked.

    Raises
    ------
    CsrfFailed
        If the browser says that the request comes from another site.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise CsrfFailed("Log in on the page of this line itself.")
