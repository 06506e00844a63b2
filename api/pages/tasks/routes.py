"""Phone calls to make: the list, claiming one, saying what came of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import HTMLResponse

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce
from api.pages.render import render
from api.pages.tasks.queries import open_tasks, view_of
from api.tasks.queries import get_task, task_card
from api.tasks.service import claim, finish

router = APIRouter()
Caretaker = Annotated[Reader, Depends(reader(Permission.TASKS))]
Etag = Annotated[str, Form(max_length=20)]


@router.get("/tasks")
def tasks(frame: Caretaker) -> Response:
    """Show the list, anew."""
    with frame.services.record.read() as session:
        return render(frame, "tasks/list.html", None, tasks=open_tasks(session, frame))


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
    with frame.services.record.read() as session:
        shown = view_of(session, frame, get_task(session, frame.line.id, task_id))
    return render(frame, "tasks/task.html", None, task=shown)


@router.post("/tasks/{task_id}/done")
def finish_task(
    frame: Caretaker,
    once: FormOnce,
    task_id: str,
    etag: Etag,
    outcome: Annotated[str, Form(min_length=1, max_length=2000)],
) -> Response:
    """Keep what came of the phone call; the task leaves the list."""
    try:
        with once.change(outcome) as session:
            task = get_task(session, frame.line.id, task_id)
            finish(session, task, frame.caller.login, outcome, etag, frame.now)
            once.answer(session, task_card(session, task))
    except AlreadyAnswered:
        pass  # pressed twice: it is gone already
    return HTMLResponse("")
