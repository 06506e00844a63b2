"""Taking in a line's new data: new driving times or rules must not move a ride outside its promise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.record.tables import DayPlan
from dispatcher.desk.commands.settling_again import settle_again

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_planned_days(desk: LineDesk) -> list[date]:
    """Give every run from today on the times that follow from the line as it is now; return the days changed.

    Rides move to other duties where that keeps their promise; where nothing does, it becomes a phone call.
    """
    why = "the line's data changed"
    return [
        day for day in _planned_days(desk) if settle_again(desk, day, who="dispatcher", why=why) is not None
    ]


def _planned_days(desk: LineDesk) -> list[date]:
    with desk.record.read() as session:
        return list(
            session.scalars(
                select(DayPlan.service_date)
                .where(DayPlan.line_id == desk.owner.line_id, DayPlan.service_date >= desk.today)
                .order_by(DayPlan.service_date)
            )
        )
