"""Routes that book: ask, confirm, decline. Each form does its work once."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.lines.queries import get_line
from api.pages.desk.activities import way_back_of
from api.pages.desk.answers import offers_view, promise_view
from api.pages.desk.asking import faults_by_field, read_wish, resolve_stops, written_out
from api.pages.desk.meanwhile import overtaken, overtaken_request
from api.pages.desk.paper_form import read_called
from api.pages.desk.replying import Coordinator, ThingId, answer, answered, choose_again, problem, try_again
from api.pages.desk.typed_form import TypedForm
from api.pages.desk.views import BookingForm, OffersView
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.waiting.queries import wait_until
from api.requests.service import RequestKept, confirm, decline, quote
from api.vans.queries import van_names
from api.words import other_ways_sentence
from busline.errors import Away, BuslineError, InvalidInput
from busline.feed.messages import Confirmed
from busline.nouns import Aid, ImpossibleStep, LegName
from busline.record.tables import Booking
from busline.record.transport import other_ways
from busline.rules.line_rules import LineRules

router = APIRouter()
ANOTHER_CHOICE = frozenset({"legs-overlap", "offer-gone"})  # what was offered beside it can still be booked


@router.post("/desk/request")
def ask_for_rides(frame: Coordinator, once: FormOnce, typed: Annotated[TypedForm, Form()]) -> Response:
    """Answer a caller: offers, a refusal in words, or what was typed wrongly."""
    form = typed.as_view()
    with frame.services.record.read() as session:
        form = resolve_stops(session, frame, form)
        names, vans = stop_names(session, frame.line.id), van_names(session, frame.line.id)
        rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
        overtaking = overtaken(session, frame, form)
        form = _named(session.get(Booking, form.replaces) if form.replaces else None, frame, form)
    if overtaking is not None:
        return answered(frame, *overtaking, status=409)
    wish, faults = read_wish(frame, form, rules.horizon_days)
    called_at, wrong_call = read_called(frame, form.called) if form.from_paper else (None, "")
    if wrong_call:
        faults["called"] = wrong_call
    if wish is None or faults:
        return _with_faults(frame, form, faults)
    try:
        offers = quote(once, frame.line.id, wish, instead_of=form.instead_of or None, called_at=called_at)
    except InvalidInput as wrong:
        return _with_faults(frame, form, dict(faults_by_field(frame, wrong.faults)))
    except RequestKept as kept:
        # Asked once more, it is the same request: not a second one to phone back about.
        form = replace(written_out(frame, form, wish), instead_of=str(kept.params["request_id"]))
        return answered(frame, form, {"kind": "away", "kept": True})
    except Away:
        return answered(frame, form, {"kind": "away", "kept": False}, status=503)
    except BuslineError as error:
        return answered(frame, form, problem(frame, error))
    form = replace(written_out(frame, form, wish), instead_of=offers.request_id)
    out, *back = wish.legs
    with frame.services.record.read() as session:
        proposed = "" if back else way_back_of(session, frame, out.to_stop, out.wanted_at, out.mode)
    routes = {
        LegName.OUT: (names[form.from_stop], names[form.to_stop]),
        LegName.BACK: (names[form.to_stop], names[form.from_stop]),
    }
    with frame.services.record.read() as session:
        until = wait_until(session, frame, offers.request_id)
        ways = other_ways(session, frame.line.id, form.from_stop, form.to_stop, Aid(form.aid))
    said = other_ways_sentence(frame.words, frame.times, ways)
    view = offers_view(frame, offers, routes, vans, wait_until=until, other_ways=said)
    return answered(frame, form, replace(view, way_back=proposed) if isinstance(view, OffersView) else view)


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
        return choose_again(frame, frame.words("offers-pick-none"))
    try:
        reply = reply_of(lambda: confirm(once, frame.line.id, request_id, chosen))
    except Away:
        return try_again(frame, frame.words("offers-away"))
    except BuslineError as error:
        if error.code in ANOTHER_CHOICE:
            return choose_again(frame, say_error(frame.words, error))
        with frame.services.record.read() as session:
            meanwhile = overtaken_request(session, frame, request_id)
        if meanwhile is not None and error.code == ImpossibleStep.code:
            return answer(frame, meanwhile, status=409)
        return answer(frame, problem(frame, error))
    confirmed = Confirmed.model_validate(reply)
    with frame.services.record.read() as session:
        bookings = {ride.booking_id: session.get_one(Booking, ride.booking_id) for ride in confirmed.bookings}
        names = stop_names(session, frame.line.id)
        until = wait_until(session, frame, request_id)
    return answer(frame, promise_view(confirmed, bookings, names, until))


@router.post("/desk/decline")
def decline_offers(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Note that the caller took none."""
    try:
        reply_of(lambda: decline(once, frame.line.id, request_id, ""))
    except BuslineError as error:
        return answer(frame, problem(frame, error))
    with frame.services.record.read() as session:
        until = wait_until(session, frame, request_id)
    return answer(frame, {"kind": "declined", "request_id": request_id, "wait_until": until})


def _named(booking: Booking | None, frame: Reader, form: BookingForm) -> BookingForm:
    """Say in the form again which ride is being changed."""
    if booking is None or booking.line_id != frame.line.id:
        return form
    return replace(form, changing=frame.times.day_span(booking.pickup_from, booking.pickup_to))


def _with_faults(frame: Reader, form: BookingForm, faults: dict[str, str]) -> Response:
    form = replace(form, faults=faults)
    return answered(frame, form, {"kind": "faults", "sentences": list(faults.values())}, status=422)
