"""Runs whose duties are not what they were: a driver who owes other breaks, a line with new data."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from busline.feed.messages import Done
from busline.record.engine import WriteSession
from dispatcher.desk.committing import Decision
from dispatcher.desk.disruption import rescue
from dispatcher.desk.resting import with_rest_in_time
from dispatcher.desk.rows import write_calls

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_again(
    desk: LineDesk, service_date: date, duty_ids: Collection[str] | None = None, *, who: str, why: str
) -> int | None:
    """Give the runs of some duties, or of a whole day, the times that follow from how things are now.

    Rides move to other duties where that keeps their promise, also to let a driver rest in time. Where
    nothing keeps a promise, it becomes a phone call.

    Returns
    -------
    How many calls that makes; None where nothing changes.
    """
    before = desk.day(service_date)
    driven = [
        duty.id
        for duty in before.duties.values()
        if (duty_ids is None or duty.id in duty_ids)
        and duty.drives
        and any(visit.ride for visit in duty.order)
    ]
    if duty_ids is not None and not driven:
        return None
    rested = with_rest_in_time(desk.line, before, driven, desk.now)
    everything = duty_ids is None or rested is not before
    rescued = rescue(desk.line, rested, desk.now, None if everything else driven)
    moved = any(duty.halts != before.duties[duty.id].halts for duty in rescued.day.duties.values())
    if not moved and not rescued.calls:
        return None

    def write(session: WriteSession) -> None:
        write_calls(session, desk.owner.line_id, rescued.day, rescued.calls, desk.clock.now())

    topics = ("plan", "tasks") if rescued.calls else ("plan",)
    desk.commit(Decision(rescued.day, Done(), write, topics, who=who, why=why))
    return len(rescued.calls)
