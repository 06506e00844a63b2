"""Routes of the waiting list: put somebody on it in the call, look at it, take somebody off."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered
from api.pages.desk.replying import ThingId, answer, problem
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce
from api.pages.render import render
from api.pages.waiting.queries import days_with_waiting, rows_of_day, wait_view
from api.residents.service import get_resident
from api.waiting.queries import get_entry, waiting_card
from api.waiting.service import leave, wait
from busline.errors import BuslineError
from busline.nouns import Instant, ServiceDay
from busline.record.waiting import WIDEST_S, WaitingWish

router = APIRouter()
Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]
Minutes = Annotated[int | None, Form(ge=0, le=WIDEST_S // 60)]


@router.post("/desk/wait")
def put_on_list(
    frame: Coordinator,
    once: FormOnce,
    request_id: ThingId,
    earlier: Minutes = None,
    later: Minutes = None,
    know_by: Annotated[Instant | None, Form()] = None,
) -> Response:
    """Put a request on the waiting list, or change how it waits; show what to read to the caller."""
    wish = WaitingWish(
        know_by=know_by,
        earlier_s=None if earlier is None else earlier * 60,
        later_s=None if later is None else later * 60,
    )
    try:
        with once.change("joined the waiting list") as session:
            entry = wait(once, session, frame.line.id, request_id, wish)
            once.answer(session, waiting_card(session, entry))
    except AlreadyAnswered:
        pass  # pressed twice: it waits already
    except BuslineError as error:
        return answer(frame, problem(frame, error))
    with frame.services.record.read() as session:
        view = wait_view(session, frame, get_entry(session, frame.line.id, request_id))
    return answer(frame, view)


@router.post("/desk/unwait")
def take_off_list(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Take a request off the waiting list in the call."""
    _leave(frame, once, request_id)
    return answer(frame, {"kind": "unwaited", "request_id": request_id})


@router.get("/waiting")
def waiting_list(frame: Coordinator, day: ServiceDay | None = None) -> Response:
    """Show who waits for a day: today's, or the first day on which somebody does."""
    with frame.services.record.read() as session:
        days = days_with_waiting(session, frame)
        shown = day or next((one.day for one in days), frame.today)
        view = {
            "day": shown,
            "before": shown - timedelta(days=1),
            "after": shown + timedelta(days=1),
            "days": [one for one in days if one.day != shown],
            "rows": rows_of_day(session, frame, shown),
        }
    return render(frame, "waiting/page.html", view)


@router.get("/waiting/rows")
def waiting_rows(frame: Coordinator, day: ServiceDay) -> Response:
    """Show who waits for a day, anew."""
    with frame.services.record.read() as session:
        view = {"day": day, "rows": rows_of_day(session, frame, day)}
    return render(frame, "waiting/rows.html", view)


@router.post("/waiting/leave")
def leave_list(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Take somebody off the list, with a way back."""
    _leave(frame, once, request_id)
    return _off(frame, request_id)


@router.post("/waiting/back")
def back_on_list(frame: Coordinator, once: FormOnce, request_id: ThingId) -> Response:
    """Put somebody back who was taken off a moment ago; they wait from now on."""
    try:
        with once.change("back on the waiting list") as session:
            before = get_entry(session, frame.line.id, request_id)
            wish = WaitingWish(earlier_s=before.earlier_s, later_s=before.later_s)
            entry = wait(once, session, frame.line.id, request_id, wish)
            once.answer(session, waiting_card(session, entry))
    except AlreadyAnswered:
        pass
    with frame.services.record.read() as session:
        day = get_entry(session, frame.line.id, request_id).service_date
        view = {"day": day, "rows": rows_of_day(session, frame, day)}
    reply = render(frame, "waiting/rows.html", view)
    reply.headers.update({"HX-Retarget": "#waiting", "HX-Reswap": "innerHTML"})
    return reply


def _leave(frame: Reader, once: FormOnce, request_id: str) -> None:
    try:
        with once.change("left the waiting list") as session:
            entry = leave(once, session, frame.line.id, request_id)
            once.answer(session, waiting_card(session, entry))
    except AlreadyAnswered:
        pass


def _off(frame: Reader, request_id: str) -> Response:
    with frame.services.record.read() as session:
        entry = get_entry(session, frame.line.id, request_id)
        name = get_resident(session, frame.line.id, entry.resident_id).name
    return render(frame, "waiting/off.html", {"request_id": request_id, "name": name})
