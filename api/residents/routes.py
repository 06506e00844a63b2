"""Residents: find, look at, add, change."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, ResidentId
from api.etags import IfMatch, etag, set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing
from api.problem_docs import EDITING, READING, WRITING
from api.residents.schemas import CareNote, NewResident, ResidentCard, ResidentEdit
from api.residents.service import add_resident, edit_resident, get_resident, read_care_note
from api.services import ServicesHere

router = APIRouter(prefix="/lines/{line_id}/residents", tags=["residents"])
Reader = Annotated[Caller, Depends(require(Permission.RESIDENTS_READ))]
Writer = Annotated[Caller, Depends(require(Permission.RESIDENTS_WRITE))]
Carer = Annotated[Caller, Depends(require(Permission.CARE_NOTES_READ))]


@router.get("", operation_id="find_residents", responses=READING)
def search(
    line_id: LineId,
    _: Reader,
    services: ServicesHere,
    q: Annotated[
        str,
        Query(max_length=100, description="Part of a name, phone number or street.", examples=["vries"]),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Listing[ResidentCard]:
    """Find residents while somebody is typing, the best match first."""
    with services.record.read() as session:
        get_line(session, line_id)
        found = services.finder.find(session, line_id, q, limit)
        return Listing(items=[ResidentCard.model_validate(resident) for resident in found])


@router.post("", operation_id="add_resident", status_code=201, responses=WRITING, response_model=ResidentCard)
def add(line_id: LineId, wish: NewResident, _: Writer, once: OnceHere) -> Response:
    """Add somebody who wants to ride."""
    with once.change() as session:
        get_line(session, line_id)
        resident = add_resident(session, line_id, wish)
        return once.answer(
            session,
            ResidentCard.model_validate(resident),
            status=HTTPStatus.CREATED,
            headers={"ETag": etag(resident)},
        )


@router.get("/{resident_id}", operation_id="get_resident", responses=READING)
def get_one(
    line_id: LineId, resident_id: ResidentId, _: Reader, services: ServicesHere, response: Response
) -> ResidentCard:
    """Look at a resident's card, without the care note."""
    with services.record.read() as session:
        resident = get_resident(session, line_id, resident_id)
    set_etag(response, resident)
    return ResidentCard.model_validate(resident)


@router.patch("/{resident_id}", operation_id="edit_resident", responses=EDITING, response_model=ResidentCard)
def edit(
    line_id: LineId,
    resident_id: ResidentId,
    wish: ResidentEdit,
    caller: Writer,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Change a resident's card."""
    with once.change() as session:
        resident = get_resident(session, line_id, resident_id)
        edit_resident(session, caller, resident, wish, if_match)
        return once.answer(session, ResidentCard.model_validate(resident), headers={"ETag": etag(resident)})


@router.get("/{resident_id}/care-note", operation_id="read_care_note", responses=READING)
def get_care_note(
    line_id: LineId, resident_id: ResidentId, caller: Carer, services: ServicesHere
) -> CareNote:
    """Read the care note; the history keeps that it was read, and by whom."""
    with services.record.change(caller.login, "care note opened") as session:
        return CareNote(care_note=read_care_note(session, line_id, resident_id))
