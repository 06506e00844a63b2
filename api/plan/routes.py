"""A day of a line, as planned and as driven."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import Day, LineId
from api.lines.queries import get_line
from api.plan.queries import day_card
from api.plan.schemas import DayCard
from api.problem_docs import READING
from api.services import ServicesHere

router = APIRouter(prefix="/lines/{line_id}/days", tags=["plan"], responses=READING)
Planner = Annotated[Caller, Depends(require(Permission.PLAN_READ))]


@router.get("/{day}", operation_id="get_day")
def get_day(line_id: LineId, day: Day, _: Planner, services: ServicesHere) -> DayCard:
    """Look at a day: duties with their calls, seats left after each, and all its bookings."""
    with services.record.read() as session:
        get_line(session, line_id)
        return day_card(session, line_id, day)
