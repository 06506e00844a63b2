"""Telephone calls: the exchange announces one while it rings, and how it goes on."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.phone_calls.schemas import AnnouncedCall, CallHeard
from api.phone_calls.service import announce
from api.problem_docs import problems
from api.services import ServicesHere

router = APIRouter(prefix="/lines/{line_id}/calls", tags=["calls"])
Exchange = Annotated[Caller, Depends(require(Permission.CALLS_ANNOUNCE))]


# Takes no idempotency key: the call's own id is one, few exchanges can send another, and with a kept reply
# something of the number would stay in the record for days.
@router.post(
    "",
    operation_id="announce_call",
    status_code=HTTPStatus.ACCEPTED,
    responses=problems(400, 401, 403, 404, 409, 413, 422, 503),
)
def announce_call(line_id: LineId, told: AnnouncedCall, _: Exchange, services: ServicesHere) -> CallHeard:
    """Tell that somebody calls, or that the call was answered or has ended.

    The open desks show who it is. The call is forgotten a minute after it began to ring.
    """
    return announce(services, line_id, told)
