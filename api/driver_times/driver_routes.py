"""What drivers say of their own time."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import EntryId, LineId
from api.driver.service import driver_of
from api.driver_times.queries import driver_times
from api.driver_times.schemas import DriverTimes, ElsewhereWish, WantedHours, WeeklyWish
from api.driver_times.service import add_elsewhere, add_weekly, remove, set_wanted
from api.drivers.schemas import Absence
from api.drivers.service import be_absent
from api.idempotency import OnceHere
from api.planning import Passed
from api.problem_docs import READING, WRITING
from api.services import ServicesHere

router = APIRouter(prefix="/lines/{line_id}/driver", tags=["driver"])
Driving = Annotated[Caller, Depends(require(Permission.OWN_RUN))]


@router.get("/times", operation_id="get_own_times", responses=READING)
def get_times(line_id: LineId, caller: Driving, services: ServicesHere) -> DriverTimes:
    """Look at what one has said of one's time."""
    with services.record.read() as session:
        return driver_times(session, line_id, driver_of(caller), services.clock.now())


@router.post(
    "/times/weekly", operation_id="add_own_weekly_hours", responses=WRITING, response_model=DriverTimes
)
def post_weekly(line_id: LineId, wish: WeeklyWish, caller: Driving, once: OnceHere) -> Response:
    """Add hours in which one can drive every week, or works elsewhere."""
    return add_weekly(once, line_id, driver_of(caller), wish)


@router.post(
    "/times/elsewhere", operation_id="add_own_hours_elsewhere", responses=WRITING, response_model=DriverTimes
)
def post_elsewhere(line_id: LineId, wish: ElsewhereWish, caller: Driving, once: OnceHere) -> Response:
    """Add hours that one works elsewhere on one day."""
    return add_elsewhere(once, line_id, driver_of(caller), wish)


@router.post(
    "/times/{entry_id}/remove", operation_id="remove_own_time", responses=WRITING, response_model=DriverTimes
)
def post_remove(line_id: LineId, entry_id: EntryId, caller: Driving, once: OnceHere) -> Response:
    """Take back hours, a wish or an absence."""
    return remove(once, line_id, driver_of(caller), entry_id)


@router.post("/wanted-hours", operation_id="set_wanted_hours", responses=WRITING, response_model=DriverTimes)
def post_wanted(line_id: LineId, wanted: WantedHours, caller: Driving, once: OnceHere) -> Response:
    """Say how many hours a week one would like."""
    return set_wanted(once, line_id, driver_of(caller), wanted)


@router.post(
    "/absences",
    operation_id="add_own_absence",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def post_absence(line_id: LineId, wish: Absence, caller: Driving, once: OnceHere) -> Response:
    """Say that one is ill or away; somebody else is looked for at once."""
    return be_absent(once, line_id, driver_of(caller), wish)
