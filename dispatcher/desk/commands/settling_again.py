"""Runs whose duties are not what they were: a driver who owes other breaks, a line with new data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.feed.messages import Done
from busline.record.tables import DayPlan, Run
from dispatcher.day.rescuing.disruption import rescue
from dispatcher.day.rescuing.resting import with_rest_in_time
from dispatcher.desk.committing import Decision
from dispatcher.desk.news import is_news

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_again(
    desk: LineDesk,
    service_date: date,
    duty_ids: Collection[str] | None = None,
    *,
    who: str,
    why: str,
    least_s: int = 0,
) -> int | None:
    """Give the runs of some duties, or of a whole day, the times that follow from how things are now.

    Rides move to other duties where that keeps their promise, also to let a driver rest in time. Where
    nothing keeps a promise, it becomes a phone call. Times that move by less than `least_s` seconds are no
    reason to change anything.

    Returns
    -------
    How many calls that makes; None where nothing changes.
    """
    planned = None if duty_ids is None else _with_runs(desk, duty_ids)
    if planned is not None and not planned:
        return None
    before = desk.day(service_date)
    driven = [
        duty.id for duty in before.duties.values() if duty.drives and (planned is None or duty.id in planned)
    ]
    rested = with_rest_in_time(desk.line, before, driven, desk.now)
    everything = planned is None or rested is not before
    rescued = rescue(desk.line, rested, desk.now, None if everything else driven)
    if not is_news(desk, before, rescued.day, rescued.calls, least_s=least_s):
        return None

    desk.commit(Decision(rescued.day, Done(), calls=rescued.calls, who=who, why=why))
    return len(rescued.calls)


def planned_days(desk: LineDesk) -> Sequence[date]:
    """Return the days from today on that anything was ever planned on, in order."""
    with desk.record.read() as session:
        return session.scalars(
            select(DayPlan.service_date)
            .where(DayPlan.line_id == desk.owner.line_id, DayPlan.service_date >= desk.today)
            .order_by(DayPlan.service_date)
        ).all()


def _with_runs(desk: LineDesk, duty_ids: Collection[str]) -> Collection[str]:
    """Return those of some duties that anything was ever planned on: most of a roster's are new."""
    with desk.record.read() as session:
        return session.scalars(select(Run.duty_id).where(Run.duty_id.in_(duty_ids))).all()
