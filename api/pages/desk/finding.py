"""Routes that find: residents, stops, cards, and what the day holds."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import select

from api.access.permissions import Permission
from api.bookings.queries import get_booking
from api.pages.desk.queries import card_of, day_glance, find_choices
from api.pages.desk.views import BookingForm, Card
from api.pages.frame import Reader, reader
from api.pages.names import stop_names
from api.pages.render import render
from api.residents.search import find_residents
from api.residents.service import get_resident, read_care_note
from busline.nouns import BookingState, LegName
from busline.record.bookings import ImpossibleStep
from busline.record.tables import Request, RequestLeg, Resident

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]
Carer = Annotated[Reader, Depends(reader(Permission.CARE_NOTES_READ))]
Letters = Annotated[str, Query(max_length=100)]
HITS = 7


@router.get("/desk")
def desk(frame: Coordinator, resident: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Show the desk; with somebody's card where one was open."""
    with frame.services.record.read() as session:
        row = session.get(Resident, (frame.line.id, resident)) if resident else None
        card = card_of(session, frame, row) if row is not None else None
        view = {
            "card": card,
            "form": form_for(frame, card),
            "day": day_glance(session, frame),
        }
    return render(frame, "desk/page.html", view)


@router.get("/desk/day")
def day(frame: Coordinator) -> Response:
    """Show what else the day holds, anew."""
    with frame.services.record.read() as session:
        glance = day_glance(session, frame)
    return render(frame, "desk/day.html", None, day=glance)


@router.get("/desk/residents")
def residents(frame: Coordinator, resident_text: Letters = "") -> Response:
    """List who fits a few letters or digits."""
    with frame.services.record.read() as session:
        hits = find_residents(session, frame.line.id, resident_text, HITS)
        anybody = hits or session.scalar(
            select(Resident.id).where(Resident.line_id == frame.line.id).limit(1)
        )
    return render(frame, "desk/hits.html", {"hits": hits, "any_resident": bool(anybody)})


@router.get("/desk/residents/{resident_id}")
def resident_card(frame: Coordinator, resident_id: str) -> Response:
    """Show a card, and a fresh form for this caller."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/resident.html", {"card": card, "form": form_for(frame, card)})


@router.get("/desk/residents/{resident_id}/rides")
def resident_rides(frame: Coordinator, resident_id: str) -> Response:
    """Show the rides on a card, anew."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/rides.html", {"card": card})


@router.post("/desk/residents/{resident_id}/care-note")
def care_note(frame: Carer, resident_id: str) -> Response:
    """Show the care note; that it was read is recorded."""
    with frame.services.record.change(frame.caller.login, "care note opened") as session:
        note = read_care_note(session, frame.line.id, resident_id)
    return render(frame, "desk/care_note.html", {"note": note})


@router.get("/desk/stops")
def stops(
    frame: Coordinator, field: str = "to_stop", from_stop_text: Letters = "", to_stop_text: Letters = ""
) -> Response:
    """List the stops, and for the way there the activities, that fit a few letters."""
    is_to = field == "to_stop"
    with frame.services.record.read() as session:
        asked = to_stop_text if is_to else from_stop_text
        found = find_choices(session, frame, asked, activities=is_to, limit=HITS)
    return render(frame, "desk/stops.html", {"choices": found, "field": "to" if is_to else "from"})


@router.get("/desk/change/{booking_id}")
def change(frame: Coordinator, booking_id: str) -> Response:
    """Fill the form with a ride that shall become another."""
    with frame.services.record.read() as session:
        booking = get_booking(session, frame.line.id, booking_id)
        if booking.state is not BookingState.CONFIRMED:
            raise ImpossibleStep("This ride can't be changed any more.", state=booking.state.value)
        leg = session.get(RequestLeg, (booking.request_id, booking.leg))
        request = session.get(Request, booking.request_id)
        names = stop_names(session, frame.line.id)
    wanted = leg.wanted_at if leg else booking.pickup_from
    form = BookingForm(
        resident_id=booking.resident_id,
        from_stop=booking.from_stop_id,
        from_text=names[booking.from_stop_id],
        to_stop=booking.to_stop_id,
        to_text=names[booking.to_stop_id],
        day=frame.times.day(booking.pickup_from),
        time=frame.times.clock(wanted),
        mode=leg.mode.value if leg and booking.leg is LegName.OUT else "depart_at",
        aid=request.aid.value if request else "none",
        companions=str(request.companions) if request else "0",
        replaces=booking.id,
        changing=frame.times.day_span(booking.pickup_from, booking.pickup_to),
        focus="time",
    )
    return render(frame, "desk/booking.html", None, form=form, answer=None)


def form_for(frame: Reader, card: Card | None) -> BookingForm:
    """Return a fresh form: from home, today, with the aid and companions on the card."""
    if card is None:
        return BookingForm(day=frame.words("today").lower())
    return BookingForm(
        resident_id=card.id,
        from_stop=card.home_stop_id,
        from_text=card.home_stop,
        day=frame.words("today").lower(),
        aid=card.aid,
        companions=str(card.companions),
        focus="to",
    )
