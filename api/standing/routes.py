"""Standing bookings of a line."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.problem_docs import READING
from api.services import ServicesHere
from api.standing.schemas import StandingCard
from busline.record.tables import StandingBooking

router = APIRouter(prefix="/lines/{line_id}/standing-bookings", tags=["bookings"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.BOOKINGS_READ))]


@router.get("", operation_id="list_standing_bookings")
def list_standing(
    line_id: LineId,
    page: WantedPage,
    _: Reader,
    services: ServicesHere,
    resident_id: Annotated[str | None, Query(max_length=64)] = None,
) -> Listing[StandingCard]:
    """List the rides that come back every week, of everybody or of one resident."""
    wanted = select(StandingBooking).where(StandingBooking.line_id == line_id).order_by(StandingBooking.id)
    if resident_id is not None:
        wanted = wanted.where(StandingBooking.resident_id == resident_id)
    if page.after:
        wanted = wanted.where(StandingBooking.id > str(page.after[0]))
    with services.record.read() as session:
        get_line(session, line_id)
        rows = list(session.scalars(wanted.limit(page.limit + 1)))
        return cut(rows, page, StandingCard.model_validate, lambda row: [row.id])
