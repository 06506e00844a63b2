"""What drivers say of their time, for the office."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import DriverId, EntryId, LineId
from api.driver_times.queries import driver_times
from api.driver_times.schemas import DriverTimes, ElsewhereWish, Skills, WeeklyWish
from api.driver_times.service import add_elsewhere, add_weekly, remove, set_skills
from api.idempotency import OnceHere
from api.problem_docs import READING, WRITING
from api.rosters.schemas import Noted, WishBody
from api.rosters.service import add_wish
from api.services import ServicesHere

router = APIRouter(prefix="/lines/{line_id}/drivers/{driver_id}", tags=["drivers"])
Maker = Annotated[Caller, Depends(require(Permission.ROSTER))]


@router.get("/times", operation_id="get_driver_times", responses=READING)
def get_times(line_id: LineId, driver_id: DriverId, _: Maker, services: ServicesHere) -> DriverTimes:
    """Look at what a driver has said of their time."""
    with services.record.read() as session:
        return driver_times(session, line_id, driver_id, services.clock.now())


@router.post("/times/weekly", operation_id="add_weekly_hours", responses=WRITING, response_model=DriverTimes)
def post_weekly(line_id: LineId, driver_id: DriverId, wish: WeeklyWish, _: Maker, once: OnceHere) -> Response:
    """Add hours in which a driver can drive every week, or works elsewhere."""
    return add_weekly(once, line_id, driver_id, wish)


@router.post(
    "/times/elsewhere", operation_id="add_hours_elsewhere", responses=WRITING, response_model=DriverTimes
)
def post_elsewhere(
    line_id: LineId, driver_id: DriverId, wish: ElsewhereWish, _: Maker, once: OnceHere
) -> Response:
    """Add hours that a driver works elsewhere on one day."""
    return add_elsewhere(once, line_id, driver_id, wish)


@router.post("/times/wishes", operation_id="add_driver_wish", responses=WRITING, response_model=Noted)
def post_wish(line_id: LineId, driver_id: DriverId, wish: WishBody, _: Maker, once: OnceHere) -> Response:
    """Say when a driver would like to drive, or rather not."""
    return add_wish(once, line_id, driver_id, wish)


@router.post(
    "/times/{entry_id}/remove",
    operation_id="remove_driver_time",
    responses=WRITING,
    response_model=DriverTimes,
)
def post_remove(
    line_id: LineId, driver_id: DriverId, entry_id: EntryId, _: Maker, once: OnceHere
) -> Response:
    """Take back hours, a wish or an absence."""
    return remove(once, line_id, driver_id, entry_id)


@router.post("/skills", operation_id="set_skills", responses=WRITING, response_model=DriverTimes)
def post_skills(line_id: LineId, driver_id: DriverId, skills: Skills, _: Maker, once: OnceHere) -> Response:
    """Say what a driver was trained for."""
    return set_skills(once, line_id, driver_id, skills)
