"""What is news of a day that was settled again: runs that move notably, rides to phone about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.nouns import TaskKind
from busline.record.tables import Task
from dispatcher.day.day import Day, Halt
from dispatcher.day.rescuing.disruption import CallToMake

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

# Expected times that move less are not worth a new revision of the plan.
WORTH_TELLING_S = 60


def is_news(
    desk: LineDesk, before: Day, after: Day, calls: Collection[CallToMake], *, least_s: int = WORTH_TELLING_S
) -> bool:
    """Tell whether a rescued day is worth a new revision: another run, or a call that is not known yet.

    Times that move by less than `least_s` seconds make no other run.
    """
    return _has_moved(before, after, least_s) or not _are_known(desk, after.date, calls)


def _has_moved(before: Day, after: Day, least_s: int) -> bool:
    return any(
        _differ(before.duties[duty.id].halts, duty.halts, least_s)
        for duty in after.duties.values()
        if duty.halts != before.duties[duty.id].halts
    )


def _are_known(desk: LineDesk, service_date: date, calls: Collection[CallToMake]) -> bool:
    """Tell whether each ride that will be late was put on the coordinators' list before."""
    if not calls:
        return True
    with desk.record.read() as session:
        known = session.scalars(
            select(Task.booking_id).where(
                Task.line_id == desk.owner.line_id,
                Task.kind == TaskKind.PROMISE_AT_RISK,
                Task.service_date == service_date,
            )
        ).all()
    return {call.booking_id for call in calls} <= set(known)


def _differ(before: tuple[Halt, ...], after: tuple[Halt, ...], least_s: int) -> bool:
    return len(before) != len(after) or any(
        old.stop != new.stop or old.board != new.board or abs(old.arrive - new.arrive) >= least_s
        for old, new in zip(before, after, strict=True)
    )
