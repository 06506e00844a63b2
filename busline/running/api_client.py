"""A client of the API that is logged in, for tests, benchmarks and other programs on this machine."""

import httpx

from busline.errors import BuslineError, ErrorKind

TIMEOUT_S = 30.0


class LoginRefused(BuslineError):
    """The API did not let us in."""

    code = "login-refused"
    kind = ErrorKind.UNAUTHENTICATED


def logged_in(address: str, login: str, password: str, *, timeout_s: float = TIMEOUT_S) -> httpx.Client:
    """Return a client with a session of its own, whose writes carry the session's CSRF token.

    Close it when done.

    Parameters
    ----------
    address
        The API's address, without a path.
    login, password
        Of somebody who may log in.
    timeout_s
        How long a reply may take, > 0.

    Raises
    ------
    LoginRefused
        If the API does not accept them.
    """
    wish = {"login": login, "password": password}
    with httpx.Client(timeout=timeout_s, trust_env=False) as door:
        reply = door.post(f"{address}/api/v1/session", json=wish)
    if reply.is_error:
        raise LoginRefused(f"“{login}” can't log in at {address}: {reply.text[:300]}")
    return httpx.Client(
        base_url=address,
        cookies=reply.cookies,
        headers={"X-CSRF-Token": reply.json()["csrf_token"]},
        timeout=timeout_s,
        trust_env=False,
    )
