"""Forms of the day board: a ride goes on another van, is pinned, is free again; and all that undone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.bookings.moving import move, unpin
from api.bookings.queries import get_booking
from api.pages.board.ride import ride_view, why
from api.pages.board.showing import chart_view
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.render import render
from api.vans.queries import van_names
from busline.errors import BuslineError

router = APIRouter()
Mover = Annotated[Reader, Depends(reader(Permission.BOOK))]
BookingId = Annotated[str, Form(max_length=32)]
DutyId = Annotated[str, Form(max_length=32)]


@router.post("/board/move")
def move_ride(
    frame: Mover,
    once: FormOnce,
    booking_id: BookingId,
    duty_id: DutyId = "",
    pinned: Annotated[bool, Form()] = True,
    revision: Annotated[int | None, Form(ge=0)] = None,
    undoes: Annotated[bool, Form()] = False,
) -> Response:
    """Put a ride on a duty or leave it where it is, pinned or free; show the day as it is then.

    Where that can't be, or the plan has changed meanwhile, the page says so and shows how it is now.
    """
    try:
        moved = reply_of(
            lambda: move(once, frame.line.id, booking_id, duty_id or None, pinned=pinned, revision=revision)
        )
    except BuslineError as error:
        return _shown(frame, booking_id, {"kind": "problem", "sentence": say_error(frame.words, error)})
    return _shown(frame, booking_id, _said(frame, moved, undoes=undoes))


@router.post("/board/seen")
def seen(frame: Mover, once: FormOnce, booking_id: BookingId) -> Response:
    """Somebody has seen that a ride came loose: the word goes."""
    reply_of(lambda: unpin(once, frame.line.id, booking_id))
    with frame.services.record.read() as session:
        day = get_booking(session, frame.line.id, booking_id).service_date
        view = chart_view(session, frame, day, "")
    return render(frame, "board/chart.html", view | {"anew": True, "focus_chart": True})


def _said(frame: Reader, moved: dict[str, Any], *, undoes: bool) -> dict[str, Any]:
    """Return what the page says of a move, with what would undo it."""
    elsewhere = moved["duty_id"] != moved["from_duty_id"]
    if elsewhere:
        kind = "moved" if moved["pinned"] else "back" if undoes else "rescued"
    else:
        kind = "pinned" if moved["pinned"] else "unpinned"
    with frame.services.record.read() as session:
        vans = van_names(session, frame.line.id)
    undo = {
        "booking_id": moved["booking_id"],
        "duty_id": moved["from_duty_id"] if elsewhere else "",
        "pinned": moved["was_pinned"],
        "undoes": True,
    }
    changed = elsewhere or moved["pinned"] != moved["was_pinned"]
    return {
        "kind": kind,
        "van": vans[moved["van_id"]],
        "from_van": vans[moved["from_van_id"]],
        "undo": undo if changed and not undoes else None,
    }


def _shown(frame: Reader, booking_id: str, said: dict[str, Any]) -> Response:
    """Show the day with the run that a ride is on now, and the ride with what was done."""
    account = why(frame, booking_id)
    with frame.services.record.read() as session:
        day = get_booking(session, frame.line.id, booking_id).service_date
        ride = ride_view(session, frame, booking_id, account)
        view = chart_view(session, frame, day, ride.duty_id)
    return render(frame, "board/chart.html", view | {"ride": ride, "said": said, "anew": True})
