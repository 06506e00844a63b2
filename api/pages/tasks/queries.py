"""Reading the phone calls to make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.etags import etag
from api.pages.tasks.saying import hints_of, sentence_of
from api.pages.teller import Teller
from busline.nouns import TaskState
from busline.record.tables import Booking, Duty, RequestLeg, Resident, Stop, Task, User

MOST = 60


@dataclass(frozen=True, slots=True)
class TaskView:
    """One phone call as the list shows it: what it is about, and what to say in it, in sentences."""

    id: str
    kind: str
    etag: str
    name: str
    phone: str
    resident_id: str | None
    is_about_ride: bool
    sentence: str
    route: str
    hints: tuple[str, ...]
    claimed_by: str


def open_tasks(session: Session, teller: Teller) -> list[TaskView]:
    """Return the phone calls that are still to be made, the most urgent first: by kind, then by time."""
    wanted = _open(teller.line.id).limit(MOST)
    return [view_of(session, teller, task) for task in session.scalars(wanted)]


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


def view_of(session: Session, teller: Teller, task: Task) -> TaskView:
    """Return one task as it is shown."""
    resident = session.get(Resident, (task.line_id, task.resident_id)) if task.resident_id else None
    start, route = _about_ride(session, task)
    claimer = (
        session.scalar(select(User.name).where(User.login == task.claimed_by)) if task.claimed_by else None
    )
    when = teller.times.moment(start) if start else teller.times.day(task.service_date)
    found = _is_found(task.about)
    expected = _clock(teller, task.about.get("expected_pickup"))
    return TaskView(
        id=task.id,
        kind=task.kind.value,
        etag=etag(task),
        name=resident.name if resident else "",
        phone=resident.phone if resident else "",
        resident_id=task.resident_id,
        is_about_ride=bool(task.booking_id or task.request_id),
        sentence=sentence_of(teller.words, task.kind, when, found=found),
        route=route,
        hints=hints_of(
            teller.words, task.kind, expected, _first_alternative(teller, task.about), found=found
        ),
        claimed_by=claimer or task.claimed_by or "",
    )


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


def _first_alternative(teller: Teller, about: Mapping[str, Any]) -> str:
    """Return the best ride to name on the phone: worked out for the task, offered, or else the nearest."""
    rides = list(about.get("alternatives") or [])
    for leg in about.get("legs") or []:
        rides += [offer["promise"] for offer in leg.get("offers") or []]
    for leg in about.get("legs") or []:
        rides += [near["promise"] for near in (leg.get("why_not") or {}).get("nearest") or []]
    for ride in rides[:1]:
        pickup_from, pickup_to = (datetime.fromisoformat(ride[key]) for key in ("pickup_from", "pickup_to"))
        return teller.times.day_span(pickup_from, pickup_to)
    return ""
