"""Every error becomes one RFC 9457 problem here: which status, which words, which fields."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.security_headers import SECURITY_HEADERS
from busline.errors import BuslineError, ErrorKind

log = structlog.get_logger()

STATUS_OF_KIND: dict[ErrorKind, HTTPStatus] = {
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.UNKNOWN: HTTPStatus.NOT_FOUND,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.STALE: HTTPStatus.PRECONDITION_FAILED,
    ErrorKind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ErrorKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    ErrorKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorKind.TOO_OFTEN: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
}
# A header that a route needs and that is missing has a status of its own.
MISSING_HEADERS = {
    "idempotency-key": (
        HTTPStatus.BAD_REQUEST,
        "idempotency-key-missing",
        "Send an Idempotency-Key header, new for each wish, the same for each repeat of it.",
    ),
    "if-match": (
        HTTPStatus.PRECONDITION_REQUIRED,
        "if-match-missing",
        "Send the ETag of what you edit as If-Match, so that nobody's change is overwritten.",
    ),
}
HTTP_WORDS = {
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take that method."),
    413: ("too-large", "What was sent is too large. Send less."),
    415: ("media-type", "Send JSON."),
}


class ProblemFault(BaseModel):
    """One thing wrong with what was sent, and where."""

    where: str
    message: str
    code: str = "invalid"
    params: dict[str, Any] = Field(default_factory=dict)


class Problem(BaseModel):
    """An error as RFC 9457 has it; ``code`` and ``params`` let a page say it in the reader's language."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    params: dict[str, Any] = Field(default_factory=dict)
    faults: list[ProblemFault] = Field(default_factory=list)


# How a page shows a problem: given the request and the problem, its answer, or None for JSON.
ProblemPage = Callable[[Request, Problem], Response | None]


def make_problem(
    request: Request,
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    faults: list[ProblemFault] | None = None,
    params: dict[str, Any] | None = None,
) -> Problem:
    """Return a problem about `request`."""
    return Problem(
        type=f"urn:busline:problem:{code}",
        title=status.phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        code=code,
        params=params or {},
        faults=faults or [],
    )


def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a request that failed: a page where a browser asked for one, else JSON."""
    page: ProblemPage | None = getattr(request.app.state, "problem_page", None)
    if page is not None and wants_page(request):
        shown = page(request, problem)
        if shown is not None:
            shown.headers.update(headers or {})
            return shown
    return JSONResponse(
        problem.model_dump(mode="json"),
        status_code=problem.status,
        headers=headers,
        media_type="application/problem+json",
    )


def wants_page(request: Request) -> bool:
    """Tell whether a browser asks for a page or a part of one, and not a program for JSON."""
    if request.url.path.startswith("/api/"):
        return False
    return "hx-request" in request.headers or "text/html" in request.headers.get("accept", "")


def problem_of(request: Request, error: BuslineError) -> Problem:
    """Return the problem that `error` is."""
    faults = [
        ProblemFault(where=f.where, message=f.message, code=f.code, params=dict(f.params))
        for f in error.faults
    ]
    status = getattr(error, "status", None) or STATUS_OF_KIND[error.kind]
    return make_problem(request, status, error.code, error.detail, faults=faults, params=error.params)


def show_problems(app: FastAPI) -> None:
    """Make `app` answer every error with a problem."""
    app.add_exception_handler(BuslineError, _busline_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


def _busline_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, BuslineError)
    problem = problem_of(request, error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("answered that a part is away", code=problem.code, detail=problem.detail)
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == HTTPStatus.UNAUTHORIZED else {}
    if problem.status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        headers["Retry-After"] = "5"
    return answer(request, problem, headers)


def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    for one in found:
        place, name = one["loc"][0], str(one["loc"][-1]).lower()
        if place == "header" and one["type"] == "missing" and name in MISSING_HEADERS:
            status, code, detail = MISSING_HEADERS[name]
            return answer(request, make_problem(request, status, code, detail))
    faults = [_fault(one) for one in found]
    detail = "; ".join(f"{fault.where}: {fault.message}" for fault in faults[:3])
    return answer(
        request,
        make_problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-input", detail, faults=faults),
    )


def _fault(one: dict[str, Any]) -> ProblemFault:
    place, *path = one["loc"]
    where = ".".join(str(part) for part in (path if place == "body" and path else (place, *path)))
    params = {name: value for name, value in (one.get("ctx") or {}).items() if isinstance(value, int | str)}
    return ProblemFault(where=where, message=str(one["msg"]), code=str(one["type"]), params=params)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code, detail = HTTP_WORDS.get(status, (status.phrase.lower().replace(" ", "-"), str(error.detail)))
    return answer(request, make_problem(request, status, code, detail), dict(error.headers or {}))


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("a request failed", path=request.url.path, exc_info=error)
    detail = "Something broke on our side. It was written down; try again."
    problem = make_problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "broken", detail)
    # This answer is made outside of the middleware that adds these headers to all others.
    return answer(request, problem, SECURITY_HEADERS)
