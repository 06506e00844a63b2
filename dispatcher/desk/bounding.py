"""Keeping what was proven about a day's plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from busline.feed.messages import LiveEvent
from busline.nouns import PlanBound
from busline.record.bounds import write_bound
from busline.record.plans import PlanTicket

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def keep_bound(desk: LineDesk, service_date: date, revision: int, bound: PlanBound) -> bool:
    """Keep what was proven about `revision` of a day's plan and let pages show it; tell whether it was kept.

    The plan is not touched and keeps its revision. A bound for a plan that has moved on since, or one that
    says no more than what is known, is dropped: not an error, as proving takes longer than a call.

    Raises
    ------
    FencedOff
        If another dispatcher has taken the line: stop.
    Away
        If the record can't be reached.
    """
    owner = desk.owner
    ticket = PlanTicket(owner.line_id, service_date, owner.fencing, revision, owner.holder)
    with desk.record.change("improver", "the best possible plan is known better") as session:
        kept = write_bound(session, ticket, bound)
        if kept:
            event = LiveEvent(line_id=owner.line_id, topic="plan", service_date=service_date)
            session.tell(owner.line_id, "live", event.model_dump(mode="json"))
    return kept
