"""Activities of a line."""

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.activities.schemas import ActivityCard
from api.common import LineId
from api.lines.queries import get_line
from api.paging import Listing
from api.problem_docs import READING
from api.services import ServicesHere
from busline.record.tables import Activity

router = APIRouter(prefix="/lines/{line_id}/activities", tags=["activities"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.LINE_READ))]


@router.get("", operation_id="list_activities")
def list_activities(line_id: LineId, _: Reader, services: ServicesHere) -> Listing[ActivityCard]:
    """List the weekly activities in the order of the week."""
    wanted = (
        select(Activity)
        .where(Activity.line_id == line_id)
        .order_by(Activity.weekday, Activity.starts, Activity.id)
    )
    with services.record.read() as session:
        get_line(session, line_id)
        return Listing(items=[ActivityCard.model_validate(row) for row in session.scalars(wanted)])
