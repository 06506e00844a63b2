"""Routes that find: residents, stops, cards, and what the day holds."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import select

from api.access.permissions import Permission
from api.bookings.queries import get_booking
from api.etags import etag
from api.pages.desk.filled import form_for_task, form_to_change, fresh_form, with_times
from api.pages.desk.queries import card_of, day_glance, find_choices
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.residents.service import get_resident, read_care_note
from api.tasks.queries import get_task
from busline.record.tables import Resident

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]
Carer = Annotated[Reader, Depends(reader(Permission.CARE_NOTES_READ))]
Letters = Annotated[str, Query(max_length=100)]
ThingId = Annotated[str, Query(max_length=64)]
ClockText = Annotated[str, Query(pattern=r"^(\d\d:\d\d)?$")]
HITS = 7


@router.get("/desk")
def desk(
    frame: Coordinator,
    resident: ThingId = "",
    task: ThingId = "",
    at: ClockText = "",
    back_at: ClockText = "",
    paper: bool = False,
) -> Response:
    """Show the desk; with somebody's card where one was open, and what a phone call to make is about.

    With `at` or `back_at` a way of it begins then, as it was named on the phone.
    """
    with frame.services.record.read() as session:
        asked = form_for_task(session, frame, get_task(session, frame.line.id, task)) if task else None
        asked = with_times(asked, at, back_at) if asked else None
        row = session.get(Resident, (frame.line.id, asked.resident_id if asked else resident))
        card = card_of(session, frame, row) if row is not None else None
        view = {
            "card": card,
            "form": asked or fresh_form(frame, card),
            "day": day_glance(session, frame),
            "paper": paper,
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
        hits = frame.services.finder.find(session, frame.line.id, resident_text, HITS)
        anybody = hits or session.scalar(
            select(Resident.id).where(Resident.line_id == frame.line.id).limit(1)
        )
    view = {"hits": hits, "any_resident": bool(anybody), "typed": resident_text.strip()}
    return render(frame, "desk/hits.html", view)


@router.get("/desk/residents/{resident_id}")
def resident_card(frame: Coordinator, resident_id: str) -> Response:
    """Show a card, and a fresh form for this caller."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/resident.html", {"card": card, "form": fresh_form(frame, card)})


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
        shown = {"note": note, "resident_id": resident_id}
        shown["etag"] = etag(get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/care_note.html", shown)


@router.get("/desk/stops")
def stops(
    frame: Coordinator,
    field: Literal["from_stop", "to_stop", "home_stop"] = "to_stop",
    from_stop_text: Letters = "",
    to_stop_text: Letters = "",
    home_stop_text: Letters = "",
) -> Response:
    """List the stops, and for the way there the activities, that fit a few letters."""
    asked = {"from_stop": from_stop_text, "to_stop": to_stop_text, "home_stop": home_stop_text}[field]
    with frame.services.record.read() as session:
        found = find_choices(session, frame, asked, activities=field == "to_stop", limit=HITS)
    return render(frame, "desk/stops.html", {"choices": found, "field": field.removesuffix("_stop")})


@router.get("/desk/change/{booking_id}")
def change(frame: Coordinator, booking_id: str) -> Response:
    """Fill the form with a ride that shall become another."""
    with frame.services.record.read() as session:
        form = form_to_change(session, frame, get_booking(session, frame.line.id, booking_id))
    return render(frame, "desk/booking.html", None, form=form, answer=None)
