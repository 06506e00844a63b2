"""Routes that book: ask, confirm, decline, cancel, undo. Each form does its work once."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.bookings.service import cancel
from api.pages.desk.answers import offers_view, promise_view
from api.pages.desk.asking import faults_by_field, read_wish, resolve_stops, written_out
from api.pages.desk.queries import card_of
from api.pages.desk.typed_form import TypedForm
from api.pages.desk.views import BookingForm
from api.pages.frame import Reader, reader
from api.pages.names import stop_names
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.render import render
from api.requests.service import RequestKept, confirm, decline, quote
from api.residents.service import get_resident
from api.vans.queries import van_names
from busline.errors import Away, BuslineError, ErrorKind, InvalidInput
from busline.feed.messages import Confirmed
from busline.nouns import LegName
from busline.record.tables import Booking, Request

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]
ThingId = Annotated[str, Form(max_length=64)]
# What a coordinator can answer for in the call is shown in the answer's place; anything else is a notice.
IN_THE_CALL = frozenset({ErrorKind.CONFLICT, ErrorKind.STALE, ErrorKind.INVALID, ErrorKind.UNKNOWN})


@router.post("/desk/request")
def ask_for_rides(frame: Coordinator, once: FormOnce, typed: Annotated[TypedForm, Form()]) -> Response:
    """Answer a caller: offers, a refusal in words, or what was typed wrongly."""
    form = typed.as_view()
    with frame.services.record.read() as session:
        form = resolve_stops(session, frame, form)
        names, vans = stop_names(session, frame.line.id), van_names(session, frame.line.id)
        form = _named(session.get(Booking, form.replaces) if form.replaces else None, frame, form)
    wish, faults = read_wish(frame, form)
    if wish is None:
        return _with_faults(frame, form, faults)
    try:
        offers = quote(once, frame.line.id, wish, instead_of=form.instead_of or None)
    except InvalidInput as wrong:
        return _with_faults(frame, form, dict(faults_by_field(frame, wrong.faults)))
    except RequestKept:
        return _answered(frame, form, {"kind": "away", "kept": True})
    except Away:
        return _answered(frame, form, {"kind": "away", "kept": False}, status=503)
    except BuslineError as error:
        return _answered(frame, form, _problem(frame, error))
    form = replace(written_out(frame, form, wish), instead_of=offers.request_id)
    routes = {
        LegName.OUT: (names[form.from_stop], names[form.to_stop]),
        LegName.BACK: (names[form.to_stop], names[form.from_stop]),
    }
    return _answered(frame, form, offers_view(frame, offers, routes, vans))


@router.post("/desk/confirm")
def confirm_rides(
    frame: Coordinator,
    once: FormOnce,
    request_id: ThingId,
    offer_out: ThingId = "",
    offer_back: ThingId = "",
) -> Response:
    """Book what was chosen, and say what was promised."""
    chosen = tuple(offer for offer in (offer_out, offer_back) if offer)
    if not chosen:
        return _answer(frame, {"kind": "problem", "sentence": frame.words("offers-pick-none")})
    try:
        reply = reply_of(lambda: confirm(once, frame.line.id, request_id, chosen))
    except Away:
        return _answer(frame, {"kind": "away", "kept": False}, status=503)
    except BuslineError as error:
        return _answer(frame, _problem(frame, error))
    confirmed = Confirmed.model_validate(reply)
    with frame.services.record.read() as session:
        bookings = {ride.booking_id: session.get_one(Booking, ride.booking_id) for ride in confirmed.bookings}
        request = session.get_one(Request, request_id)
        names = stop_names(session, frame.line.id)
    return _answer(frame, promise_view(confirmed, bookings, names, ",".join(request.replaces)))


@router.post("/desk/decline")
def decline_offers(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Note that the caller took none."""
    try:
        reply_of(lambda: decline(once, frame.line.id, request_id, ""))
    except BuslineError as error:
        return _answer(frame, _problem(frame, error))
    return _answer(frame, {"kind": "declined"})


@router.post("/desk/undo")
def undo(
    frame: Coordinator,
    once: FormOnce,
    booking_id: Annotated[list[str], Form(max_length=2)],
    changed: Annotated[str, Form(max_length=140)] = "",
) -> Response:
    """Take back what was booked a moment ago."""
    try:
        reply_of(lambda: cancel(once, frame.line.id, tuple(booking_id), "undone at the desk"))
    except BuslineError as error:
        return _answer(frame, _problem(frame, error))
    return _answer(frame, {"kind": "undone", "changed": changed})


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
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    left = replace(card, rides=[ride for ride in card.rides if ride.id != booking_id])
    return render(frame, "desk/rides.html", {"card": left, "cancelled": True})


def _named(booking: Booking | None, frame: Reader, form: BookingForm) -> BookingForm:
    """Say in the form again which ride is being changed."""
    if booking is None or booking.line_id != frame.line.id:
        return form
    return replace(form, changing=frame.times.day_span(booking.pickup_from, booking.pickup_to))


def _with_faults(frame: Reader, form: BookingForm, faults: dict[str, str]) -> Response:
    form = replace(form, faults=faults)
    return _answered(frame, form, {"kind": "faults", "sentences": list(faults.values())}, status=422)


def _problem(frame: Reader, error: BuslineError) -> dict[str, Any]:
    if error.kind not in IN_THE_CALL:
        raise error
    return {"kind": "problem", "sentence": say_error(frame.words, error)}


def _answered(frame: Reader, form: BookingForm, answer: Any, *, status: int = 200) -> Response:
    return render(frame, "desk/booking.html", None, form=form, answer=answer, status=status)


def _answer(frame: Reader, answer: Any, *, status: int = 200) -> Response:
    return render(frame, "desk/answer.html", None, answer=answer, form=BookingForm(), status=status)
