"""Errors as pages: a sentence in the reader's language and a way on."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access.caller import find_caller
from api.pages.frame import address_of, make_frame
from api.pages.render import is_partial, render
from api.problems import STATUS_OF_KIND, Problem
from api.services import services_of
from api.words import Words
from busline.errors import BuslineError, ErrorKind, Fault

# What an error without a sentence of its own says, by its status.
SAID_BY_STATUS = {
    401: "error-unauthenticated",
    403: "error-forbidden",
    404: "error-unknown",
    409: "error-conflict",
    412: "error-stale",
    413: "error-too-large",
    422: "error-invalid",
    429: "error-too-often",
    503: "error-away",
}


def problem_page(request: Request, problem: Problem) -> Response:
    """Return what the reader sees of `problem`; somebody who is not logged in is led to the login."""
    if problem.status == HTTPStatus.UNAUTHORIZED and problem.code != "wrong-password":
        if is_partial(request):
            return Response(status_code=401, headers={"HX-Trigger": "session-over"})
        return RedirectResponse(f"/login?next={quote(address_of(request))}", status_code=303)
    services = services_of(request)
    # Where the record itself is away, asking it who is reading would only fail again.
    caller = find_caller(request, services) if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR else None
    frame = make_frame(request, services, caller)
    view = {"sentence": say_problem(frame.words, problem), "status": problem.status}
    if not is_partial(request):
        return render(frame, "error.html", view, status=problem.status)
    response = render(frame, "notice.html", view, status=problem.status)
    response.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
    return response


def say_problem(words: Words, problem: Problem) -> str:
    """Return the sentence for a problem: its fault's or its own where there is one, else its status's."""
    for fault in problem.faults[:1]:
        if words.knows(f"fault-{fault.code}"):
            return words(f"fault-{fault.code}", **fault.params)
    return _say(words, problem.code, problem.status, problem.params)


def say_error(words: Words, error: BuslineError) -> str:
    """Return the sentence for an error that a page shows beside what caused it."""
    for fault in error.faults[:1]:
        return say_fault(words, fault)
    return _say(words, error.code, STATUS_OF_KIND[error.kind], error.params)


def say_problem_of(words: Words, code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence for a conflict that was found beforehand, by its code."""
    return _say(words, code, STATUS_OF_KIND[ErrorKind.CONFLICT], params)


def say_fault(words: Words, fault: Fault) -> str:
    """Return the sentence for one thing wrong with an input."""
    key = f"fault-{fault.code}"
    return words(key, **fault.params) if words.knows(key) else words("fault-invalid")


def _say(words: Words, code: str, status: int, params: Mapping[str, Any]) -> str:
    if words.knows(f"error-{code}"):
        return words(f"error-{code}", **params)
    return words(SAID_BY_STATUS.get(status, "error-error"))
