"""Committing a day's plan: only by who holds the newest lease, only over the plan it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from busline.days import iso_z
from busline.errors import Conflict
from busline.nouns import Call, CallKind
from busline.record.engine import WriteSession
from busline.record.leases import check_fencing
from busline.record.tables import DayPlan, Run


class PlanMoved(Conflict):
    """The plan in the record is not the one that this change was made from."""

    code = "plan-moved"


@dataclass(frozen=True, slots=True)
class PlanTicket:
    """What a commit must still find: the fencing number of the own lease, the revision it started from."""

    line_id: str
    service_date: date
    fencing: int
    revision: int
    holder: str


def commit_plan(
    session: WriteSession,
    ticket: PlanTicket,
    runs: Mapping[str, Sequence[Call]],
    now: datetime,
) -> int:
    """Write the changed `runs` (by duty) as the next revision of the day's plan and return its number.

    Must stand in the same transaction as the bookings it is for.

    Raises
    ------
    FencedOff
        If another dispatcher has taken the line since.
    PlanMoved
        If the plan has another revision than the ticket's.
    """
    check_fencing(session, ticket.line_id, ticket.fencing)
    plan = session.scalar(
        select(DayPlan)
        .where(DayPlan.line_id == ticket.line_id, DayPlan.service_date == ticket.service_date)
        .with_for_update()
    )
    if (plan.revision if plan else 0) != ticket.revision:
        raise PlanMoved("The plan changed meanwhile.", revision=ticket.revision)
    if plan is None:
        plan = DayPlan(line_id=ticket.line_id, service_date=ticket.service_date, revision=0)
        session.add(plan)
    plan.revision = ticket.revision + 1
    plan.committed_at = now
    plan.committed_by = ticket.holder
    for duty_id, calls in runs.items():
        _write_run(session, duty_id, calls, plan.revision)
    session.flush()
    return plan.revision


def _write_run(session: WriteSession, duty_id: str, calls: Sequence[Call], revision: int) -> None:
    run = session.get(Run, duty_id)
    if run is None:
        run = Run(duty_id=duty_id)
        session.add(run)
    run.revision = revision
    run.calls = [call.model_dump(mode="json") for call in calls]
    run.breaks = [
        {"from": iso_z(call.arrive), "to": iso_z(call.depart)}
        for call in calls
        if call.kind is CallKind.BREAK
    ]
