"""The history of a line."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.history.queries import HistoryFilter, history_card, list_history
from api.history.schemas import HistoryCard
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.problem_docs import READING
from api.services import ServicesHere
from busline.nouns import Instant

router = APIRouter(prefix="/lines/{line_id}/history", tags=["history"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.HISTORY_READ))]


@router.get("", operation_id="list_history")
def list_all(
    line_id: LineId,
    page: WantedPage,
    caller: Reader,
    services: ServicesHere,
    noun: Annotated[str | None, Query(max_length=64, examples=["residents"])] = None,
    noun_id: Annotated[str | None, Query(max_length=200)] = None,
    since: Instant | None = None,
    until: Instant | None = None,
) -> Listing[HistoryCard]:
    """List who did what, the newest first. What is personal is hidden from those who work with counts."""
    wanted = HistoryFilter(line_id, noun, noun_id, since, until)
    sees_residents = caller.may(Permission.RESIDENTS_READ)
    with services.record.read() as session:
        get_line(session, line_id)
        rows = list_history(session, wanted, page)
    return cut(
        rows, page, lambda row: history_card(row, sees_residents=sees_residents), lambda row: [row.seq]
    )
