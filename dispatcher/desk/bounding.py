"""Keeping what was proven about a day's plan.

A bound is proven for one problem: the rides, limits and duties of a day at one moment, held offers among
them. It belongs to a plan in the record, which knows no held offers, so it counts only where there were none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import structlog

from busline.feed.messages import LiveEvent
from busline.nouns import PlanBound
from busline.record.bounds import write_bound
from busline.record.plans import PlanTicket
from dispatcher.planning.check import check
from dispatcher.planning.problem import DutyFrame, Plan, Problem
from dispatcher.planning.route_times import plan_van_s

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()


def bound_for(problem: Problem, plan: Plan, best_possible_van_s: int) -> PlanBound | None:
    """Return how far `plan` is from the best possible one; None where it breaks a limit of `problem`.

    Then the bound says nothing about it: a plan that is late may well take less time.
    """
    if check(problem, plan):
        return None
    van_s = plan_van_s(problem, plan)
    if van_s < best_possible_van_s:
        log.error("a plan is better than the best possible", van_s=van_s, best=best_possible_van_s)
        return None
    return PlanBound(van_s=van_s, best_possible_van_s=best_possible_van_s)


def still_proven(then: Problem, now: Problem) -> bool:
    """Tell whether what was proven about `then` is true of `now`: the same rides, and no duty allows more.

    Van time counts from where a van under way is free. Where that has changed the two have no measure in
    common, and nothing of `then` is known of `now`.
    """
    if then.ride_index.keys() != now.ride_index.keys() or then.duty_index.keys() != now.duty_index.keys():
        return False
    rides_same = all(ride == then.ride(ride.id) for ride in now.rides)
    return rides_same and all(_allows_no_more(then.duty(duty.id), duty) for duty in now.duties)


def _allows_no_more(then: DutyFrame, now: DutyFrame) -> bool:
    """Tell whether a duty allows what it did, but that a van at its base leaves later as time passes."""
    if then == now:
        return True
    return not then.under_way and now == replace(then, leave_from=max(then.leave_from, now.leave_from))


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
