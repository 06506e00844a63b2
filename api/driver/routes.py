"""The driver's own day, and the buttons."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.driver.queries import duties_of
from api.driver.schemas import DriverDay, EventsTaken, EventsWish
from api.driver.service import driver_of, take_events
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.problem_docs import READING, WRITING
from api.services import ServicesHere
from busline.days import service_day

router = APIRouter(prefix="/lines/{line_id}/driver", tags=["driver"])
Driving = Annotated[Caller, Depends(require(Permission.OWN_RUN))]


@router.get("/today", operation_id="get_own_day", responses=READING)
def get_today(line_id: LineId, caller: Driving, services: ServicesHere) -> DriverDay:
    """Look at the own duties of today, with who rides, and at one of yesterday while it is under way."""
    driver_id = driver_of(caller)
    with services.record.read() as session:
        line = get_line(session, line_id)
        now = services.clock.now()
        today = service_day(now, ZoneInfo(line.timezone))
        duties = duties_of(session, line_id, driver_id, today, now)
        return DriverDay(date=today, driver_id=driver_id, duties=duties)


@router.post("/events", operation_id="report_events", responses=WRITING, response_model=EventsTaken)
def post_events(line_id: LineId, wish: EventsWish, _: Driving, once: OnceHere) -> Response:
    """Report what happened; the same event may be sent any number of times."""
    return take_events(once, line_id, wish.events)
