"""Vans of a line."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, VanId
from api.etags import set_etag
from api.lines.queries import get_line
from api.paging import Listing
from api.problem_docs import READING
from api.services import ServicesHere
from api.vans.schemas import VanCard
from busline.errors import UnknownNoun
from busline.record.tables import Van

router = APIRouter(prefix="/lines/{line_id}/vans", tags=["vans"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.LINE_READ))]


@router.get("", operation_id="list_vans")
def list_vans(line_id: LineId, _: Reader, services: ServicesHere) -> Listing[VanCard]:
    """List the vans, those that no longer drive too."""
    with services.record.read() as session:
        get_line(session, line_id)
        vans = session.scalars(select(Van).where(Van.line_id == line_id).order_by(Van.id))
        return Listing(items=[VanCard.model_validate(van) for van in vans])


@router.get("/{van_id}", operation_id="get_van")
def get_van(line_id: LineId, van_id: VanId, _: Reader, services: ServicesHere, response: Response) -> VanCard:
    """Look at one van."""
    with services.record.read() as session:
        van = session.get(Van, (line_id, van_id))
    if van is None:
        raise UnknownNoun("van", van_id)
    set_etag(response, van)
    return VanCard.model_validate(van)
