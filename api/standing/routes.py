"""Standing bookings of a line: list, look at, make, change, stop, skip."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy import select

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.etags import IfMatch, set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line, today_of
from api.paging import Listing, WantedPage, cut
from api.problem_docs import EDITING, READING, WRITING
from api.services import ServicesHere
from api.standing.queries import get_standing, standing_card, standing_cards
from api.standing.schemas import NewStanding, SkipWish, StandingCard, StandingChange, StandingEdit
from api.standing.service import edit, make, skip, stop, unskip
from busline.nouns import ServiceDay
from busline.record.tables import StandingBooking

router = APIRouter(prefix="/lines/{line_id}/standing-bookings", tags=["bookings"])
Reader = Annotated[Caller, Depends(require(Permission.BOOKINGS_READ))]
Booker = Annotated[Caller, Depends(require(Permission.BOOK))]
StandingId = Annotated[str, Path(max_length=64, examples=["vr01"])]
SkippedDay = Annotated[ServiceDay, Path(description="A day that it skips.", examples=["2026-12-22"])]
LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": StandingChange, "description": "Kept; the rides follow when planning is back"}
}


@router.get("", operation_id="list_standing_bookings", responses=READING)
def list_standing(
    line_id: LineId,
    page: WantedPage,
    _: Reader,
    services: ServicesHere,
    resident_id: Annotated[str | None, Query(max_length=64)] = None,
) -> Listing[StandingCard]:
    """List the rides that come back every week, of everybody or of one resident."""
    wanted = select(StandingBooking).where(StandingBooking.line_id == line_id).order_by(StandingBooking.id)
    if resident_id is not None:
        wanted = wanted.where(StandingBooking.resident_id == resident_id)
    if page.after:
        wanted = wanted.where(StandingBooking.id > str(page.after[0]))
    with services.record.read() as session:
        today = today_of(get_line(session, line_id), services.clock.now())
        rows = list(session.scalars(wanted.limit(page.limit + 1)))
        cards = standing_cards(session, line_id, rows, today)
        return cut(cards, page, lambda card: card, lambda card: [card.id])


@router.post(
    "",
    operation_id="make_standing_booking",
    status_code=201,
    responses={**WRITING, **LATER},
    response_model=StandingChange,
)
def make_standing(line_id: LineId, wish: NewStanding, _: Booker, once: OnceHere) -> Response:
    """Let a ride come back every week or every few weeks; the coming four weeks are booked at once."""
    return make(once, line_id, wish)


@router.get("/{standing_id}", operation_id="get_standing_booking", responses=READING)
def get_one(
    line_id: LineId, standing_id: StandingId, _: Reader, services: ServicesHere, response: Response
) -> StandingCard:
    """Look at one standing booking, with the days that it skips from today on."""
    with services.record.read() as session:
        today = today_of(get_line(session, line_id), services.clock.now())
        standing = get_standing(session, line_id, standing_id)
        set_etag(response, standing)
        return standing_card(session, standing, today)


@router.patch(
    "/{standing_id}",
    operation_id="edit_standing_booking",
    responses={**EDITING, **LATER},
    response_model=StandingChange,
)
def edit_standing(
    line_id: LineId,
    standing_id: StandingId,
    wish: StandingEdit,
    _: Booker,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Change a standing booking; rides ahead that no longer match are cancelled and booked anew.

    Those that were changed with the caller apart stay, and are named under ``kept``.
    """
    return edit(once, line_id, standing_id, wish, if_match)


@router.delete(
    "/{standing_id}",
    operation_id="stop_standing_booking",
    responses={**EDITING, **LATER},
    response_model=StandingChange,
)
def stop_standing(
    line_id: LineId,
    standing_id: StandingId,
    _: Booker,
    if_match: IfMatch,
    once: OnceHere,
    from_day: Annotated[
        ServiceDay, Query(alias="from", description="The first day without.", examples=["2026-12-01"])
    ],
) -> Response:
    """Stop a standing booking from a day on; its rides from then on are cancelled."""
    return stop(once, line_id, standing_id, from_day, if_match)


@router.post(
    "/{standing_id}/skips",
    operation_id="skip_standing_booking",
    responses={**WRITING, **LATER},
    response_model=StandingChange,
)
def skip_days(
    line_id: LineId, standing_id: StandingId, wish: SkipWish, _: Booker, once: OnceHere
) -> Response:
    """Skip a day or a span; rides that are booked there are cancelled."""
    return skip(once, line_id, standing_id, wish)


@router.delete(
    "/{standing_id}/skips/{day}",
    operation_id="unskip_standing_booking",
    responses={**WRITING, **LATER},
    response_model=StandingChange,
)
def unskip_day(
    line_id: LineId, standing_id: StandingId, day: SkippedDay, _: Booker, once: OnceHere
) -> Response:
    """Let it ride on a day after all, with its old promise if the plan can still keep that."""
    return unskip(once, line_id, standing_id, day)
