"""Claiming a phone call, giving it back, trying again, and saying what came of it."""

from datetime import datetime

from sqlalchemy import delete

from api.etags import check_unchanged
from busline.days import iso_z
from busline.errors import Conflict, Fault, InvalidInput
from busline.feed.telling import tell_pages
from busline.nouns import TaskEnd, TaskState, TaskTry
from busline.record.engine import WriteSession
from busline.record.tables import AlarmPlace, Task


class TaskDone(Conflict):
    """Somebody made this phone call already."""

    code = "task-done"


class TaskOfAnother(Conflict):
    """Somebody else is making this phone call."""

    code = "task-of-another"


def claim(session: WriteSession, task: Task, who: str, if_match: str, now: datetime) -> None:
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
    task.claimed_at = now
    task.again_at = None
    session.flush()
    tell(session, task)


def give_back(session: WriteSession, task: Task, who: str, if_match: str) -> None:
    """Let anybody make the phone call that `who` had claimed.

    Raises
    ------
    StaleEdit, TaskDone, TaskOfAnother
        As in `finish`.
    """
    check_own(task, who, if_match)
    _free(task)
    session.flush()
    tell(session, task)


def try_again(
    session: WriteSession,
    task: Task,
    who: str,
    what: TaskTry,
    again_at: datetime,
    if_match: str,
    now: datetime,
) -> None:
    """Keep that a call was made in vain; the task rests until `again_at`, then anybody may make it.

    Raises
    ------
    StaleEdit, TaskDone, TaskOfAnother
        As in `finish`.
    InvalidInput
        If `again_at` is past.
    """
    check_own(task, who, if_match)
    if again_at <= now:
        said = "Name a later time than now."
        raise InvalidInput(said, faults=[Fault("again_at", said, "time-past")])
    task.tries = [*task.tries, {"at": iso_z(now), "by": who, "what": what.value}]
    task.again_at = again_at
    _free(task)
    session.flush()
    tell(session, task)


def finish(
    session: WriteSession,
    task: Task,
    who: str,
    outcome: str,
    if_match: str,
    now: datetime,
    ended: TaskEnd = TaskEnd.REACHED,
) -> None:
    """Close the task with what came of it; where an alarm came from is forgotten.

    Raises
    ------
    StaleEdit
        If the task changed since it was read.
    TaskDone
        If it was closed before.
    TaskOfAnother
        If somebody else claimed it: claim it first.
    """
    check_own(task, who, if_match)
    task.state = TaskState.DONE
    task.claimed_by = who
    task.outcome = outcome
    task.ended = ended
    task.again_at = None
    task.done_at = now
    session.execute(delete(AlarmPlace).where(AlarmPlace.task_id == task.id))
    session.flush()
    tell(session, task)


def check_own(task: Task, who: str, if_match: str) -> None:
    """Let somebody go on with a phone call that is open, unchanged, and nobody else's.

    Raises
    ------
    StaleEdit, TaskDone, TaskOfAnother
        As in `finish`.
    """
    check_unchanged(task, if_match)
    _check_open(task)
    if task.claimed_by not in (None, who):
        raise TaskOfAnother(
            f"{task.claimed_by} makes this phone call. Take it over first.", claimed_by=task.claimed_by
        )


def tell(session: WriteSession, task: Task) -> None:
    """Let the pages know that a task has changed."""
    tell_pages(session, task.line_id, "tasks", service_date=task.service_date, ids=(task.id,))


def _free(task: Task) -> None:
    task.state = TaskState.OPEN
    task.claimed_by = None
    task.claimed_at = None


def _check_open(task: Task) -> None:
    if task.state is TaskState.DONE:
        raise TaskDone("This phone call was made already.", by=task.claimed_by or "")
