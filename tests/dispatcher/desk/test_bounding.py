"""Keeping what was proven about a day's plan."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply
from busline.nouns import PlanBound
from busline.record import tables as t
from busline.record.bounds import bound_of
from busline.record.engine import Record
from busline.record.leases import FencedOff
from dispatcher.desk.bounding import keep_bound
from dispatcher.desk.framing import frame_day
from dispatcher.desk.line_desk import LineDesk
from dispatcher.planning.route_times import plan_van_s
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import TUESDAY, ask
from tests.dispatcher.desk.test_answering import booked

Tell = Callable[..., AnyReply]


def planned(desk: LineDesk, tell: Tell, record: Record, clock: VirtualClock) -> tuple[int, PlanBound]:
    """Book a ride; return the plan's revision, and that there is no better plan for one ride."""
    booked(tell, ask(record, clock))
    day = desk.day(TUESDAY)
    framing = frame_day(desk.line, day, desk.now)
    van_s = plan_van_s(framing.problem, framing.plan)
    # From the base over a to c and back: half an hour of driving, and a minute at either stop.
    assert van_s == 1920
    return day.revision, PlanBound(van_s=van_s, best_possible_van_s=van_s)


def test_a_bound_is_kept_and_told_to_pages_and_the_plan_goes_on(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    revision, bound = planned(desk, tell, small_record, clock)
    assert keep_bound(desk, TUESDAY, revision, bound)
    with small_record.read() as session:
        plan = session.get_one(t.DayPlan, ("small", TUESDAY))
        assert (plan.revision, bound_of(plan)) == (revision, bound)
        told = session.scalars(
            select(t.OutboxMessage).where(t.OutboxMessage.channel == "live").order_by(t.OutboxMessage.seq)
        ).all()
        assert told[-1].message["topic"] == "plan"
    # The desk plans on over it, and then it is about an older plan.
    booked(tell, ask(small_record, clock, resident="bob"))
    with small_record.read() as session:
        assert bound_of(session.get_one(t.DayPlan, ("small", TUESDAY))) is None


def test_a_bound_for_a_plan_that_has_moved_on_is_dropped(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    revision, bound = planned(desk, tell, small_record, clock)
    assert not keep_bound(desk, TUESDAY, revision - 1, bound)


def test_a_desk_that_lost_its_line_keeps_none(
    desk: LineDesk, service: LineService, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    revision, bound = planned(desk, tell, small_record, clock)
    service.open_desk()
    with pytest.raises(FencedOff):
        keep_bound(desk, TUESDAY, revision, bound)
