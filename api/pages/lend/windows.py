"""The lender's first page: the vans of the coming two weeks, and taking one back."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.pages.frame import Reader, reader
from api.pages.lend.calendars import unread_calendars
from api.pages.once import FormOnce, reply_of
from api.pages.render import render
from api.window_proposals.queries import open_proposals
from api.windows.queries import get_window, list_windows, window_card
from api.windows.service import withdraw
from busline.errors import Fault, InvalidInput
from busline.lending.reading import windows_with_rides
from busline.record.tables import Van

router = APIRouter()
Lender = Annotated[Reader, Depends(reader(Permission.WINDOWS_WITHDRAW))]
DAYS = 14


@router.get("/lend")
def lend(frame: Lender) -> Response:
    """Show the windows of the coming two weeks, day by day."""
    with frame.services.record.read() as session:
        days_shown = frame.today, frame.today + timedelta(days=DAYS)
        windows = list_windows(session, frame.line.id, *days_shown, frame.caller.lender)
        with_rides = windows_with_rides(session, frame.line.id, *days_shown)
        waiting = len(open_proposals(session, frame.line.id, frame.caller.lender))
        unread = unread_calendars(session, frame)
    days: dict[Any, list[dict[str, Any]]] = {}
    for window in windows:
        if window.ends_at > frame.now:
            days.setdefault(window.service_date, []).append(
                {"window": window, "has_rides": window.id in with_rides, "asked": False}
            )
    return render(frame, "lend/page.html", {"days": days, "waiting": waiting, "unread": unread})


@router.post("/lend/{window_id}/withdraw")
def withdraw_window(
    frame: Lender,
    once: FormOnce,
    window_id: str,
    etag: Annotated[str, Form(max_length=20)],
    why: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Take a van back from now on; who had a ride is phoned."""
    if not why.strip():
        fault = Fault("why", "Say in a few words why.", "why-needed")
        raise InvalidInput(fault.message, faults=[fault])
    reply_of(lambda: withdraw(once, frame.line.id, window_id, None, why.strip(), etag))
    with frame.services.record.read() as session:
        window = get_window(session, frame.line.id, window_id, frame.caller.lender)
        van = session.get_one(Van, (frame.line.id, window.van_id))
        entry = {"window": window_card(window, van.name), "asked": True}
    return render(frame, "lend/window.html", None, entry=entry)
