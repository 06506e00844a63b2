"""The day board: the chart of a day, the list of one run, the phone calls to make."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.pages.board.ride import ride_view, why
from api.pages.board.run import read_run
from api.pages.board.showing import chart_view, ride_part
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.pages.tasks.queries import open_tasks
from busline.errors import UnknownNoun
from busline.nouns import ServiceDay

router = APIRouter()
Planner = Annotated[Reader, Depends(reader(Permission.PLAN_READ))]
DutyId = Annotated[str, Query(max_length=32)]
BookingId = Annotated[str, Query(max_length=32)]


@router.get("/board")
def board(
    frame: Planner, day: ServiceDay | None = None, duty: DutyId = "", booking: BookingId = ""
) -> Response:
    """Show a day; with one duty's run, and one ride of it, where they were chosen."""
    shown = day or frame.today
    with frame.services.record.read() as session:
        view = chart_view(session, frame, shown, duty) | {
            "ride": ride_view(session, frame, booking) if booking else None,
            "before": shown - timedelta(days=1),
            "after": shown + timedelta(days=1),
            "tasks": open_tasks(session, frame, frame.caller.login),
            "may_print": frame.caller.may(Permission.BOOK),
        }
    return render(frame, "board/page.html", view)


@router.get("/board/chart")
def chart(frame: Planner, day: ServiceDay, duty: DutyId = "") -> Response:
    """Show the chart of a day, anew, with the chosen duty marked; the run under it follows by itself."""
    with frame.services.record.read() as session:
        return render(frame, "board/chart.html", chart_view(session, frame, day, duty))


@router.get("/board/run")
def run(frame: Planner, duty: DutyId = "", keep: bool = False) -> Response:
    """Show the calls of one duty; with `keep` the ride beside them stays, which follows by itself."""
    if not duty:
        return render(frame, "board/run.html", {"run": None})
    with frame.services.record.read() as session:
        found = read_run(session, frame, duty)
    if found is None:
        raise UnknownNoun("duty", duty)
    return render(frame, "board/run.html", ride_part(frame) | {"run": found, "keep": keep})


@router.get("/board/ride")
def ride(frame: Planner, booking: BookingId = "", ask: bool = False, focus: bool = False) -> Response:
    """Show one ride beside its run; where somebody asks, with why it is on this van."""
    account = why(frame, booking) if booking and ask else None
    with frame.services.record.read() as session:
        shown = ride_view(session, frame, booking, account) if booking else None
    return render(frame, "board/ride.html", ride_part(frame) | {"ride": shown, "focus": focus})
