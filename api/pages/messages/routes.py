"""The messages of a day: what was sent, will be or would be; held back, sent again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered
from api.messages.queries import get_message, message_card
from api.messages.saying import address_of_pages
from api.messages.service import hold_back, send_again
from api.pages.frame import Reader, reader
from api.pages.messages.queries import MessagesView, messages_of_day, view_of
from api.pages.once import FormOnce
from api.pages.render import render
from busline.nouns import ServiceDay
from busline.record.engine import WriteSession
from busline.record.tables import Message

router = APIRouter()
Sender = Annotated[Reader, Depends(reader(Permission.MESSAGES))]
Etag = Annotated[str, Form(max_length=20)]


@router.get("/messages")
def messages(frame: Sender, day: ServiceDay | None = None) -> Response:
    """Show what goes out on a day."""
    return render(frame, "messages/page.html", _day(frame, day or frame.today))


@router.get("/messages/list")
def message_list(frame: Sender, day: ServiceDay) -> Response:
    """Show the list of a day, anew."""
    return render(frame, "messages/list.html", _day(frame, day))


@router.post("/messages/{message_id}/stop")
def stop(frame: Sender, once: FormOnce, message_id: str, etag: Etag) -> Response:
    """Hold back a message that waits."""
    return _changed(
        frame, once, message_id, "held back", lambda session, message: hold_back(session, message, etag)
    )


@router.post("/messages/{message_id}/send-again")
def again(frame: Sender, once: FormOnce, message_id: str, etag: Etag) -> Response:
    """Send a message again."""
    return _changed(
        frame,
        once,
        message_id,
        "sent again",
        lambda session, message: send_again(session, message, etag, frame.now),
    )


def _changed(
    frame: Reader, once: FormOnce, message_id: str, why: str, change: Callable[[WriteSession, Message], None]
) -> Response:
    try:
        with once.change(why) as session:
            message = get_message(session, frame.line.id, message_id)
            change(session, message)
            session.flush()
            address = address_of_pages(frame.services.settings)
            once.answer(session, message_card(session, message, address))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    with frame.services.record.read() as session:
        shown = view_of(session, frame, get_message(session, frame.line.id, message_id))
    return render(frame, "messages/message.html", None, message=shown, focus=True)


def _day(frame: Reader, day: date) -> MessagesView:
    around = (day - timedelta(days=1), day + timedelta(days=1))
    with frame.services.record.read() as session:
        return messages_of_day(session, frame, day, around)
