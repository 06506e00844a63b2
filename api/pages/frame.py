"""What every page knows: who reads it, in which language, of which line, at what time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from sqlalchemy import select

from api.access.caller import Caller, CurrentCaller, caller_or_none, require
from api.access.permissions import Permission
from api.services import Services, ServicesHere
from api.words import LANGUAGES, Times, Words, words_in
from busline.days import service_day
from busline.errors import UnknownNoun
from busline.record.tables import Line

LANGUAGE_COOKIE = "language"
# The pages in the order of the bar, each with what it takes to see it.
PAGES: tuple[tuple[str, str, Permission], ...] = (
    ("desk", "/desk", Permission.BOOK),
    ("board", "/board", Permission.PLAN_READ),
    ("messages", "/messages", Permission.MESSAGES),
    ("roster", "/roster", Permission.ROSTER),
    ("drive", "/drive", Permission.OWN_RUN),
    ("manifest", "/drive/manifest", Permission.OWN_RUN),
    ("hours", "/hours", Permission.OWN_HOURS),
    ("duties", "/duties", Permission.OWN_RUN),
    ("review", "/review", Permission.HOURS_READ),
    ("figures", "/figures", Permission.RIDERSHIP_READ),
    ("lend", "/lend", Permission.WINDOWS_WITHDRAW),
    ("vans", "/vans", Permission.VANS_CARE),
)


@dataclass(frozen=True, slots=True)
class LineHere:
    """The line that a page is about."""

    id: str
    name: str
    phone: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Frame:
    """The reader's side of one page; ``address`` is its path with what was asked of it."""

    path: str
    address: str
    services: Services
    words: Words
    times: Times
    now: datetime
    caller: Caller | None = None
    line: LineHere | None = None

    @property
    def language(self) -> str:
        """The language that the page speaks."""
        return self.words.language

    @property
    def other_language(self) -> str:
        """The language that the page can be switched to."""
        return next(language for language in LANGUAGES if language != self.language)

    @property
    def today(self) -> date:
        """The service day that it is now."""
        return service_day(self.now, self.times.zone)

    def later(self, minutes: int) -> datetime:
        """Return the moment `minutes` from now."""
        return self.now + timedelta(minutes=minutes)

    @property
    def csrf(self) -> str:
        """The token that every form of this reader carries."""
        return self.caller.csrf_token if self.caller else ""

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Name and address of the pages that this reader may open."""
        if self.caller is None:
            return []
        return [(name, path) for name, path, needed in PAGES if self.caller.may(needed)]

    @property
    def page_here(self) -> str:
        """The address in the bar that this page belongs to; empty where none does."""
        addresses = [path for _, path in self.pages if self.path.startswith(path)]
        return max(addresses, key=len, default="")


@dataclass(frozen=True, slots=True)
class Reader(Frame):
    """A frame whose reader is logged in and has a line."""

    caller: Caller
    line: LineHere


def address_of(request: Request) -> str:
    """Return where a page stands on this site, with what was asked of it: “/desk?resident=b005”."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def make_frame(request: Request, services: Services, caller: Caller | None) -> Frame:
    """Return the frame of a page that needs no line."""
    language = _language(request, caller)
    return Frame(
        request.url.path,
        address_of(request),
        services,
        words_in(language),
        Times(language),
        services.clock.now(),
        caller,
    )


def any_reader(
    request: Request, services: ServicesHere, caller: Annotated[Caller | None, Depends(caller_or_none)]
) -> Frame:
    """Return the frame of a page that everybody may open."""
    return make_frame(request, services, caller)


def reader(permission: Permission) -> Callable[..., Reader]:
    """Return a dependency: the frame of a reader who has `permission`."""
    allowed = require(permission)

    def found(
        request: Request, services: ServicesHere, caller: Annotated[Caller, Depends(allowed)]
    ) -> Reader:
        line = _line_of(services, caller)
        language = _language(request, caller)
        return Reader(
            request.url.path,
            address_of(request),
            services,
            words_in(language),
            Times(language, line.zone),
            services.clock.now(),
            caller,
            line,
        )

    found.permission = permission  # type: ignore[attr-defined]  # read by the test that no route lacks one
    return found


def _language(request: Request, caller: Caller | None) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return caller.language if caller else LANGUAGES[0]


def _line_of(services: Services, caller: Caller) -> LineHere:
    wanted = select(Line).order_by(Line.created_at, Line.id)
    if caller.line_id is not None:
        wanted = wanted.where(Line.id == caller.line_id)
    with services.record.read() as session:
        line = session.scalars(wanted.limit(1)).first()
    if line is None:
        raise UnknownNoun("line", caller.line_id or "")
    return line_here(line)


def line_here(line: Line) -> LineHere:
    """Return what a page knows of its line."""
    return LineHere(line.id, line.name, line.phone, ZoneInfo(line.timezone))


__all__ = [
    "CurrentCaller",
    "Frame",
    "LineHere",
    "Reader",
    "address_of",
    "any_reader",
    "line_here",
    "make_frame",
    "reader",
]
