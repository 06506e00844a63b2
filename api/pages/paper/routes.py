"""The papers of a day: the list for the desk, and the manifests of all drivers."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.permissions import Permission
from api.pages.frame import Reader, reader
from api.pages.paper.manifests import print_manifests
from api.pages.paper.printing import print_day
from api.pages.paper.typeset import pdf_response
from busline.errors import UnknownNoun
from busline.nouns import ServiceDay

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]


@router.get("/board/day.pdf")
def day_list_pdf(frame: Coordinator, day: ServiceDay | None = None) -> Response:
    """Print a day, tomorrow unless another is named; that it was printed is recorded."""
    shown = day or frame.today + timedelta(days=1)
    printed = print_day(
        frame.services.record, frame, shown, who=frame.caller.login, why="day list opened at the day board"
    )
    return pdf_response(printed.pdf, printed.name)


@router.get("/board/manifests.pdf")
def manifests_pdf(frame: Coordinator, day: ServiceDay | None = None) -> Response:
    """Print every manifest of a day, tomorrow unless another is named; that it was printed is recorded."""
    shown = day or frame.today + timedelta(days=1)
    printed = print_manifests(
        frame.services.record, frame, shown, who=frame.caller.login, why="manifests opened at the day board"
    )
    if printed is None:
        raise UnknownNoun("duty", shown.isoformat())
    return pdf_response(printed.pdf, printed.name)
