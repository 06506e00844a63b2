"""Routes of a telephone call that rings: the strip, and whoever takes the call."""

from typing import Annotated
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.pages.desk.filled import fresh_form
from api.pages.desk.queries import card_of
from api.pages.desk.ringing import ringing_strip
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.phone_calls.service import take
from api.residents.service import get_resident
from busline.feed.connection import FeedAway
from busline.feed.phone_calls import PhoneCallShelf

log = structlog.get_logger()

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]


@router.get("/desk/calls")
def calls(frame: Coordinator) -> Response:
    """Show who calls now, anew."""
    try:
        ringing = PhoneCallShelf(frame.services.feed).all_of(frame.line.id, frame.now)
    except FeedAway:
        ringing = []  # the desk works without
    with frame.services.record.read() as session:
        return render(frame, "desk/calls.html", ringing_strip(session, frame, ringing))


@router.post("/desk/calls/{call_id}/take")
def take_call(frame: Coordinator, call_id: str) -> Response:
    """Let the reader have the call: the other desks say so."""
    _take(frame, call_id)
    return Response(status_code=204)


@router.post("/desk/calls/{call_id}/open")
def open_card(frame: Coordinator, call_id: str, resident: Annotated[str, Form(max_length=64)]) -> Response:
    """Let the reader have the call, and show the caller's card with a fresh form."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident))
    _take(frame, call_id)
    shown = render(frame, "desk/resident.html", {"card": card, "form": fresh_form(frame, card)})
    shown.headers["HX-Replace-Url"] = f"/desk?{urlencode({'resident': card.id})}"
    return shown


@router.get("/desk/nobody")
def nobody(frame: Coordinator) -> Response:
    """Show a desk without a card: the caller turned out to be a colleague's."""
    shown = render(frame, "desk/resident.html", {"card": None, "form": fresh_form(frame, None)})
    shown.headers["HX-Replace-Url"] = "/desk"
    return shown


def _take(frame: Reader, call_id: str) -> None:
    try:
        take(frame.services, frame.line.id, call_id, frame.caller)
    except FeedAway:
        # Nobody else hears of it, but the caller is on the line: the card matters more.
        log.warning("a call could not be taken", line=frame.line.id)
