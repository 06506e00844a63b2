"""Messages to residents and drivers: list, look at, hold back, send again."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.etags import IfMatch, etag, set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.messages.queries import get_message, list_messages, message_card
from api.messages.saying import address_of_pages
from api.messages.schemas import MessageCard
from api.messages.service import hold_back, send_again
from api.paging import Listing, WantedPage, cut
from api.problem_docs import EDITING, READING
from api.services import ServicesHere
from busline.days import day_span
from busline.nouns import ServiceDay

router = APIRouter(prefix="/lines/{line_id}/messages", tags=["messages"])
Sender = Annotated[Caller, Depends(require(Permission.MESSAGES))]
MessageId = Annotated[str, Path(max_length=32, examples=["example-message"])]


@router.get("", operation_id="list_messages", responses=READING)
def list_all(
    line_id: LineId,
    page: WantedPage,
    _: Sender,
    services: ServicesHere,
    day: Annotated[
        ServiceDay, Query(description="The local day on which they go out.", examples=["2026-11-24"])
    ],
) -> Listing[MessageCard]:
    """List the messages of a day: what was sent, will be, or would be, the earliest first."""
    with services.record.read() as session:
        line = get_line(session, line_id)
        rows = list_messages(session, line_id, day_span(day, ZoneInfo(line.timezone)), page)
        return cut(
            rows,
            page,
            lambda message: message_card(session, message, address_of_pages(services.settings)),
            lambda message: [message.due_at.isoformat(), message.id],
        )


@router.get("/{message_id}", operation_id="get_message", responses=READING)
def get_one(
    line_id: LineId, message_id: MessageId, _: Sender, services: ServicesHere, response: Response
) -> MessageCard:
    """Look at one message."""
    with services.record.read() as session:
        message = get_message(session, line_id, message_id)
        set_etag(response, message)
        return message_card(session, message, address_of_pages(services.settings))


@router.post("/{message_id}/stop", operation_id="stop_message", responses=EDITING, response_model=MessageCard)
def stop(line_id: LineId, message_id: MessageId, _: Sender, if_match: IfMatch, once: OnceHere) -> Response:
    """Hold a message back that has not left yet."""
    with once.change("held back") as session:
        message = get_message(session, line_id, message_id)
        hold_back(session, message, if_match)
        session.flush()
        card = message_card(session, message, address_of_pages(once.services.settings))
        return once.answer(session, card, headers={"ETag": etag(message)})


@router.post(
    "/{message_id}/send-again",
    operation_id="send_message_again",
    responses=EDITING,
    response_model=MessageCard,
)
def again(line_id: LineId, message_id: MessageId, _: Sender, if_match: IfMatch, once: OnceHere) -> Response:
    """Send a message again that was sent, held back, not delivered, or had no way out."""
    now = once.services.clock.now()
    with once.change("sent again") as session:
        message = get_message(session, line_id, message_id)
        send_again(session, message, if_match, now)
        session.flush()
        card = message_card(session, message, address_of_pages(once.services.settings))
        return once.answer(session, card, headers={"ETag": etag(message)})
