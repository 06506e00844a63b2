"""Requests: ask, confirm, decline, look at."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, RequestId
from api.idempotency import OnceHere
from api.planning import Passed
from api.problem_docs import READING, WRITING
from api.requests.queries import get_request, request_card
from api.requests.saying import in_words
from api.requests.schemas import REQUEST_EXAMPLES, OffersDeclined, OffersShown, OffersWanted, RequestCard
from api.requests.service import confirm, decline, quote
from api.services import ServicesHere
from busline.feed.messages import Confirmed
from busline.record.requests import RequestWish

router = APIRouter(prefix="/lines/{line_id}/requests", tags=["requests"])
Booker = Annotated[Caller, Depends(require(Permission.BOOK))]
Reader = Annotated[Caller, Depends(require(Permission.BOOKINGS_READ))]


@router.post("", operation_id="make_request", responses=WRITING, response_model=OffersShown)
def make(
    line_id: LineId,
    wish: Annotated[RequestWish, Body(openapi_examples=REQUEST_EXAMPLES)],
    caller: Booker,
    once: OnceHere,
) -> Response:
    """Store what a caller asks for, and answer with offers; a refusal is said in words.

    While planning is away the answer is a 503 whose ``params.request_id`` names the stored request. With
    ``replaces``, the bookings named there are given back when the offers are confirmed: a change.
    """
    shown = in_words(once.services, caller, line_id, quote(once, line_id, wish))
    return Response(shown.model_dump_json(), media_type="application/json")


@router.get("/{request_id}", operation_id="get_request", responses=READING)
def get_one(line_id: LineId, request_id: RequestId, _: Reader, services: ServicesHere) -> RequestCard:
    """Look at a request and what came of it."""
    with services.record.read() as session:
        return request_card(session, get_request(session, line_id, request_id))


@router.post(
    "/{request_id}/confirm", operation_id="confirm_offers", responses=WRITING, response_model=Confirmed
)
def confirm_offers(
    line_id: LineId, request_id: RequestId, wanted: OffersWanted, _: Booker, once: OnceHere
) -> Response:
    """Turn offers into bookings, all of them or none."""
    return confirm(once, line_id, request_id, wanted.offer_ids)


@router.post(
    "/{request_id}/decline",
    operation_id="decline_offers",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def decline_offers(
    line_id: LineId, request_id: RequestId, declined: OffersDeclined, _: Booker, once: OnceHere
) -> Response:
    """The caller takes none of the offers: the refusal is kept."""
    return decline(once, line_id, request_id, declined.why)
