"""The waiting list: join, look at, take the place that is held, leave."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.problem_docs import READING, WRITING
from api.services import ServicesHere
from api.waiting.queries import list_entries, waiting_card
from api.waiting.schemas import WaitingCard
from api.waiting.service import confirm_place, leave, wait
from busline.feed.messages import Confirmed
from busline.nouns import ServiceDay, WaitingState
from busline.record.waiting import OPEN, WaitingWish

router = APIRouter(prefix="/lines/{line_id}", tags=["waiting list"])
Booker = Annotated[Caller, Depends(require(Permission.BOOK))]
Reader = Annotated[Caller, Depends(require(Permission.BOOKINGS_READ))]
RefusedId = Annotated[str, Path(max_length=32, examples=["example-refused"])]


@router.get("/waiting", operation_id="list_waiting", responses=READING)
def list_all(
    line_id: LineId,
    page: WantedPage,
    _: Reader,
    services: ServicesHere,
    day: Annotated[ServiceDay | None, Query(description="Without it: every day.")] = None,
    state: Annotated[list[WaitingState] | None, Query(description="Without it: waiting and offered.")] = None,
) -> Listing[WaitingCard]:
    """List who waits, whoever has waited longest first."""
    with services.record.read() as session:
        get_line(session, line_id)
        rows = list_entries(session, line_id, state or OPEN, day, page)
        return cut(
            rows,
            page,
            lambda entry: waiting_card(session, entry),
            lambda entry: [entry.waits_since.isoformat(), entry.id],
        )


@router.post(
    "/requests/{request_id}/waiting",
    operation_id="join_waiting_list",
    responses=WRITING,
    response_model=WaitingCard,
)
def join_list(
    line_id: LineId, request_id: RefusedId, wish: WaitingWish, _: Booker, once: OnceHere
) -> Response:
    """Put a request that was refused, or whose offers were declined, on the waiting list.

    Once more changes what is named, and keeps the place in the line.
    """
    with once.change("joined the waiting list") as session:
        entry = wait(once, session, line_id, request_id, wish)
        return once.answer(session, waiting_card(session, entry))


@router.post(
    "/requests/{request_id}/waiting/confirm",
    operation_id="confirm_waiting",
    responses=WRITING,
    response_model=Confirmed,
)
def confirm_held(line_id: LineId, request_id: RefusedId, _: Booker, once: OnceHere) -> Response:
    """Book the place that is held for a request on the waiting list."""
    return confirm_place(once, line_id, request_id)


@router.delete(
    "/requests/{request_id}/waiting",
    operation_id="leave_waiting_list",
    responses=WRITING,
    response_model=WaitingCard,
)
def leave_list(line_id: LineId, request_id: RefusedId, _: Booker, once: OnceHere) -> Response:
    """Take a request off the waiting list; what is held for it goes to the next."""
    with once.change("left the waiting list") as session:
        entry = leave(once, session, line_id, request_id)
        return once.answer(session, waiting_card(session, entry))
