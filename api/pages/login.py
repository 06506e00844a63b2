"""Logging in and out, the language, and the way from the front door to somebody's own page."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.access.caller import Caller, CurrentCaller, caller_or_none
from api.access.csrf import refuse_other_sites
from api.access.guessing import TooManyTries
from api.access.sessions import WrongPassword, drop_cookie, log_in, log_out, set_cookie
from api.pages.frame import LANGUAGE_COOKIE, Frame, any_reader
from api.pages.problem_page import say_error
from api.pages.render import render
from api.services import ServicesHere
from api.words import LANGUAGES

router = APIRouter(include_in_schema=False)
AnyReader = Annotated[Frame, Depends(any_reader)]
YEAR_S = 365 * 24 * 3600


@router.get("/")
def front_door(frame: AnyReader) -> Response:
    """Lead a reader to the first page of their work."""
    if frame.caller is None:
        return RedirectResponse("/login", 303)
    return RedirectResponse(frame.pages[0][1] if frame.pages else "/login", 303)


@router.get("/login")
def login_page(frame: AnyReader, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Show the login."""
    return render(frame, "login.html", {"login": "", "problem": "", "next": own_path(next)})


@router.post("/login")
def take_login(
    request: Request,
    frame: AnyReader,
    services: ServicesHere,
    login: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the name in the form
) -> Response:
    """Log somebody in, or say on the same page why not."""
    refuse_other_sites(request)
    try:
        begun = log_in(services, login, password, request.client.host if request.client else "")
    except (WrongPassword, TooManyTries) as error:
        view = {"login": login, "problem": say_error(frame.words, error), "next": own_path(next)}
        status = 429 if isinstance(error, TooManyTries) else 401
        return render(frame, "login.html", view, status=status)
    response = RedirectResponse(own_path(next), 303)
    set_cookie(response, services, begun)
    return response


@router.post("/logout")
def take_logout(caller: CurrentCaller, services: ServicesHere) -> Response:
    """Log somebody out."""
    log_out(services, caller)
    response = RedirectResponse("/login", 303)
    drop_cookie(response, services)
    return response


@router.post("/language")
def take_language(
    request: Request,
    services: ServicesHere,
    caller: Annotated[Caller | None, Depends(caller_or_none)],
    language: Annotated[str, Form(max_length=8)],
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the name in the form
) -> Response:
    """Keep the language that somebody chose: it changes nothing but what this browser is shown."""
    refuse_other_sites(request)
    response = RedirectResponse(own_path(next), 303)
    if language in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=YEAR_S, secure=services.https, httponly=True, samesite="lax"
        )
    return response


def own_path(address: str) -> str:
    """Return `address` if it is a path of this site, else the front door; never a way to another site."""
    parts = urlsplit(address)
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and not parts.netloc and not parts.scheme and "\\" not in address else "/"
