"""Routes that take something back: a booking, a change, a cancellation, a no."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response

from api.bookings.queries import get_booking, other_way, replaced_by
from api.bookings.service import cancel
from api.bookings.service import undo as undo_bookings
from api.pages.desk.answers import offers_view
from api.pages.desk.queries import card_of, routes_of
from api.pages.desk.replying import Coordinator, ThingId, answer, problem
from api.pages.frame import Reader
from api.pages.once import FormOnce, reply_of
from api.pages.render import render
from api.requests.service import quote_again
from api.residents.service import get_resident
from api.vans.queries import van_names
from busline.errors import BuslineError
from busline.record.tables import Booking

router = APIRouter()
BookingIds = Annotated[list[str], Form(max_length=2)]
WHY = "undone at the desk"


@router.post("/desk/undo")
def undo(frame: Coordinator, once: FormOnce, booking_id: BookingIds) -> Response:
    """Take back what was booked a moment ago; what it was changed from rides again."""
    booked, line_id = tuple(booking_id), frame.line.id
    with frame.services.record.read() as session:
        old = replaced_by(session, line_id, booked)
    try:
        if old:
            back = tuple(ride.id for ride in old)
            reply_of(lambda: undo_bookings(once, line_id, booked, back, WHY))
        else:
            reply_of(lambda: cancel(once, line_id, booked, WHY))
    except BuslineError as error:
        return answer(frame, problem(frame, error))
    return answer(frame, {"kind": "undone", "rides": [_when(frame, ride) for ride in old]})


@router.post("/desk/ask-again")
def take_no_back(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Offer the rides anew that the caller wanted none of a moment ago."""
    try:
        offers = quote_again(once, frame.line.id, request_id)
    except BuslineError as error:
        return answer(frame, problem(frame, error))
    with frame.services.record.read() as session:
        routes, vans = routes_of(session, frame.line.id, request_id), van_names(session, frame.line.id)
    return answer(frame, offers_view(frame, offers, routes, vans))


@router.post("/desk/cancel")
def cancel_ride(
    frame: Coordinator,
    once: FormOnce,
    booking_id: ThingId,
    resident_id: ThingId,
    why: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Cancel a ride on the resident's wish, and show what is left on the card."""
    reply_of(lambda: cancel(once, frame.line.id, (booking_id,), why))
    with frame.services.record.read() as session:
        booking = get_booking(session, frame.line.id, booking_id)
        other = other_way(session, booking)
    said = {
        "kind": "cancelled",
        "when": _when(frame, booking),
        "booking_id": booking_id,
        "left": {"leg": other.leg.value, "when": _when(frame, other)} if other else None,
    }
    return _rides(frame, resident_id, said, without=booking_id)


@router.post("/desk/reinstate")
def take_cancellation_back(
    frame: Coordinator, once: FormOnce, booking_id: ThingId, resident_id: ThingId
) -> Response:
    """Give a ride back that was cancelled a moment ago."""
    try:
        reply_of(lambda: undo_bookings(once, frame.line.id, (), (booking_id,), WHY))
    except BuslineError as error:
        return _rides(frame, resident_id, problem(frame, error))
    with frame.services.record.read() as session:
        when = _when(frame, get_booking(session, frame.line.id, booking_id))
    return _rides(frame, resident_id, {"kind": "reinstated", "when": when})


def _rides(frame: Reader, resident_id: str, said: dict[str, Any], *, without: str = "") -> Response:
    """Show a card's rides, and above them what was done; planning may have yet to take one `without`."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    left = replace(card, rides=[ride for ride in card.rides if ride.id != without])
    return render(frame, "desk/rides_changed.html", {"card": left}, said=said)


def _when(frame: Reader, ride: Booking) -> str:
    return frame.times.day_span(ride.pickup_from, ride.pickup_to)
