"""Fetching a calendar by its address, which somebody typed in: with limits, and from public hosts only.

An address could lead into the network of the server itself. So each host is looked up first, all its
addresses must be public ones, and the connection goes to the very address that was looked at, for each
redirect anew. Hosts in the operator's own network are named by the operator.
"""

import ipaddress
import socket
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from busline.errors import InvalidInput

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}


class CalendarNotFetched(InvalidInput):
    """The calendar at an address can't be had; ``code`` says why."""

    code = "calendar-away"


class _Private(CalendarNotFetched):
    code = "calendar-private"


class _BadAddress(CalendarNotFetched):
    code = "calendar-address"


class _Slow(CalendarNotFetched):
    code = "calendar-slow"


class _TooLarge(CalendarNotFetched):
    code = "calendar-too-large"


class _Refused(CalendarNotFetched):
    code = "calendar-refused"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much patience there is with a server.

    Attributes
    ----------
    connect_s, whole_s
        For the connection, and for all of it with redirects; > 0.
    most_bytes
        Of the calendar.
    redirects
        How many are followed.
    private_hosts
        Hosts in private networks that may be asked nevertheless.
    """

    connect_s: float = 5.0
    whole_s: float = 20.0
    most_bytes: int = 10_000_000
    redirects: int = 4
    private_hosts: Collection[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered; ``data`` is None where it says that nothing has changed."""

    data: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch_calendar(address: str, limits: FetchLimits, etag: str = "", last_modified: str = "") -> Fetched:
    """Fetch a calendar, unless its server says that it is still the one that had these marks.

    Raises
    ------
    CalendarNotFetched
        If the address is none, is not public, or its server is away, too slow, refuses or sends too much.
    """
    deadline = time.monotonic() + limits.whole_s
    headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    url = checked_address(address)
    for _ in range(limits.redirects + 1):
        answer = _ask(url, headers, limits, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise _Refused("The address leads to another one again and again.")


def checked_address(address: str) -> httpx.URL:
    """Return an address that may be fetched; ``webcal:`` is ``https:``.

    Raises
    ------
    CalendarNotFetched
        If it is no web address.
    """
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as wrong:
        raise _BadAddress("This is no address of a calendar.") from wrong
    if url.scheme == "webcal":
        url = url.copy_with(scheme="https")
    if url.scheme not in PORTS or not url.host:
        raise _BadAddress("The address of a calendar begins with https:// or http://.")
    return url


def _ask(
    url: httpx.URL, headers: dict[str, str], limits: FetchLimits, deadline: float
) -> Fetched | httpx.URL:
    """Ask one server; return its answer, or where it says that the calendar is."""
    host_address = _public_address(url, limits.private_hosts)
    left_s = max(deadline - time.monotonic(), 0.01)
    timeout = httpx.Timeout(left_s, connect=min(limits.connect_s, left_s))
    named = headers | {"Host": url.netloc.decode("ascii")}
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=False) as client,
            client.stream(
                "GET",
                url.copy_with(host=host_address),
                headers=named,
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            ) as response,
        ):
            return _answer(url, response, limits, deadline)
    except httpx.TimeoutException as slow:
        raise _Slow("The server of the calendar does not answer in time.") from slow
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as lost:
        raise CalendarNotFetched("The server of the calendar can't be reached.") from lost


def _answer(
    url: httpx.URL, response: httpx.Response, limits: FetchLimits, deadline: float
) -> Fetched | httpx.URL:
    status = response.status_code
    if status == HTTPStatus.NOT_MODIFIED:
        return Fetched(None)
    if status in REDIRECTS:
        return checked_address(str(url.join(response.headers.get("location", ""))))
    if status != HTTPStatus.OK:
        raise _Refused(f"The server of the calendar answered with status {status}.", status=status)
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > limits.most_bytes:
            raise _TooLarge("The calendar is too large.")
        if time.monotonic() > deadline:
            raise _Slow("The server of the calendar does not answer in time.")
    headers = response.headers
    return Fetched(bytes(data), headers.get("etag", "")[:300], headers.get("last-modified", "")[:100])


def _public_address(url: httpx.URL, private_hosts: Collection[str]) -> str:
    """Return the address of a host; all that it has must be public, unless the operator named the host."""
    try:
        port = url.port or PORTS[url.scheme]
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise CalendarNotFetched("The server of the calendar can't be found.") from unknown
    addresses = [str(one[4][0]) for one in found]
    if url.host not in private_hosts and not all(_is_public(one) for one in addresses):
        raise _Private("The address of the calendar lies in a private network.")
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
