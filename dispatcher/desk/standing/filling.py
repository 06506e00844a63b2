"""Filling the days ahead, one a turn: every day that comes into the horizon, and each once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from busline.errors import Away
from busline.record.plans import PlanMoved
from dispatcher.desk.standing.booking import fill
from dispatcher.desk.standing.judging import judge
from dispatcher.desk.standing.looking import look

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

WHO = "standing booking"


def fill_next_day(desk: LineDesk) -> bool:
    """Book the standing bookings of the first day not looked at yet; tell whether there was one."""
    for ahead in range(desk.line.rules.horizon_days):
        service_date = desk.today + timedelta(days=ahead)
        if service_date not in desk.filled:
            # First, so that one that breaks the loop does not keep the days after it from being filled.
            desk.filled.add(service_date)
            try:
                _fill(desk, service_date)
            except (Away, PlanMoved):
                desk.filled.discard(service_date)  # nothing is wrong with the day: it is looked at again
                desk.forget(service_date)
                raise
            return True
    return False


def _fill(desk: LineDesk, service_date: date) -> None:
    with desk.record.read() as session:
        found = look(session, desk.owner.line_id, desk.line.rules, [service_date])
    for standing in found.standings:
        now = desk.clock.now()
        fill(desk, judge(found, standing, service_date, desk.line.zone, now, follows=False), WHO)
