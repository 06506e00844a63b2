"""Stops of a line."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, StopId
from api.etags import set_etag
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.problem_docs import READING
from api.services import ServicesHere
from api.stops.schemas import StopCard
from busline.errors import UnknownNoun
from busline.record.tables import Stop

router = APIRouter(prefix="/lines/{line_id}/stops", tags=["stops"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.LINE_READ))]


@router.get("", operation_id="list_stops")
def list_stops(line_id: LineId, page: WantedPage, _: Reader, services: ServicesHere) -> Listing[StopCard]:
    """List the stops, closed ones and bases too, by their ids."""
    wanted = select(Stop).where(Stop.line_id == line_id).order_by(Stop.id).limit(page.limit + 1)
    if page.after:
        wanted = wanted.where(Stop.id > str(page.after[0]))
    with services.record.read() as session:
        get_line(session, line_id)
        return cut(list(session.scalars(wanted)), page, StopCard.model_validate, lambda stop: [stop.id])


@router.get("/{stop_id}", operation_id="get_stop")
def get_stop(
    line_id: LineId, stop_id: StopId, _: Reader, services: ServicesHere, response: Response
) -> StopCard:
    """Look at one stop."""
    with services.record.read() as session:
        stop = session.get(Stop, (line_id, stop_id))
    if stop is None:
        raise UnknownNoun("stop", stop_id)
    set_etag(response, stop)
    return StopCard.model_validate(stop)
