"""Logging in again where one is: the session ended, the page and what was typed into it stay."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from api.access.csrf import refuse_other_sites
from api.access.guessing import TooManyTries
from api.access.sessions import WrongPassword, log_in, set_cookie
from api.pages.login import AnyReader
from api.pages.problem_page import say_error
from api.pages.render import render
from api.services import ServicesHere

router = APIRouter(include_in_schema=False)


# Takes no idempotency key: a session's secret is never kept.
@router.post("/login/again")
def log_in_again(
    request: Request,
    frame: AnyReader,
    services: ServicesHere,
    login: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Begin a new session for the page as it stands: it hears the new token that its forms shall carry."""
    refuse_other_sites(request)
    try:
        begun = log_in(services, login, password, request.client.host if request.client else "")
    except (WrongPassword, TooManyTries) as error:
        # Not 401: that is what tells a page that its session is over.
        status = 429 if isinstance(error, TooManyTries) else 422
        return render(
            frame, "parts/again_fault.html", {"sentence": say_error(frame.words, error)}, status=status
        )
    again = {"session-again": {"csrf": begun.caller.csrf_token}}
    response = Response("", headers={"HX-Trigger": json.dumps(again), "Cache-Control": "no-store"})
    set_cookie(response, services, begun)
    return response
