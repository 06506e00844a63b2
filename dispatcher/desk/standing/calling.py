"""Standing bookings on the coordinators' list: one that does not fit, and one that no longer matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import structlog

from busline.feed.telling import tell_pages
from busline.nouns import TaskKind, TaskState
from busline.record.engine import WriteSession
from busline.record.tables import StandingBooking, Task

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()


def call_about(
    desk: LineDesk, who: str, standing: StandingBooking, service_date: date, request_id: str | None, why: str
) -> None:
    """Put a standing booking that does not fit on the coordinators' list."""
    with desk.change(who, "no place for a standing booking") as session:
        session.add(
            Task(
                line_id=standing.line_id,
                kind=TaskKind.STANDING_BOOKING,
                state=TaskState.OPEN,
                service_date=service_date,
                resident_id=standing.resident_id,
                request_id=request_id,
                about={"standing": standing.id, "why": why},
                made_at=desk.clock.now(),
            )
        )
        tell_pages(session, standing.line_id, "tasks", service_date=service_date)
    log.info("standing booking does not fit", standing=standing.id, date=str(service_date))


def close_outdated(session: WriteSession, calls: Iterable[Task], now: datetime) -> None:
    """Close phone calls about what a series no longer asks for; the outcome says so."""
    for call in calls:
        row = session.get_one(Task, call.id)
        row.about = {**row.about, "outdated": True}
        if row.state is not TaskState.DONE:
            row.state, row.done_at = TaskState.DONE, now
            row.outcome = "the standing booking was changed"
        tell_pages(session, row.line_id, "tasks", service_date=row.service_date)
