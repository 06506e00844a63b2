"""Windows, duties and drivers for days to come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.feed.messages import Done, RosterDays
from busline.feed.telling import tell_pages
from busline.record.bounds import drop_bound
from busline.record.spans import days_between
from busline.record.tables import Duty
from busline.record.windows import make_windows
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.roster.days import RosterResult, roster_days

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def roster(desk: LineDesk, command: RosterDays) -> Done:
    """Make the windows of a span of days and put drivers on them, each day in a transaction of its own.

    The solver works inside the transaction, so a long span at once would keep every other writer waiting.
    """
    result = RosterResult()
    for service_date in days_between(command.from_day, command.to_day):
        result += _roster(desk, service_date, command.actor, "roster")
    return Done(result={"made": len(result.made), "open": len(result.open)})


def staff_if_new(desk: LineDesk, service_date: date) -> bool:
    """Make the windows and duties of a day that has none yet, once; tell whether that was done now."""
    if service_date in desk.staffed or service_date < desk.today:
        return False
    desk.staffed.add(service_date)
    with desk.record.read() as session:
        known = session.scalar(
            select(Duty.id)
            .where(Duty.line_id == desk.owner.line_id, Duty.service_date == service_date)
            .limit(1)
        )
    if known is not None and not desk.line_is_new:
        return False
    _roster(desk, service_date, "dispatcher", "roster of a new day")
    return True


def _roster(desk: LineDesk, day: date, who: str, why: str) -> RosterResult:
    with desk.change(who, why) as session:
        make_windows(session, desk.owner.line_id, day, day)
        result = roster_days(session, desk.owner.line_id, day, day, now=desk.clock.now())
        drop_bound(session, desk.owner.line_id, day)
        tell_pages(session, desk.owner.line_id, "plan", service_date=day)
    desk.forget(day)
    changed = {change.duty_id for change in result.changes} | set(result.moved)
    settle_again(desk, day, changed, who=who, why=why)  # another driver owes other breaks
    return result
