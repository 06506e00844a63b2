"""What a driver tells people: a task for the coordinators, a reading for the lender.

It is done where the report is stored, so that nobody waits for the planning to hear of it.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.tasks.service import tell
from busline.lending.odometer import require_likely
from busline.nouns import DriverEventKind, TaskKind, TaskState
from busline.nouns.lending import HandoverKind
from busline.record.engine import WriteSession
from busline.record.tables import AlarmPlace, Booking, DriverEvent, Duty, Handover, Task

TASKS = {
    DriverEventKind.EMERGENCY: TaskKind.EMERGENCY,
    DriverEventKind.LATE: TaskKind.DRIVER_LATE,
    DriverEventKind.VAN_FULL: TaskKind.VAN_FULL,
}
READINGS = {
    DriverEventKind.ODOMETER_OUT: HandoverKind.OUT,
    DriverEventKind.ODOMETER_BACK: HandoverKind.BACK,
}
# What is told again within this time is news of the same thing: where the phone is, or other minutes.
SAME = timedelta(minutes=15)


def pass_on(
    session: WriteSession, event: DriverEvent, who: str, place: tuple[float, float] | None = None
) -> None:
    """Do what follows from a new report for people; nothing follows from most.

    An alarm's `place`, latitude and longitude, stands beside its task for as long as that is open.

    Raises
    ------
    UnlikelyOdometer
        If the kilometres can't be right.
    """
    duty = session.get_one(Duty, event.duty_id)
    if event.kind in TASKS:
        task = _make_task(session, event, duty)
        if place is not None:
            lat, lon = place
            session.merge(AlarmPlace(task_id=task.id, lat=lat, lon=lon, at=event.happened_at))
        tell(session, task)
    if event.kind in READINGS and event.odometer_km is not None:
        require_likely(session, duty.line_id, duty.van_id, event.odometer_km)
        session.add(
            Handover(
                line_id=duty.line_id,
                van_id=duty.van_id,
                kind=READINGS[event.kind],
                at=event.happened_at,
                by=who,
                odometer_km=event.odometer_km,
                energy_percent=None,
                faults_found=[],
            )
        )


def _make_task(session: WriteSession, event: DriverEvent, duty: Duty) -> Task:
    about = _about(event, duty)
    task = _open_task(session, event)
    if task is None:
        booking = session.get(Booking, event.booking_id) if event.booking_id else None
        task = Task(
            line_id=event.line_id,
            kind=TASKS[event.kind],
            service_date=duty.service_date,
            resident_id=booking.resident_id if booking else None,
            booking_id=event.booking_id,
            duty_id=duty.id,
            about=about,
            made_at=event.received_at,
        )
        session.add(task)
    else:
        task.about = {**task.about, **about}
    session.flush()
    return task


def _open_task(session: WriteSession, event: DriverEvent) -> Task | None:
    return session.scalars(
        select(Task)
        .where(
            Task.duty_id == event.duty_id,
            Task.kind == TASKS[event.kind],
            Task.booking_id == event.booking_id,
            Task.state != TaskState.DONE,
            Task.made_at > event.received_at - SAME,
        )
        .limit(1)
        .with_for_update()  # one that is being closed is done: a new alarm is never put away with it
    ).first()


def _about(event: DriverEvent, duty: Duty) -> dict[str, Any]:
    told: dict[str, Any] = {"driver_id": event.driver_id, "van_id": duty.van_id, "stop_id": event.stop_id}
    told |= {"minutes": event.minutes}
    return {name: value for name, value in told.items() if value is not None}
