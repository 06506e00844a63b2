"""Bookings: list, look at, cancel, move to another van, pin."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.bookings.explaining import ask_why, explanation_card
from api.bookings.moving import move, pin, unpin
from api.bookings.queries import BookingFilter, booking_card, get_booking, list_bookings
from api.bookings.schemas import BookingCard, CancelWish, ExplanationCard, MoveWish, PinWish
from api.bookings.service import cancel
from api.common import BookingId, LineId
from api.etags import set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.planning import Passed
from api.problem_docs import READING, WRITING, problems
from api.residents.service import get_resident
from api.services import ServicesHere
from busline.feed.messages import Moved
from busline.nouns import BookingState, ServiceDay

router = APIRouter(prefix="/lines/{line_id}/bookings", tags=["bookings"])
Reader = Annotated[Caller, Depends(require(Permission.BOOKINGS_READ))]
Planner = Annotated[Caller, Depends(require(Permission.PLAN_READ))]
Booker = Annotated[Caller, Depends(require(Permission.BOOK))]


@router.get("", operation_id="list_bookings", responses=READING)
def list_all(
    line_id: LineId,
    page: WantedPage,
    _: Reader,
    services: ServicesHere,
    day: Annotated[ServiceDay | None, Query(description="The service day.", examples=["2026-11-24"])] = None,
    resident_id: Annotated[str | None, Query(max_length=64)] = None,
    state: BookingState | None = None,
) -> Listing[BookingCard]:
    """List bookings by promised pickup: of a day, of a resident, in a state."""
    wanted = BookingFilter(line_id, day, resident_id, state)
    with services.record.read() as session:
        get_line(session, line_id)
        rows = list_bookings(session, wanted, page)
    return cut(
        rows,
        page,
        lambda row: booking_card(row[0], row[1]),
        lambda row: [row[0].pickup_from.isoformat(), row[0].id],
    )


@router.get("/{booking_id}", operation_id="get_booking", responses=READING)
def get_one(
    line_id: LineId, booking_id: BookingId, _: Reader, services: ServicesHere, response: Response
) -> BookingCard:
    """Look at one booking."""
    with services.record.read() as session:
        booking = get_booking(session, line_id, booking_id)
        resident = get_resident(session, line_id, booking.resident_id)
    set_etag(response, booking)
    return booking_card(booking, resident.name)


@router.get(
    "/{booking_id}/explanation", operation_id="explain_booking", responses={**READING, **problems(409)}
)
def explain_one(
    line_id: LineId, booking_id: BookingId, caller: Planner, services: ServicesHere
) -> ExplanationCard:
    """Learn why a booking is on its van, and what each other van would mean for it.

    The planner looks at the plan as it stands now. A booking that is over or was taken back is a 409.
    """
    ride = ask_why(services, caller, line_id, booking_id)
    with services.record.read() as session:
        return explanation_card(session, line_id, caller.language, ride)


@router.post(
    "/cancel",
    operation_id="cancel_bookings",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def cancel_bookings(line_id: LineId, wish: CancelWish, _: Booker, once: OnceHere) -> Response:
    """Take bookings back on the resident's wish."""
    return cancel(once, line_id, wish.booking_ids, wish.why)


@router.post("/{booking_id}/move", operation_id="move_booking", responses=WRITING, response_model=Moved)
def move_booking(
    line_id: LineId, booking_id: BookingId, wish: MoveWish, _: Booker, once: OnceHere
) -> Response:
    """Put a ride on another duty of its day, and pin it there so that the planning leaves it there.

    The planner checks every rule and every promise first. A ride that does not fit, that has begun, or whose
    van is about to be there is a 409, and nothing is changed; so is a plan that changed since ``revision``.
    """
    return move(once, line_id, booking_id, wish.duty_id, revision=wish.revision, why=wish.why)


@router.post("/{booking_id}/pin", operation_id="pin_booking", responses=WRITING, response_model=Moved)
def pin_booking(line_id: LineId, booking_id: BookingId, wish: PinWish, _: Booker, once: OnceHere) -> Response:
    """Pin a ride to the duty that it is on: no plan puts it on another van while that duty can carry it."""
    return pin(once, line_id, booking_id, wish.why)


@router.delete("/{booking_id}/pin", operation_id="unpin_booking", responses=WRITING, response_model=Moved)
def unpin_booking(line_id: LineId, booking_id: BookingId, _: Booker, once: OnceHere) -> Response:
    """Let the planning put a ride on whichever van is best, again; or say that a freed pin was seen."""
    return unpin(once, line_id, booking_id)
