"""Commands from the road: a driver's event is in the record, and the plan follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.days import seconds
from busline.errors import Conflict
from busline.feed.messages import Done, DriverEventRecorded, Topic
from busline.nouns import BookingState, DriverEventKind
from busline.record.engine import WriteSession
from busline.record.tables import DriverEvent, Duty
from dispatcher.day.driving import Followed, Reported, follow
from dispatcher.day.rescuing.disruption import Rescued, rescue, strand
from dispatcher.day.rescuing.leaving_behind import leave_behind
from dispatcher.desk.committing import Decision
from dispatcher.desk.finding import find
from dispatcher.desk.rows import write_duties, write_hours, write_states

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

# What makes a “late” from before old news.
NEWER = (
    DriverEventKind.LATE,
    DriverEventKind.ARRIVED,
    DriverEventKind.DEPARTED,
    DriverEventKind.BREAK_START,
    DriverEventKind.CLOCK_OUT,
)
HOURS_EVENTS = frozenset({DriverEventKind.CLOCK_IN, DriverEventKind.BREAK_END, DriverEventKind.CLOCK_OUT})


def take_event(desk: LineDesk, command: DriverEventRecorded) -> Done:
    """Apply a recorded event once; what does not fit the run is kept with the reason."""
    with desk.record.read() as session:
        event = find(session, DriverEvent, command.event_id, "driver event")
        duty = find(session, Duty, event.duty_id, "duty")
    if event.applied_at is not None:
        return Done()
    day = desk.kept_day(duty.service_date)
    at = seconds(event.happened_at)
    late_s = 60 * (event.minutes or 0)
    reported = Reported(event.kind, event.duty_id, event.stop_id, event.booking_id, at, late_s, desk.now)
    if _is_overtaken(desk, event):
        return _keep_only(desk, event)
    try:
        followed = follow(desk.line, day, reported)
    except Conflict as misfit:
        return _keep_only(desk, event, misfit.detail)
    rescued = _settle(desk, followed, reported)

    def write(session: WriteSession) -> None:
        stored = find(session, DriverEvent, event.id, "driver event")
        stored.applied_at = desk.clock.now()
        write_states(session, followed.booking_states)
        broken = [(one, BookingState.BROKEN, desk.now) for one in rescued.broken]
        write_states(session, broken, "the duty ended before this ride")
        write_duties(session, rescued.day, [event.duty_id])
        if event.kind in HOURS_EVENTS:
            write_hours(session, stored)

    topics: tuple[Topic, ...] = ("plan", "hours" if event.kind in HOURS_EVENTS else "bookings")
    who, why, done = event.driver_id, event.kind.value, Done()
    decision = Decision(rescued.day, done, write=write, topics=topics, who=who, why=why, calls=rescued.calls)
    desk.commit(decision, command)
    return done


def _is_overtaken(desk: LineDesk, event: DriverEvent) -> bool:
    """Tell whether a “late” came with what was said or happened after it: it moves and phones nobody."""
    if event.kind is not DriverEventKind.LATE:
        return False
    with desk.record.read() as session:
        later = session.scalar(
            select(DriverEvent.id)
            .where(
                DriverEvent.duty_id == event.duty_id,
                DriverEvent.kind.in_(NEWER),
                DriverEvent.happened_at > event.happened_at,
                DriverEvent.rejected_why.is_(None),
            )
            .limit(1)
        )
    return later is not None


def _settle(desk: LineDesk, followed: Followed, reported: Reported) -> Rescued:
    duty = followed.day.duties[reported.duty_id]
    if reported.kind is DriverEventKind.CLOCK_OUT:
        # Who still waits for this van is not forgotten because its driver went home.
        return strand(desk.line, followed.day, duty, desk.now)
    if reported.kind is DriverEventKind.VAN_FULL:
        return leave_behind(desk.line, followed.day, duty, reported.booking_id or "", desk.now)
    return rescue(desk.line, followed.day, desk.now, [duty.id])


def _keep_only(desk: LineDesk, event: DriverEvent, rejected_why: str | None = None) -> Done:
    """Keep an event that changes no plan; with the reason where it does not fit, which its driver reads."""
    with desk.change(event.driver_id, rejected_why or event.kind.value) as session:
        stored = find(session, DriverEvent, event.id, "driver event")
        stored.applied_at = desk.clock.now()
        stored.rejected_why = rejected_why
        if event.kind in HOURS_EVENTS:
            write_hours(session, stored)
    return Done() if rejected_why is None else Done(result={"rejected": rejected_why})
