"""Taking in a line's new data: new driving times or rules must not move a ride outside its promise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.feed.messages import Done
from busline.record.engine import WriteSession
from busline.record.tables import DayPlan
from dispatcher.desk.committing import Decision
from dispatcher.desk.disruption import rescue
from dispatcher.desk.rows import write_calls

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_planned_days(desk: LineDesk) -> list[date]:
    """Give every run from today on the times that follow from the line as it is now; return the days changed.

    Rides move to other duties where that keeps their promise; where nothing does, it becomes a phone call.
    """
    return [day for day in _planned_days(desk) if _settle_again(desk, day)]


def _settle_again(desk: LineDesk, service_date: date) -> bool:
    before = desk.day(service_date)
    rescued = rescue(desk.line, before, desk.now)
    moved = any(duty.halts != before.duties[duty.id].halts for duty in rescued.day.duties.values())
    if not moved and not rescued.calls:
        return False

    def write(session: WriteSession) -> None:
        write_calls(session, desk.owner.line_id, rescued.day, rescued.calls, desk.clock.now())

    topics = ("plan", "tasks") if rescued.calls else ("plan",)
    desk.commit(Decision(rescued.day, Done(), write, topics, why="the line's data changed"))
    return True


def _planned_days(desk: LineDesk) -> list[date]:
    with desk.record.read() as session:
        return list(
            session.scalars(
                select(DayPlan.service_date)
                .where(DayPlan.line_id == desk.owner.line_id, DayPlan.service_date >= desk.today)
                .order_by(DayPlan.service_date)
            )
        )
