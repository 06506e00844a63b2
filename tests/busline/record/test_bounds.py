"""What is proven about a plan, on both databases."""

from datetime import date

import pytest

from busline.clock import VirtualClock
from busline.nouns import PlanBound
from busline.record.bounds import bound_of, drop_bound, write_bound
from busline.record.engine import Record
from busline.record.leases import FencedOff, take_fencing
from busline.record.plans import PlanTicket, commit_plan
from busline.record.tables import DayPlan, Line

DAY = date(2026, 11, 24)
TWO_PERCENT = PlanBound(van_s=10_200, best_possible_van_s=10_000)
ONE_PERCENT = PlanBound(van_s=10_200, best_possible_van_s=10_100)


@pytest.fixture
def ticket(record: Record, clock: VirtualClock) -> PlanTicket:
    """The ticket of a line whose plan of the day has its first revision."""
    with record.change("tests") as session:
        session.add(
            Line(id="osdorp", name="Osdorp", rules={}, working_time={}, travel={}, created_at=clock.now())
        )
    with record.change("tests") as session:
        fencing = take_fencing(session, "osdorp", "d1", clock.now())
        revision = commit_plan(session, PlanTicket("osdorp", DAY, fencing, 0, "d1"), {}, clock.now())
    return PlanTicket("osdorp", DAY, fencing, revision, "d1")


def write(record: Record, ticket: PlanTicket, bound: PlanBound) -> bool:
    with record.change("tests") as session:
        return write_bound(session, ticket, bound)


def kept(record: Record) -> tuple[int, PlanBound | None]:
    with record.read() as session:
        plan = session.get_one(DayPlan, ("osdorp", DAY))
        return plan.revision, bound_of(plan)


def test_a_bound_is_kept_beside_the_plan_which_stays_as_it_is(record: Record, ticket: PlanTicket) -> None:
    assert kept(record) == (1, None)
    assert write(record, ticket, TWO_PERCENT)
    assert kept(record) == (1, TWO_PERCENT)


def test_only_what_says_more_takes_its_place(record: Record, ticket: PlanTicket) -> None:
    assert write(record, ticket, TWO_PERCENT)
    assert not write(record, ticket, TWO_PERCENT)
    assert write(record, ticket, ONE_PERCENT)
    assert not write(record, ticket, TWO_PERCENT)
    assert kept(record) == (1, ONE_PERCENT)


def test_it_says_nothing_about_the_next_revision(
    record: Record, ticket: PlanTicket, clock: VirtualClock
) -> None:
    write(record, ticket, ONE_PERCENT)
    with record.change("tests") as session:
        commit_plan(session, ticket, {}, clock.now())
    assert kept(record) == (2, None)
    assert not write(record, ticket, ONE_PERCENT)  # it was proven about the revision before
    newer = PlanTicket("osdorp", DAY, ticket.fencing, 2, "d1")
    assert write(record, newer, TWO_PERCENT)  # less than was known, but of another plan
    assert kept(record) == (2, TWO_PERCENT)


def test_a_day_that_nobody_planned_has_none(record: Record, ticket: PlanTicket) -> None:
    elsewhere = PlanTicket("osdorp", date(2026, 11, 25), ticket.fencing, 0, "d1")
    assert not write(record, elsewhere, ONE_PERCENT)


def test_a_dispatcher_that_lost_the_line_writes_none(
    record: Record, ticket: PlanTicket, clock: VirtualClock
) -> None:
    with record.change("tests") as session:
        take_fencing(session, "osdorp", "d2", clock.now())
    with pytest.raises(FencedOff):
        write(record, ticket, ONE_PERCENT)
    assert kept(record) == (1, None)


def test_it_can_be_forgotten(record: Record, ticket: PlanTicket) -> None:
    assert write(record, ticket, ONE_PERCENT)
    with record.change("tests") as session:
        drop_bound(session, "osdorp", DAY)
        drop_bound(session, "osdorp", date(2026, 11, 25))  # a day that nobody planned
    assert kept(record) == (1, None)
    assert write(record, ticket, TWO_PERCENT)  # less than was known, but other plans are possible now
