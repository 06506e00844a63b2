"""Lines: list, look at, rules."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.etags import set_etag
from api.lines.queries import get_line, lines_of
from api.lines.schemas import LineCard, Planned
from api.paging import Listing
from api.problem_docs import READING
from api.services import ServicesHere
from busline.errors import Away
from busline.rules.line_rules import LineRules

router = APIRouter(prefix="/lines", tags=["lines"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.LINE_READ))]


@router.get("", operation_id="list_lines")
def list_lines(caller: Reader, services: ServicesHere) -> Listing[LineCard]:
    """List the lines that the caller sees."""
    with services.record.read() as session:
        return Listing(items=[LineCard.model_validate(line) for line in lines_of(session, caller)])


@router.get("/{line_id}", operation_id="get_line")
def get_one_line(line_id: LineId, _: Reader, services: ServicesHere, response: Response) -> LineCard:
    """Look at one line."""
    with services.record.read() as session:
        line = get_line(session, line_id)
    set_etag(response, line)
    return LineCard.model_validate(line)


@router.get("/{line_id}/rules", operation_id="get_rules")
def get_rules(line_id: LineId, _: Reader, services: ServicesHere) -> LineRules:
    """Look at the numbers that a line has set for itself."""
    with services.record.read() as session:
        return LineRules.model_validate(get_line(session, line_id).rules)


@router.get("/{line_id}/ping", operation_id="ping_line")
def ping(line_id: LineId, caller: Reader, services: ServicesHere) -> Planned:
    """Ask the dispatcher of a line for nothing, to see that it answers and how long the way there takes."""
    try:
        services.dispatcher.ping(line_id, actor=caller.login)
    except Away:
        with services.record.read() as session:
            get_line(session, line_id)  # one that does not exist has no dispatcher either
        raise
    return Planned()
