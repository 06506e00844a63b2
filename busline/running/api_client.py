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
    client = httpx.Client(base_url=address, timeout=timeout_s, trust_env=False)
    reply = client.post("/api/v1/session", json={"login": login, "password": password})
    if reply.is_error:
        client.close()
        raise LoginRefused(f"“{login}” can't log in at {address}: {reply.text[:300]}")
    client.headers["X-CSRF-Token"] = reply.json()["csrf_token"]
    return client
