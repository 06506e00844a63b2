"""Joining and leaving the waiting list, and booking the place that is held.

What the record says is told to planning after the commit: it lets go of what is held, and offers anew.
"""

from fastapi import Response

from api.idempotency import Once
from api.planning import ask, envelope
from api.tasks.service import check_own, finish
from api.waiting.queries import get_entry
from busline.errors import Conflict
from busline.feed.messages import ConfirmWaiting, WaitingListChanged
from busline.feed.telling import tell_pages
from busline.nouns import TaskEnd, WaitingState
from busline.record.engine import WriteSession
from busline.record.tables import Task, WaitingEntry
from busline.record.waiting import OPEN, WaitingWish, join, set_waiting_state


class PlaceGone(Conflict):
    """Nothing is held for this request any more."""

    code = "place-gone"


def wait(once: Once, session: WriteSession, line_id: str, request_id: str, wish: WaitingWish) -> WaitingEntry:
    """Put a request on the waiting list.

    Raises
    ------
    UnknownNoun, NothingToWaitFor, TooLateToWait, InvalidInput
        As `busline.record.waiting.join`.
    """
    now = once.services.clock.now()
    entry = join(session, line_id, request_id, wish, who=once.caller.login, now=now)
    _tell(once, session, entry)
    return entry


def leave(once: Once, session: WriteSession, line_id: str, request_id: str) -> WaitingEntry:
    """Take a request off the waiting list; what is held for it is offered to the next. Twice is once.

    Raises
    ------
    UnknownNoun
        If it never was on it.
    """
    entry = get_entry(session, line_id, request_id)
    if entry.state in OPEN:
        set_waiting_state(entry, WaitingState.LEFT, once.services.clock.now())
        session.flush()
        _tell(once, session, entry)
    return entry


def decline(once: Once, session: WriteSession, task: Task, etag: str, outcome: str) -> None:
    """Take somebody off the waiting list who was phoned and wants the place no more; the call is done.

    Raises
    ------
    StaleEdit, TaskDone, TaskOfAnother
        As in `api.tasks.service.finish`.
    UnknownNoun
        If the call is not about a place from the waiting list.
    """
    leave(once, session, task.line_id, task.request_id or "")
    finish(session, task, once.caller.login, outcome, etag, once.services.clock.now(), TaskEnd.REACHED)


def confirm_place(
    once: Once, line_id: str, request_id: str, *, task: Task | None = None, etag: str = "", outcome: str = ""
) -> Response:
    """Book what is held for a request, and finish the phone call about it; the answer is a `Confirmed`.

    Raises
    ------
    PlaceGone
        If nothing is held any more.
    StaleEdit, TaskDone, TaskOfAnother
        If somebody else is at that phone call.
    Away
        If planning is away: nothing is promised.
    CommandFailed
        If the place is gone.
    """
    with once.services.record.read() as session:
        entry = get_entry(session, line_id, request_id)

    def check(session: WriteSession) -> None:
        if get_entry(session, line_id, request_id).state is not WaitingState.OFFERED:
            raise PlaceGone("Nothing is held for this request any more. Look for another ride.")
        if task is not None:
            check_own(session.get_one(Task, task.id), once.caller.login, etag)

    command = ConfirmWaiting(
        **envelope(once, line_id),
        waiting_id=entry.id,
        task_id=task.id if task else None,
        outcome=outcome,
    )
    return ask(once, command, check)


def _tell(once: Once, session: WriteSession, entry: WaitingEntry) -> None:
    line_id = entry.line_id
    # Under no key: each change is one, however the wish was sent.
    command = WaitingListChanged(**envelope(once, line_id) | {"idempotency_key": None})
    session.tell(line_id, "commands", command.model_dump(mode="json"))
    tell_pages(session, line_id, "tasks", service_date=entry.service_date)
