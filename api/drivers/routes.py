"""Drivers: list, look at, absent."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import DriverId, LineId
from api.drivers.schemas import Absence, DriverCard
from api.drivers.service import be_absent, get_driver
from api.etags import set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.planning import Passed
from api.problem_docs import READING, WRITING
from api.services import ServicesHere
from busline.record.tables import Driver

router = APIRouter(prefix="/lines/{line_id}/drivers", tags=["drivers"])
Reader = Annotated[Caller, Depends(require(Permission.DRIVERS_READ))]
Planner = Annotated[Caller, Depends(require(Permission.DRIVERS_ABSENT))]


@router.get("", operation_id="list_drivers", responses=READING)
def list_all(line_id: LineId, page: WantedPage, _: Reader, services: ServicesHere) -> Listing[DriverCard]:
    """List the members who drive, by their ids."""
    wanted = select(Driver).where(Driver.line_id == line_id).order_by(Driver.id).limit(page.limit + 1)
    if page.after:
        wanted = wanted.where(Driver.id > str(page.after[0]))
    with services.record.read() as session:
        get_line(session, line_id)
        return cut(list(session.scalars(wanted)), page, DriverCard.model_validate, lambda row: [row.id])


@router.get("/{driver_id}", operation_id="get_driver", responses=READING)
def get_one(
    line_id: LineId, driver_id: DriverId, _: Reader, services: ServicesHere, response: Response
) -> DriverCard:
    """Look at one driver."""
    with services.record.read() as session:
        driver = get_driver(session, line_id, driver_id)
    set_etag(response, driver)
    return DriverCard.model_validate(driver)


@router.post(
    "/{driver_id}/absences",
    operation_id="add_absence",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def add_absence(line_id: LineId, driver_id: DriverId, wish: Absence, _: Planner, once: OnceHere) -> Response:
    """Somebody is ill or away; rides that nobody can take over become phone calls."""
    return be_absent(once, line_id, driver_id, wish)
