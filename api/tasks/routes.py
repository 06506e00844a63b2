"""Tasks: list, claim, done."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, TaskId
from api.etags import IfMatch, etag, set_etag
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.paging import Listing, WantedPage, cut
from api.problem_docs import EDITING, READING
from api.services import ServicesHere
from api.tasks.queries import get_task, list_tasks, task_card
from api.tasks.schemas import TaskAgain, TaskCard, TaskOutcome
from api.tasks.service import claim, finish, give_back, try_again
from busline.nouns import TaskState

router = APIRouter(prefix="/lines/{line_id}/tasks", tags=["tasks"])
Caretaker = Annotated[Caller, Depends(require(Permission.TASKS))]


@router.get("", operation_id="list_tasks", responses=READING)
def list_all(
    line_id: LineId,
    page: WantedPage,
    _: Caretaker,
    services: ServicesHere,
    state: Annotated[list[TaskState] | None, Query(description="Without it: open and claimed.")] = None,
) -> Listing[TaskCard]:
    """List the phone calls to make, the oldest first."""
    with services.record.read() as session:
        get_line(session, line_id)
        rows = list_tasks(session, line_id, state or [TaskState.OPEN, TaskState.CLAIMED], page)
        return cut(
            rows,
            page,
            lambda task: task_card(session, task),
            lambda task: [task.made_at.isoformat(), task.id],
        )


@router.get("/{task_id}", operation_id="get_task", responses=READING)
def get_one(
    line_id: LineId, task_id: TaskId, _: Caretaker, services: ServicesHere, response: Response
) -> TaskCard:
    """Look at one phone call to make."""
    with services.record.read() as session:
        task = get_task(session, line_id, task_id)
        set_etag(response, task)
        return task_card(session, task)


@router.post("/{task_id}/claim", operation_id="claim_task", responses=EDITING, response_model=TaskCard)
def claim_task(
    line_id: LineId, task_id: TaskId, caller: Caretaker, if_match: IfMatch, once: OnceHere
) -> Response:
    """Say that one makes this phone call; a colleague's is taken over by it."""
    with once.change("claimed") as session:
        task = get_task(session, line_id, task_id)
        claim(session, task, caller.login, if_match, once.services.clock.now())
        return once.answer(session, task_card(session, task), headers={"ETag": etag(task)})


@router.post("/{task_id}/release", operation_id="give_task_back", responses=EDITING, response_model=TaskCard)
def give_task_back(
    line_id: LineId, task_id: TaskId, caller: Caretaker, if_match: IfMatch, once: OnceHere
) -> Response:
    """Let anybody make the phone call that one had claimed."""
    with once.change("given back") as session:
        task = get_task(session, line_id, task_id)
        give_back(session, task, caller.login, if_match)
        return once.answer(session, task_card(session, task), headers={"ETag": etag(task)})


@router.post("/{task_id}/again", operation_id="try_task_again", responses=EDITING, response_model=TaskCard)
def try_task_again(
    line_id: LineId,
    task_id: TaskId,
    again: TaskAgain,
    caller: Caretaker,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Say that nobody was reached; the task rests until it is time to phone again."""
    now = once.services.clock.now()
    with once.change(again.what.value) as session:
        task = get_task(session, line_id, task_id)
        try_again(session, task, caller.login, again.what, again.again_at, if_match, now)
        return once.answer(session, task_card(session, task), headers={"ETag": etag(task)})


@router.post("/{task_id}/done", operation_id="finish_task", responses=EDITING, response_model=TaskCard)
def finish_task(
    line_id: LineId,
    task_id: TaskId,
    done: TaskOutcome,
    caller: Caretaker,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Say what came of the phone call; the task leaves the list."""
    now = once.services.clock.now()
    with once.change(done.outcome) as session:
        task = get_task(session, line_id, task_id)
        finish(session, task, caller.login, done.outcome, if_match, now, done.ended)
        return once.answer(session, task_card(session, task), headers={"ETag": etag(task)})
