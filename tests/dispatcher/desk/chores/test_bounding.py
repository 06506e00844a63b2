"""Keeping what was proven about a day's plan."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply, Command, LineChanged, RosterDays
from busline.nouns import PlanBound
from busline.record import tables as t
from busline.record.bounds import bound_of
from busline.record.engine import Record
from busline.record.leases import FencedOff
from dispatcher.day.framing.framing import frame_day
from dispatcher.desk.chores.bounding import bound_for, keep_bound, proven_now
from dispatcher.desk.line_desk import LineDesk
from dispatcher.planning.check import check
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.route_times import plan_van_s
from dispatcher.planning.search.construct import construct
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

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


NEW_DUTIES = (RosterDays, {"from_day": TUESDAY, "to_day": TUESDAY})
NEW_RULES = (LineChanged, {"what": "rules"})


@pytest.mark.parametrize(("kind", "fields"), [NEW_DUTIES, NEW_RULES], ids=["new duties", "new rules"])
def test_a_bound_is_forgotten_where_other_plans_are_possible_now(
    desk: LineDesk,
    tell: Tell,
    small_record: Record,
    clock: VirtualClock,
    kind: type[Command],
    fields: dict[str, object],
) -> None:
    revision, bound = planned(desk, tell, small_record, clock)
    assert keep_bound(desk, TUESDAY, revision, bound)
    tell(kind, **fields)
    with small_record.read() as session:
        plan = session.get_one(t.DayPlan, ("small", TUESDAY))
        assert (plan.revision, bound_of(plan)) == (revision, None)


# From stop 0 over 1 to 2 and back, 100 s each hop.
ONE_RIDE = Problem(on_a_line(3), (duty("d"), duty("e", under_way=True)), (ride("a", 1, 2),))
DRIVEN = Plan((route("+a", "-a"), ()))


def test_a_bound_is_for_a_plan_that_keeps_the_limits_it_was_proven_for() -> None:
    assert bound_for(ONE_RIDE, DRIVEN, 390) == PlanBound(van_s=400, best_possible_van_s=390)
    hurried = replace(ONE_RIDE, rides=(ride("a", 1, 2, pickup_to=50, dropoff_by=150),))
    assert bound_for(hurried, DRIVEN, 390) is None


def test_a_bound_above_the_plan_is_none() -> None:
    assert bound_for(ONE_RIDE, DRIVEN, 401) is None


def test_what_was_proven_holds_while_nothing_more_is_possible() -> None:
    first, second = ONE_RIDE.duties
    assert proven_now(ONE_RIDE, replace(ONE_RIDE, duties=(first, second)), 390) == 390
    assert proven_now(ONE_RIDE, ONE_RIDE.with_duties(replace(first, leave_from=60)), 390) == 330
    for another in (
        ONE_RIDE.with_rides(ride("b", 1, 2)),
        ONE_RIDE.with_rides(ride("a", 1, 2, dropoff_by=10_001)),
        ONE_RIDE.with_duties(replace(first, back_by=10_001)),
        ONE_RIDE.with_duties(replace(first, leave_from=-60)),
        ONE_RIDE.with_duties(replace(second, leave_from=60)),  # van time counts from another moment
        replace(ONE_RIDE, duties=(*ONE_RIDE.duties, duty("f"))),
        replace(ONE_RIDE, duties=(first,)),
    ):
        assert proven_now(ONE_RIDE, another, 390) is None


@settings(deadline=None, max_examples=60)
@given(
    windows=st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 3_000)), min_size=1, max_size=3),
    leave_from=st.integers(0, 4_000),
)
def test_a_van_that_leaves_its_base_later_saves_no_more_than_that(
    windows: list[tuple[int, int]], leave_from: int
) -> None:
    places = [(1, 2), (2, 3), (3, 1)]
    rides = [
        ride(str(number), *places[number], pickup_from=begin, pickup_to=begin + width)
        for number, (begin, width) in enumerate(windows)
    ]
    then = Problem(on_a_line(4), (duty("d"),), tuple(rides))
    plan = construct(then)
    now = then.with_duties(replace(then.duties[0], leave_from=leave_from))
    if not check(now, plan):
        # What it takes bounds no plan, but any bound below it must not come to lie above what it takes now.
        proven = proven_now(then, now, plan_van_s(then, plan))
        assert proven is not None
        assert proven <= plan_van_s(now, plan)
