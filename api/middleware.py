"""What every request passes on its way in and out: a name for the logs, a limit, headers, counters."""

import re
import time
import uuid
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import HTTP_WORDS, answer, make_problem
from api.security_headers import security_headers

log = structlog.get_logger()

_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class NameRequests:
    """Gives each request an id that stands in its logs and its answer, and counts and times it.

    The query is never logged: it holds names and phone numbers.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.match(given) else uuid.uuid4().hex
        started, status = time.monotonic(), HTTPStatus.INTERNAL_SERVER_ERROR.value

        async def named_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, named_send)
            finally:
                took_s = time.monotonic() - started
                route = getattr(scope.get("route"), "path", "none")
                self.metrics.count(scope["method"], route, status, took_s)
                tell = log.warning if status >= HTTPStatus.INTERNAL_SERVER_ERROR else log.debug
                tell("served", method=scope["method"], route=route, status=status, took_s=round(took_s, 4))


class GuardHeaders:
    """Adds the headers that keep a browser from being used against us."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.headers = security_headers(https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded_send)


DRAINED_LIMITS = 8


class LimitBodies:
    """Refuses a body that is larger than the limit, whether or not it says so beforehand.

    Where files are sent (``larger``, by path) the limit is another.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int, larger: Mapping[str, int] | None = None) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = max(self.max_body_bytes, self.larger.get(scope["path"], 0))
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdigit() or int(said) > most:
            await self._drain(receive)
            await _too_large(scope, receive, send)
            return
        taken = 0

        async def limited_receive() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self.app(scope, limited_receive, send)

    async def _drain(self, receive: Receive) -> None:
        """Take in what is on its way, up to some times the limit: a proxy that is cut off answers 502."""
        left = DRAINED_LIMITS * self.max_body_bytes
        while left > 0:
            message = await receive()
            left -= len(message.get("body", b""))
            if message["type"] == "http.disconnect" or not message.get("more_body", False):
                return


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope)
    code, detail = HTTP_WORDS[413]
    problem = make_problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code, detail)
    await answer(request, problem, {"Connection": "close"})(scope, receive, send)
