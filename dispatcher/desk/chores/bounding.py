"""Keeping what was proven about a day's plan.

A bound is proven for one problem: the rides, limits and duties of a day at one moment, held offers among
them. It belongs to a plan in the record, which knows no held offers, so it counts only where there were none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import structlog

from busline.feed.telling import tell_pages
from busline.nouns import PlanBound
from busline.record.bounds import write_bound
from busline.record.plans import PlanTicket
from dispatcher.planning.check import check
from dispatcher.planning.problem import DutyFrame, Plan, Problem
from dispatcher.planning.route.route_times import plan_van_s

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


def proven_now(then: Problem, now: Problem, best_possible_van_s: int) -> int | None:
    """Return what is still true `now` of a bound that was proven for `then`; None if nothing is.

    The same rides, and no duty allows more. As time passes a van at its base leaves later, and by the desk's
    timing a route may then take less van time, by as many seconds at most: so much lower is the bound.

    Van time counts from where a van under way is free. Where that has changed the two have no measure in
    common, and nothing of `then` is known of `now`.
    """
    if then.ride_index.keys() != now.ride_index.keys() or then.duty_index.keys() != now.duty_index.keys():
        return None
    if any(ride != then.ride(ride.id) for ride in now.rides):
        return None
    later = [_leaves_later_s(then.duty(duty.id), duty) for duty in now.duties]
    return None if any(one is None for one in later) else best_possible_van_s - sum(one or 0 for one in later)


def _leaves_later_s(then: DutyFrame, now: DutyFrame) -> int | None:
    """Return by how much a van leaves its base later; None if the duty is another in anything else."""
    if then == now:
        return 0
    later_s = now.leave_from - then.leave_from
    is_same = not then.under_way and later_s > 0 and now == replace(then, leave_from=now.leave_from)
    return later_s if is_same else None


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
            tell_pages(session, owner.line_id, "plan", service_date=service_date)
    return kept
