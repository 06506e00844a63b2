"""What is proven about a day's plan: kept beside it, and true for one revision of it only."""

from datetime import date

from sqlalchemy import select

from busline.nouns import PlanBound
from busline.record.engine import WriteSession
from busline.record.leases import check_fencing
from busline.record.plans import PlanTicket
from busline.record.tables import DayPlan


def write_bound(session: WriteSession, ticket: PlanTicket, bound: PlanBound) -> bool:
    """Keep `bound` for the revision of the ticket; tell whether it was kept.

    It is not where the plan has another revision by now, or where as much was proven before. The revision
    stays as it is: nothing that anybody was promised has changed.

    Raises
    ------
    FencedOff
        If another dispatcher has taken the line since.
    """
    check_fencing(session, ticket.line_id, ticket.fencing)
    plan = session.scalar(
        select(DayPlan)
        .where(DayPlan.line_id == ticket.line_id, DayPlan.service_date == ticket.service_date)
        .with_for_update()
    )
    if plan is None or plan.revision != ticket.revision:
        return False
    known = bound_of(plan)
    if known is not None and not _says_more(bound, known):
        return False
    plan.bound_revision = ticket.revision
    plan.van_s, plan.best_possible_van_s = bound.van_s, bound.best_possible_van_s
    session.flush()
    return True


def drop_bound(session: WriteSession, line_id: str, service_date: date) -> None:
    """Forget what is proven about a day's plan, as other plans are possible now: more duties, other rules."""
    plan = session.get(DayPlan, (line_id, service_date))
    if plan is not None:
        plan.bound_revision = plan.van_s = plan.best_possible_van_s = None


def bound_of(plan: DayPlan | None) -> PlanBound | None:
    """Return what is proven about a plan as it stands; None where nothing is, or only about an older one."""
    if plan is None or plan.bound_revision != plan.revision:
        return None
    if plan.van_s is None or plan.best_possible_van_s is None:
        return None
    return PlanBound(van_s=plan.van_s, best_possible_van_s=plan.best_possible_van_s)


def _says_more(bound: PlanBound, known: PlanBound) -> bool:
    """Tell whether `bound` leaves less of the plan open; the two may have been measured at other times."""
    return bound.best_possible_van_s * known.van_s > known.best_possible_van_s * bound.van_s
