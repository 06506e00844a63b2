"""Reading the phone calls to make."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from api.etags import etag
from api.pages.tasks.alternatives import alternatives_of
from api.pages.tasks.cause import over
from api.pages.tasks.claims import claim_of, tries_of
from api.pages.tasks.from_lender import told_of_calendar
from api.pages.tasks.from_van import FROM_VAN, Told, told_from_van
from api.pages.tasks.saying import aloud, hints_of, place_aloud, place_news, sentence_of
from api.pages.tasks.views import TaskView
from api.pages.teller import Teller
from busline.nouns import TaskKind, TaskState, WaitingState
from busline.record.tables import Booking, Driver, Duty, RequestLeg, Resident, Stop, Task, WaitingEntry

__all__ = ["TaskView", "open_tasks", "open_tasks_of_day", "view_of"]

MOST = 60


def open_tasks(session: Session, teller: Teller, reader: str = "") -> list[TaskView]:
    """Return the phone calls that are still to be made, the most urgent first: by kind, then by time.

    Those that rest come last. `reader` is the login of who looks.
    """
    alarm = case((Task.kind == TaskKind.EMERGENCY, 0), else_=1)
    rests = func.coalesce(Task.again_at, teller.now) > teller.now
    order = (rests, alarm, Task.service_date, Task.made_at)
    wanted = _open(teller.line.id).order_by(None).order_by(*order).limit(MOST)
    return [view_of(session, teller, task, reader) for task in session.scalars(wanted)]


def open_tasks_of_day(session: Session, teller: Teller, day: date) -> list[TaskView]:
    """Return all phone calls that are still to be made about one day."""
    wanted = _open(teller.line.id).where(Task.service_date == day)
    return [view_of(session, teller, task) for task in session.scalars(wanted)]


def _open(line_id: str) -> Select[Task]:
    return (
        select(Task)
        .where(Task.line_id == line_id, Task.state != TaskState.DONE)
        .order_by(Task.service_date, Task.made_at)
    )


def view_of(session: Session, teller: Teller, task: Task, reader: str = "") -> TaskView:
    """Return one task as it is shown to `reader`."""
    resident = session.get(Resident, (task.line_id, task.resident_id)) if task.resident_id else None
    driver = session.get(Driver, (task.line_id, task.about["driver"])) if "driver" in task.about else None
    told = _told(session, teller, task)
    called = resident or told or driver
    start, route = _about_ride(session, task)
    claimer, claim = claim_of(session, teller, task)
    when = teller.times.moment(start) if start else teller.times.day(task.service_date)
    found = _is_found(task.about)
    expected = _clock(teller, task.about.get("expected_pickup"))
    alternatives = alternatives_of(teller, task.about, task.service_date)
    others = [one.when for one in alternatives]
    entry = _entry(session, task)
    say = place_aloud(teller, entry) or aloud(teller.words, task.kind, when, expected, others)
    if task.kind is TaskKind.MESSAGE_UNDELIVERED:
        say = task.about["say"]  # what the message would have said
    hints = hints_of(teller.words, task.kind, expected, next(iter(others), ""), found=found)
    return TaskView(
        id=task.id,
        kind=task.kind.value,
        etag=etag(task),
        name=called.name if called else "",
        phone=called.phone if called else "",
        resident_id=task.resident_id,
        is_about_ride=bool(task.booking_id or task.request_id),
        sentence=told.sentence
        if told
        else sentence_of(teller.words, task.kind, when, found=found, is_driver=driver is not None),
        route=route,
        hints=(*told.hints, *hints) if told else hints,
        claimed_by=claimer,
        say=say,
        alternatives=alternatives,
        over=over(session, teller.words, task, entry),
        place=entry is not None and entry.state is WaitingState.OFFERED,
        news=place_news(teller, entry, task.about),
        tries=tries_of(teller, task),
        is_mine=bool(reader) and task.claimed_by == reader,
        claim=claim,
        again_at=task.again_at if task.again_at and task.again_at > teller.now else None,
    )


def _told(session: Session, teller: Teller, task: Task) -> Told | None:
    """Return what somebody else than a resident has told, or would have to be told."""
    if task.kind is TaskKind.CALENDAR_UNREAD:
        return told_of_calendar(session, teller, task)
    return told_from_van(session, teller, task) if task.kind in FROM_VAN else None


def _entry(session: Session, task: Task) -> WaitingEntry | None:
    if task.kind is not TaskKind.WAITING_LIST:
        return None
    return session.scalar(select(WaitingEntry).where(WaitingEntry.request_id == task.request_id))


def _about_ride(session: Session, task: Task) -> tuple[datetime | None, str]:
    """Return when the ride that a task is about begins, and from where to where it goes."""
    if task.booking_id is not None and (booking := session.get(Booking, task.booking_id)):
        return booking.pickup_from, _route(session, task.line_id, booking.from_stop_id, booking.to_stop_id)
    if task.request_id is not None:
        leg = session.scalars(
            select(RequestLeg).where(RequestLeg.request_id == task.request_id).order_by(RequestLeg.wanted_at)
        ).first()
        if leg is not None:
            return leg.wanted_at, _route(session, task.line_id, leg.from_stop_id, leg.to_stop_id)
    if task.duty_id is not None and (duty := session.get(Duty, task.duty_id)):
        return duty.starts_at, ""
    return None, ""


def _route(session: Session, line_id: str, origin: str, destination: str) -> str:
    names = [stop.name for key in (origin, destination) if (stop := session.get(Stop, (line_id, key)))]
    return " → ".join(names)


def _clock(teller: Teller, moment: Any) -> str:
    return teller.times.clock(datetime.fromisoformat(moment)) if isinstance(moment, str) else ""


def _is_found(about: Mapping[str, Any]) -> bool:
    """Tell whether a stored request found a ride, on whichever way."""
    return any(leg.get("offers") for leg in about.get("legs") or [])
