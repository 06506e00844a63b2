"""What the desk does by itself as time passes: late vans, stored requests, days without a roster."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import and_, func, or_, select

from busline.feed.messages import Done, DriverEventRecorded, QuoteRequest
from busline.feed.telling import tell_pages
from busline.nouns import DutyState, RequestState, TaskKind, TaskState
from busline.record.driver_events import OVERRUN
from busline.record.drivers_before import lost_driver_at
from busline.record.engine import ReadSession
from busline.record.tables import DriverEvent, Duty, Request, Task
from busline.record.tables.base import new_id
from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.desk.commands import answering, reporting
from dispatcher.desk.commands.disrupting import release_open_duties
from dispatcher.desk.committing import Decision
from dispatcher.desk.news import is_news

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()

# A caller who has waited this long has hung up: the answer becomes a call back.
PATIENCE = timedelta(seconds=20)


def follow_time(desk: LineDesk) -> None:
    """Let vans that should have reported by now be late, and say whom that touches.

    Those of yesterday that are still under way are followed too, until some hours after their end.
    """
    yesterday = desk.day_of(desk.clock.now() - OVERRUN)
    if yesterday < desk.today:
        day = desk.kept_day(yesterday)
        if out := [duty.id for duty in day.duties.values() if _is_out(duty, desk.now)]:
            _follow(desk, day, out)
    day = desk.kept_day(desk.today)
    if day.has_begun(desk.now):
        _follow(desk, day)


def _is_out(duty: DutyOnDay, now: int) -> bool:
    return duty.state is DutyState.UNDER_WAY and now < duty.ends_at + OVERRUN.total_seconds()


def _follow(desk: LineDesk, day: Day, duty_ids: Collection[str] | None = None) -> None:
    rescued = rescue(desk.line, day, desk.now, duty_ids)
    if not is_news(desk, day, rescued.day, rescued.calls):
        return

    why = "time passed without a report"
    desk.commit(Decision(rescued.day, Done(), calls=rescued.calls, why=why))


def release_late_open_duties(desk: LineDesk) -> None:
    """Free rides from duties of today and tomorrow for which no driver was found in time."""
    for service_date in (desk.today, desk.today + timedelta(days=1)):
        release_open_duties(desk, service_date)


def open_next_day(desk: LineDesk) -> bool:
    """Read, and staff where it is new, the first day ahead not in memory; tell whether there was one."""
    known = {day.date for day in desk.loaded}
    for ahead in range(desk.line.rules.horizon_days + 1):
        service_date = desk.today + timedelta(days=ahead)
        if service_date not in known:
            desk.day(service_date)
            return True
    return False


def tell_open_duties(desk: LineDesk) -> None:
    """Put duties that carry promised rides but have no driver on the coordinators' list.

    Once each, and once more each time that such a duty has lost a driver since.
    """
    waiting = {
        duty.id: day.date
        for day in desk.loaded
        for duty in day.duties.values()
        if duty.state is DutyState.OPEN and any(visit.ride in day.bookings for visit in duty.order)
    }
    if not waiting:
        return
    with desk.record.read() as session:
        new = waiting.keys() - _told_open(session, waiting)
    if not new:
        return
    line_id, now = desk.owner.line_id, desk.clock.now()
    with desk.change("dispatcher", "rides were promised, and nobody drives them yet") as session:
        for duty_id in sorted(new):
            session.add(
                Task(
                    line_id=line_id,
                    kind=TaskKind.OPEN_DUTY,
                    state=TaskState.OPEN,
                    service_date=waiting[duty_id],
                    duty_id=duty_id,
                    about={"van": desk.day(waiting[duty_id]).duties[duty_id].van_id},
                    made_at=now,
                )
            )
        tell_pages(session, line_id, "tasks")


def wake_tasks(desk: LineDesk) -> int:
    """Put phone calls back on the list whose time has come again; return how many."""
    line_id, now = desk.owner.line_id, desk.clock.now()
    due = select(Task.id).where(Task.line_id == line_id, Task.state != TaskState.DONE, Task.again_at <= now)
    with desk.record.read() as session:
        ids = session.scalars(due).all()
    if not ids:
        return 0
    with desk.change("dispatcher", "it is time to phone again") as session:
        for task in session.scalars(select(Task).where(Task.id.in_(ids))):
            if task.again_at is not None and task.again_at <= now:
                task.again_at = None
        tell_pages(session, line_id, "tasks", ids=ids)
    return len(ids)


def take_waiting_events(desk: LineDesk) -> int:
    """Apply driver events that were stored while nobody listened, oldest first; return how many."""
    with desk.record.read() as session:
        events = session.scalars(
            select(DriverEvent)
            .where(DriverEvent.line_id == desk.owner.line_id, DriverEvent.applied_at.is_(None))
            .order_by(DriverEvent.happened_at, DriverEvent.received_at)
        ).all()
    for event in events:
        reporting.take_event(
            desk,
            DriverEventRecorded(
                id=new_id(),
                line_id=desk.owner.line_id,
                actor=event.driver_id,
                sent_at=desk.clock.now(),
                event_id=event.id,
            ),
        )
    return len(events)


def answer_waiting_requests(desk: LineDesk) -> int:
    """Answer requests whose caller was told that planning was away; each becomes a call back.

    Also those that planning has answered, where the answer reached nobody.
    """
    late = desk.clock.now() - PATIENCE
    with desk.record.read() as session:
        requests = session.scalars(
            select(Request)
            .where(
                Request.line_id == desk.owner.line_id,
                or_(
                    and_(
                        Request.state == RequestState.WAITING,
                        func.coalesce(Request.typed_at, Request.made_at) < late,
                    ),
                    and_(Request.state != RequestState.CONFIRMED, Request.call_back_since < late),
                ),
                Request.standing_id.is_(None),  # nobody waits for those on the phone
                Request.service_date >= desk.today,
            )
            .order_by(Request.made_at)
        ).all()
    for request in requests:
        answer_late(desk, request)
    return len(requests)


def answer_late(desk: LineDesk, request: Request) -> None:
    """Quote a stored request and put the answer on the coordinators' list."""
    now = desk.clock.now()
    with desk.change("dispatcher", "to be phoned back") as session:
        # Until the phone call is on the list, whatever becomes of this process.
        row = session.get_one(Request, request.id)
        row.call_back_since = row.call_back_since or now
    answer = answering.hold_offers(
        desk,
        QuoteRequest(
            id=new_id(), line_id=request.line_id, actor="dispatcher", sent_at=now, request_id=request.id
        ),
    )
    with desk.change("dispatcher", "answered after the caller hung up") as session:
        session.get_one(Request, request.id).call_back_since = None
        session.add(
            Task(
                line_id=request.line_id,
                kind=TaskKind.ANSWER_READY,
                state=TaskState.OPEN,
                service_date=request.service_date,
                resident_id=request.resident_id,
                request_id=request.id,
                about={"legs": [leg.model_dump(mode="json") for leg in answer.legs]},
                made_at=now,
            )
        )
        tell_pages(session, request.line_id, "tasks", service_date=request.service_date)


def _told_open(session: ReadSession, duty_ids: Collection[str]) -> set[str]:
    """Return those of `duty_ids` that are on the list, or were put there since they last lost a driver."""
    tasks = session.execute(
        select(Duty.id, Task.state, Task.made_at)
        .join(Task, Task.duty_id == Duty.id)
        .where(Task.kind == TaskKind.OPEN_DUTY, Duty.id.in_(duty_ids))
    ).all()
    lost_at = lost_driver_at(session, {duty_id for duty_id, state, _ in tasks if state is TaskState.DONE})
    return {
        duty_id
        for duty_id, state, made_at in tasks
        if state is not TaskState.DONE or made_at >= lost_at.get(duty_id, made_at)
    }
