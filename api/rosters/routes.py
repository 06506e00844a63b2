"""Rosters: ask, list, look at, publish, drop; what drivers want."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import DriverId, LineId, RosterId
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing
from api.planning import Passed
from api.problem_docs import READING, WRITING
from api.rosters.queries import get_roster, list_rosters, roster_sheet
from api.rosters.schemas import Noted, RosterCard, RosterSheet, RosterWish, Terms
from api.rosters.service import ask_roster, drop_roster, publish_roster, set_terms
from api.services import ServicesHere
from busline.days import service_day

router = APIRouter(prefix="/lines/{line_id}", tags=["rosters"])
Maker = Annotated[Caller, Depends(require(Permission.ROSTER))]


@router.get("/rosters", operation_id="list_rosters", responses=READING)
def list_all(line_id: LineId, _: Maker, services: ServicesHere) -> Listing[RosterCard]:
    """List the newest rosters."""
    with services.record.read() as session:
        get_line(session, line_id)
        return Listing(items=list_rosters(session, line_id))


@router.post("/rosters", operation_id="ask_roster", responses=WRITING, response_model=RosterCard)
def ask(line_id: LineId, wish: RosterWish, _: Maker, services: ServicesHere, once: OnceHere) -> Response:
    """Ask for a roster; it takes half a minute, and no driver sees it before it is published."""
    with services.record.read() as session:
        zone = ZoneInfo(get_line(session, line_id).timezone)
    today = service_day(services.clock.now(), zone)
    return ask_roster(once, line_id, wish, wish.to_day >= today)


@router.get("/rosters/{roster_id}", operation_id="get_roster", responses=READING)
def get_one(line_id: LineId, roster_id: RosterId, _: Maker, services: ServicesHere) -> RosterSheet:
    """Look at a roster with everything in it."""
    with services.record.read() as session:
        return roster_sheet(session, get_roster(session, line_id, roster_id))


@router.post(
    "/rosters/{roster_id}/publish",
    operation_id="publish_roster",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def publish(line_id: LineId, roster_id: RosterId, _: Maker, once: OnceHere) -> Response:
    """Give the duties their drivers, and tell those."""
    return publish_roster(once, line_id, roster_id)


@router.post(
    "/rosters/{roster_id}/drop", operation_id="drop_roster", responses=WRITING, response_model=RosterCard
)
def drop(line_id: LineId, roster_id: RosterId, _: Maker, once: OnceHere) -> Response:
    """Drop a draft."""
    return drop_roster(once, line_id, roster_id)


@router.post("/drivers/{driver_id}/terms", operation_id="set_terms", responses=WRITING, response_model=Noted)
def post_terms(line_id: LineId, driver_id: DriverId, terms: Terms, _: Maker, once: OnceHere) -> Response:
    """Say what a driver's contract promises and how many hours they would like."""
    return set_terms(once, line_id, driver_id, terms)
