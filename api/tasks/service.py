"""Claiming a phone call and saying what came of it."""

from datetime import datetime

from api.etags import check_unchanged
from busline.errors import Conflict
from busline.feed.messages import LiveEvent
from busline.nouns import TaskState
from busline.record.engine import WriteSession
from busline.record.tables import Task


class TaskDone(Conflict):
    """Somebody made this phone call already."""

    code = "task-done"


class TaskOfAnother(Conflict):
    """Somebody else is making this phone call."""

    code = "task-of-another"


def claim(session: WriteSession, task: Task, who: str, if_match: str) -> None:
    """Let `who` make the phone call; whoever has seen who claimed it before may take it over.

    Raises
    ------
    StaleEdit
        If the task changed since it was read.
    TaskDone
        If the call was made.
    """
    check_unchanged(task, if_match)
    _check_open(task)
    task.state = TaskState.CLAIMED
    task.claimed_by = who
    session.flush()
    _tell(session, task)


def finish(session: WriteSession, task: Task, who: str, outcome: str, if_match: str, now: datetime) -> None:
    """Close the task with what came of it.

    Raises
    ------
    StaleEdit
        If the task changed since it was read.
    TaskDone
        If it was closed before.
    TaskOfAnother
        If somebody else claimed it: claim it first.
    """
    check_unchanged(task, if_match)
    _check_open(task)
    if task.claimed_by not in (None, who):
        raise TaskOfAnother(
            f"{task.claimed_by} makes this phone call. Take it over first.", claimed_by=task.claimed_by
        )
    task.state = TaskState.DONE
    task.claimed_by = who
    task.outcome = outcome
    task.done_at = now
    session.flush()
    _tell(session, task)


def _check_open(task: Task) -> None:
    if task.state is TaskState.DONE:
        raise TaskDone("This phone call was made already.", by=task.claimed_by or "")


def _tell(session: WriteSession, task: Task) -> None:
    event = LiveEvent(line_id=task.line_id, topic="tasks", service_date=task.service_date, ids=(task.id,))
    session.tell(task.line_id, "live", event.model_dump(mode="json"))
