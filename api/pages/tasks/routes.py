"""Phone calls to make: the list, claiming one, giving it back, saying what came of it."""

import re
from datetime import datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import HTMLResponse

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered
from api.pages.desk.answers import promise_view
from api.pages.frame import Reader, reader
from api.pages.names import stop_names
from api.pages.once import FormOnce, reply_of
from api.pages.render import render
from api.pages.tasks.queries import open_tasks, view_of
from api.tasks.queries import get_task, task_card
from api.tasks.service import claim, finish, give_back, try_again
from api.waiting.service import confirm_place, decline
from busline.days import at
from busline.errors import Fault, InvalidInput
from busline.feed.messages import Confirmed
from busline.nouns import TaskEnd, TaskTry
from busline.record.tables import Booking

router = APIRouter()
Caretaker = Annotated[Reader, Depends(reader(Permission.TASKS))]
Booker = Annotated[Reader, Depends(reader(Permission.BOOK))]
Etag = Annotated[str, Form(max_length=20)]


@router.get("/tasks")
def tasks(frame: Caretaker) -> Response:
    """Show the list, anew."""
    with frame.services.record.read() as session:
        shown = open_tasks(session, frame, frame.caller.login)
        return render(frame, "tasks/list.html", None, tasks=shown)


@router.post("/tasks/{task_id}/claim")
def claim_task(frame: Caretaker, once: FormOnce, task_id: str, etag: Etag) -> Response:
    """Let the reader make this phone call."""
    try:
        with once.change("claimed") as session:
            task = get_task(session, frame.line.id, task_id)
            claim(session, task, frame.caller.login, etag, frame.now)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    return _shown(frame, task_id)


@router.post("/tasks/{task_id}/release")
def give_task_back(frame: Caretaker, once: FormOnce, task_id: str, etag: Etag) -> Response:
    """Let anybody make this phone call again."""
    try:
        with once.change("given back") as session:
            task = get_task(session, frame.line.id, task_id)
            give_back(session, task, frame.caller.login, etag)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass
    return _shown(frame, task_id)


@router.post("/tasks/{task_id}/again")
def try_task_again(
    frame: Caretaker,
    once: FormOnce,
    task_id: str,
    etag: Etag,
    what: Annotated[TaskTry, Form()],
    again_at: Annotated[str, Form(max_length=20)],
) -> Response:
    """Keep that nobody was reached; the task leaves the list until then."""
    try:
        with once.change(what.value) as session:
            task = get_task(session, frame.line.id, task_id)
            moment = _next(frame, again_at)
            try_again(session, task, frame.caller.login, what, moment, etag, frame.now)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass
    return HTMLResponse("")


@router.post("/tasks/{task_id}/done")
def finish_task(
    frame: Caretaker,
    once: FormOnce,
    task_id: str,
    etag: Etag,
    outcome: Annotated[str, Form(min_length=1, max_length=2000)],
    ended: Annotated[TaskEnd, Form()] = TaskEnd.REACHED,
) -> Response:
    """Keep what came of the phone call; the task leaves the list."""
    try:
        with once.change(outcome) as session:
            task = get_task(session, frame.line.id, task_id)
            finish(session, task, frame.caller.login, outcome, etag, frame.now, ended)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass  # pressed twice: it is gone already
    return HTMLResponse("")


@router.post("/tasks/{task_id}/book")
def book_place(frame: Booker, once: FormOnce, task_id: str, etag: Etag) -> Response:
    """Book the place that is held for somebody who waited, and show the promise to read back."""
    with frame.services.record.read() as session:
        task = get_task(session, frame.line.id, task_id)
    said, request_id = frame.words("task-outcome-booked"), task.request_id or ""
    reply = reply_of(
        lambda: confirm_place(once, frame.line.id, request_id, task=task, etag=etag, outcome=said)
    )
    confirmed = Confirmed.model_validate(reply)
    with frame.services.record.read() as session:
        bookings = {ride.booking_id: session.get_one(Booking, ride.booking_id) for ride in confirmed.bookings}
        answer = promise_view(confirmed, bookings, stop_names(session, frame.line.id))
    return render(frame, "tasks/booked.html", None, answer=answer)


@router.post("/tasks/{task_id}/decline")
def decline_place(frame: Booker, once: FormOnce, task_id: str, etag: Etag) -> Response:
    """Take somebody off the waiting list who was phoned; what was held for them goes to the next."""
    try:
        with once.change("off the waiting list") as session:
            task = get_task(session, frame.line.id, task_id)
            held = "held_until" in task.about
            said = frame.words("task-outcome-declined" if held else "task-outcome-off")
            decline(once, session, task, etag, said)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass
    return HTMLResponse("")


def _shown(frame: Reader, task_id: str) -> Response:
    with frame.services.record.read() as session:
        task = get_task(session, frame.line.id, task_id)
        shown = view_of(session, frame, task, frame.caller.login)
    return render(frame, "tasks/task.html", None, task=shown, focus=True)


def _next(frame: Reader, typed: str) -> datetime:
    """Return when it is next what was typed, like “10:40” or “1040”, on the line's clock.

    Raises
    ------
    InvalidInput
        If that is no clock time.
    """
    found = re.fullmatch(r"\s*([01]?\d|2[0-3])[:.u]?([0-5]\d)\s*", typed)
    if found is None:
        said = "That is no clock time. Write one like 10:40."
        raise InvalidInput(said, faults=[Fault("again_at", said, "time-unread")])
    clock_time = time(int(found[1]), int(found[2]))
    today = at(frame.today, clock_time, frame.times.zone)
    return today if today > frame.now else at(frame.today + timedelta(days=1), clock_time, frame.times.zone)
