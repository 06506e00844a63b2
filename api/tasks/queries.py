"""Reading tasks."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from api.etags import etag
from api.paging import Page, key_of
from api.tasks.schemas import TaskCard
from busline.errors import UnknownNoun
from busline.nouns import TaskState
from busline.record.tables import Resident, Task


def get_task(session: Session, line_id: str, task_id: str) -> Task:
    """Return a task of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    task = session.get(Task, task_id)
    if task is None or task.line_id != line_id:
        raise UnknownNoun("task", task_id)
    return task


def list_tasks(session: Session, line_id: str, states: Collection[TaskState], page: Page) -> list[Task]:
    """Return tasks in one of `states`, the oldest first, one more than fits the page."""
    wanted = (
        select(Task)
        .where(Task.line_id == line_id, Task.state.in_(states))
        .order_by(Task.made_at, Task.id)
        .limit(page.limit + 1)
    )
    if page.after:
        wanted = wanted.where(tuple_(Task.made_at, Task.id) > key_of(page, datetime.fromisoformat, str))
    return list(session.scalars(wanted))


def task_card(session: Session, task: Task) -> TaskCard:
    """Return a task with whom to phone."""
    resident = session.get(Resident, (task.line_id, task.resident_id)) if task.resident_id else None
    columns = {name: getattr(task, name) for name in TaskCard.model_fields if hasattr(task, name)}
    return TaskCard(
        **columns,
        resident_name=resident.name if resident else None,
        phone=resident.phone if resident else None,
        etag=etag(task),
    )
