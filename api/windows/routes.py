"""Idle windows: list, withdraw."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, WindowId, check_span
from api.etags import IfMatch, set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing
from api.planning import Passed
from api.problem_docs import EDITING, READING
from api.services import ServicesHere
from api.windows.queries import get_window, list_windows, window_card
from api.windows.schemas import WindowCard, Withdrawal
from api.windows.service import withdraw
from busline.nouns import ServiceDay
from busline.record.tables import Van

router = APIRouter(prefix="/lines/{line_id}/windows", tags=["windows"])
Reader = Annotated[Caller, Depends(require(Permission.WINDOWS_READ))]
Lender = Annotated[Caller, Depends(require(Permission.WINDOWS_WITHDRAW))]
MOST_DAYS = 62


@router.get("", operation_id="list_windows", responses=READING)
def list_all(
    line_id: LineId,
    caller: Reader,
    services: ServicesHere,
    first: Annotated[ServiceDay, Query(alias="from", examples=["2026-11-24"])],
    last: Annotated[ServiceDay, Query(alias="to", examples=["2026-11-30"])],
) -> Listing[WindowCard]:
    """List the windows of a span of days, the withdrawn ones too."""
    check_span(first, last, MOST_DAYS)
    with services.record.read() as session:
        get_line(session, line_id)
        return Listing(items=list_windows(session, line_id, first, last, caller.lender))


@router.get("/{window_id}", operation_id="get_window", responses=READING)
def get_one(
    line_id: LineId, window_id: WindowId, caller: Reader, services: ServicesHere, response: Response
) -> WindowCard:
    """Look at one window."""
    with services.record.read() as session:
        window = get_window(session, line_id, window_id, caller.lender)
        van = session.get_one(Van, (line_id, window.van_id))
    set_etag(response, window)
    return window_card(window, van.name)


@router.post(
    "/{window_id}/withdraw",
    operation_id="withdraw_window",
    responses={**EDITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def withdraw_window(
    line_id: LineId,
    window_id: WindowId,
    wish: Withdrawal,
    _: Lender,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Take a van back; rides that no other van can take become phone calls for the coordinator."""
    return withdraw(once, line_id, window_id, wish.from_instant, wish.why, if_match)
