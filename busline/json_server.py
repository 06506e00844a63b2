"""Asking another server for JSON: with a limit to waiting, a few tries, and errors that say what to do."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from busline.errors import BuslineError

MAX_ANSWER_BYTES = 64_000_000
BUSY = frozenset({429, 500, 502, 503, 504})  # may be over in a moment


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for another server.

    Attributes
    ----------
    connect_s
        For the connection, > 0.
    answer_s
        For the whole answer to one try, > 0. A server that is too slow once is not tried again.
    tries
        How often to try where the server is away or busy, ≥ 1.
    pause_s
        Before the second try; twice as long before each further one.
    """

    connect_s: float = 5.0
    answer_s: float = 30.0
    tries: int = 3
    pause_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: the status of HTTP, and the body as JSON knows it."""

    status: int
    data: Any


class _Busy(Exception):
    """The server can't answer now, but may in a moment."""


@dataclass(frozen=True)
class JsonServer:
    """A server that answers in JSON.

    Attributes
    ----------
    url
        Where it is; paths are put behind it.
    what
        How an error names it.
    away, wrong
        What is raised where it can't be reached, and where it answers something else than JSON.
    headers
        Sent with every request.
    """

    url: str
    what: str
    away: type[BuslineError]
    wrong: type[BuslineError]
    patience: Patience = field(default_factory=Patience)
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Reply:
        """Ask with GET; without `params`, a query in `path` stays as it is."""
        return self._ask("GET", path, params=params)

    def post(self, path: str, body: Any) -> Reply:
        """Ask with POST and `body` as JSON."""
        return self._ask("POST", path, json=body)

    def _ask(self, method: str, path: str, **request: Any) -> Reply:
        patience = self.patience
        timeout = httpx.Timeout(patience.answer_s, connect=patience.connect_s)
        tries = Retrying(
            stop=stop_after_attempt(patience.tries),
            wait=wait_exponential(multiplier=patience.pause_s, max=10),
            retry=retry_if_exception_type((httpx.NetworkError, httpx.ProtocolError, _Busy)),
            reraise=True,
        )
        try:
            with httpx.Client(timeout=timeout, headers=self.headers) as client:
                return tries(self._once, client, method, self.url.rstrip("/") + path, **request)
        except httpx.TimeoutException as slow:
            raise self._too_slow() from slow
        except (httpx.TransportError, _Busy) as lost:
            raise self.away(
                f"{self.what} at {self.url} can't be reached ({lost or type(lost).__name__}). "
                "Check the address and that it runs, and try again."
            ) from lost
        except (httpx.DecodingError, httpx.InvalidURL) as broken:
            raise self._no_json(str(broken)) from broken

    def _once(self, client: httpx.Client, method: str, url: str, **request: Any) -> Reply:
        deadline = time.monotonic() + self.patience.answer_s
        body = bytearray()
        with client.stream(method, url, **request) as response:
            if response.status_code in BUSY:
                raise _Busy(f"it answered with status {response.status_code}")
            for chunk in response.iter_bytes():
                body += chunk
                if time.monotonic() > deadline:
                    raise self._too_slow()
                if len(body) > MAX_ANSWER_BYTES:
                    raise self._no_json("the answer is too long")
        try:
            return Reply(response.status_code, json.loads(body))
        except ValueError as broken:
            raise self._no_json(f"status {response.status_code}") from broken

    def _too_slow(self) -> BuslineError:
        return self.away(
            f"{self.what} at {self.url} did not answer within {self.patience.answer_s:g} s. Try again later."
        )

    def _no_json(self, why: str) -> BuslineError:
        return self.wrong(
            f"{self.what} at {self.url} answered something else than JSON ({why}). Is the address right?"
        )
