"""Re-planning beside the desk."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

import pytest

from busline.clock import VirtualClock
from busline.days import seconds
from busline.feed.messages import AnyReply, Confirmed, DeclineOffers, Done, RosterDays
from busline.nouns import Call, PlanBound
from busline.record import tables as t
from busline.record.bounds import bound_of
from busline.record.engine import Record
from dispatcher.day.framing.framing import frame_day
from dispatcher.day.placing import with_route
from dispatcher.day.settling.settling import settle
from dispatcher.desk.chores.improving import DeskImprover, rebased
from dispatcher.desk.committing import Decision
from dispatcher.desk.line_desk import LineDesk
from dispatcher.improver.day_improver import DayImprover
from dispatcher.improver.inline import InlineWorkbench
from dispatcher.improver.process import ImproverProcess
from dispatcher.improver.protocol import Replanned
from dispatcher.improver.unproven import Unproven
from dispatcher.improver.warming import warm
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.costs import cost_of
from dispatcher.planning.route.route_times import plan_van_s
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from tests.dispatcher.bound.test_proving import least
from tests.dispatcher.desk.commands.test_answering import booked, quoted
from tests.dispatcher.desk.small_line import STOPS, TUESDAY, ask, at

Tell = Callable[..., AnyReply]
VAN_S = Goals(unserved=0, van_s=1, detour_s=0, waiting_s=0)


@dataclass
class Knowing:
    """An improver that says so much of the best possible plan, and what it was asked."""

    best_possible_van_s: int | None
    better: Plan | None = None
    given: list[tuple[float, int]] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How often it was."""
        return len(self.given)

    def replan(self, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Replanned:
        """Return the better plan, or the same, and what it knows."""
        self.given.append((seconds, seed))
        return Replanned(plan if self.better is None else self.better, self.best_possible_van_s)


def kept(record: Record) -> PlanBound | None:
    """Return what pages say about Tuesday's plan."""
    with record.read() as session:
        return bound_of(session.get_one(t.DayPlan, ("small", TUESDAY)))


def recorded_van_s(record: Record) -> int:
    """Return the van time of the runs in the record, by their own times."""
    with record.read() as session:
        runs = [[Call.model_validate(call) for call in run.calls] for run in session.query(t.Run)]
    return sum(seconds(calls[-1].arrive) - seconds(calls[0].depart) for calls in runs if calls)


def _three_rides(tell: Tell, record: Record, clock: VirtualClock) -> list[Confirmed]:
    wishes = (("ann", "a", "d", "10:15"), ("bob", "d", "a", "10:20"), ("wim", "b", "c", "10:45"))
    return [
        booked(tell, ask(record, clock, resident=who, from_stop=start, to_stop=end, wanted=when))
        for who, start, end, when in wishes
    ]


def test_a_replanned_day_is_no_worse_and_keeps_every_promise(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    made = _three_rides(tell, small_record, clock)
    before = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    improver = DeskImprover(InlineWorkbench(Unproven(NeighbourhoodSearch(iterations=200))))
    improver(desk)  # hands the day out
    improver(desk)  # brings it home
    after = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    assert cost_of(after.problem, after.plan) <= cost_of(before.problem, before.plan)
    with small_record.read() as session:
        for confirmed in made:
            for ride in confirmed.bookings:
                assert session.get_one(t.Booking, ride.booking_id).promise == ride.promise


def test_a_result_made_before_a_new_booking_is_carried_over_with_it(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    old = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    found = NeighbourhoodSearch(iterations=200).improve(old.problem, old.plan, seconds=60, seed=1)
    new = booked(tell, ask(small_record, clock, resident="bob", wanted="11:00")).bookings[0]
    day = desk.day(TUESDAY)
    better = rebased(desk.line, day, old.problem, found, desk.now)
    assert better is None or better.duty_of(new.booking_id) is not None


def test_a_result_for_what_has_begun_meanwhile_is_dropped(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    old = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    # Everything on the other van: no plan may do that to rides that are inside the freeze time.
    swapped = type(old.plan)(tuple(reversed(old.plan.routes)))
    clock.move_to(at("10:10"))
    before = desk.day(TUESDAY)
    carried = rebased(desk.line, before, old.problem, swapped, desk.now)
    frozen = {
        (duty.id, halt.board)
        for duty in before.duties.values()
        for halt in duty.halts
        if halt.board and halt.arrive < desk.now + desk.line.rules.freeze_s
    }
    assert frozen
    if carried is not None:
        kept = {(duty.id, halt.board) for duty in carried.duties.values() for halt in duty.halts}
        assert frozen <= kept


@pytest.mark.parametrize("dice_seed", range(4))
def test_the_number_on_the_board_lies_between_the_best_possible_plan_and_the_one_in_the_record(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, dice_seed: int
) -> None:
    dice = random.Random(dice_seed)
    for resident in ("ann", "bob", "wim"):
        start, end = dice.sample(STOPS[1:], 2)
        wanted = f"10:{dice.randrange(10, 55, 5)}"
        offers = quoted(
            tell, ask(small_record, clock, resident=resident, from_stop=start, to_stop=end, wanted=wanted)
        )
        if offers.legs[0].offers:
            booked(tell, offers.request_id)
    warm()  # a plan is improved once: not while kernels are loaded
    improver = DeskImprover(InlineWorkbench(DayImprover(Goals())), seconds=0.8)
    for _ in range(3):
        improver(desk)
    bound = kept(small_record)
    assert bound is not None
    framing = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    assert bound.best_possible_van_s <= least(framing.problem, VAN_S) <= bound.van_s
    assert bound.van_s == plan_van_s(framing.problem, framing.plan) == recorded_van_s(small_record)


@pytest.mark.processes
def test_what_the_process_beside_the_desk_proves_is_on_the_board(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    process = ImproverProcess()
    improver = DeskImprover(process, seconds=2.0)
    try:
        ends = time.monotonic() + 90
        while kept(small_record) is None:
            assert time.monotonic() < ends, "nothing was proven"
            improver(desk)
            time.sleep(0.1)
    finally:
        process.close()
    bound = kept(small_record)
    assert bound is not None
    assert bound.van_s == recorded_van_s(small_record)


def test_what_was_proven_of_a_plan_that_could_not_be_bettered_is_kept_too(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    van_s = recorded_van_s(small_record)
    revision = desk.day(TUESDAY).revision
    knowing = Knowing(van_s - 60)
    improver = DeskImprover(InlineWorkbench(knowing))
    for _ in range(4):
        improver(desk)
    assert desk.day(TUESDAY).revision == revision
    assert kept(small_record) == PlanBound(van_s=van_s, best_possible_van_s=van_s - 60)
    assert knowing.asked == 1


def test_a_plan_that_stays_is_looked_at_for_longer_and_in_another_way_each_time_and_then_no_more(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    knowing = Knowing(60)
    improver = DeskImprover(InlineWorkbench(knowing), longer=(20.0, 120.0), seed=7)
    for _ in range(8):
        improver(desk)
    assert knowing.given == [(5.0, 7), (20.0, 8), (120.0, 9)]


def test_news_come_before_a_longer_look(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    knowing = Knowing(60)
    improver = DeskImprover(InlineWorkbench(knowing), longer=(20.0, 120.0))
    improver(desk)
    improver(desk)
    booked(tell, ask(small_record, clock, resident="bob", wanted="11:00"))
    for _ in range(4):
        improver(desk)
    assert [budget for budget, _ in knowing.given] == [5.0, 20.0, 5.0, 20.0, 120.0]


def test_a_plan_proven_to_be_the_best_is_left_alone(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    knowing = Knowing(recorded_van_s(small_record))
    improver = DeskImprover(InlineWorkbench(knowing), longer=(20.0, 120.0))
    for _ in range(4):
        improver(desk)
    assert knowing.asked == 1


def test_a_better_plan_is_looked_at_for_longer_too(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _one_on_either_van(desk, tell, small_record, clock)
    old = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    visits = sorted(chain(*old.plan.routes), key=lambda visit: not visit.is_pickup)
    knowing = Knowing(60, Plan((tuple(visits), ())))
    improver = DeskImprover(InlineWorkbench(knowing), longer=(20.0,))
    for _ in range(4):
        improver(desk)
    assert [budget for budget, _ in knowing.given] == [5.0, 20.0]


@pytest.mark.parametrize("best_possible_van_s", [None, 10**6], ids=["unknown", "more than the plan takes"])
def test_nothing_is_kept_of_what_is_not_known_or_can_not_be(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, best_possible_van_s: int | None
) -> None:
    _three_rides(tell, small_record, clock)
    improver = DeskImprover(InlineWorkbench(Knowing(best_possible_van_s)))
    for _ in range(3):
        improver(desk)
    assert kept(small_record) is None


def test_what_was_proven_before_a_new_booking_says_nothing_and_the_day_is_looked_at_again(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    knowing = Knowing(60)
    improver = DeskImprover(InlineWorkbench(knowing))
    improver(desk)
    booked(tell, ask(small_record, clock, resident="bob", wanted="11:00"))
    improver(desk)
    assert kept(small_record) is None
    improver(desk)
    assert knowing.asked == 2
    assert kept(small_record) == PlanBound(van_s=recorded_van_s(small_record), best_possible_van_s=60)


def test_nothing_proven_with_an_offer_held_is_kept_and_the_day_is_looked_at_again_without_it(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    offers = quoted(tell, ask(small_record, clock, resident="bob", wanted="11:00"))
    knowing = Knowing(60)
    improver = DeskImprover(InlineWorkbench(knowing))
    for _ in range(3):
        improver(desk)
    assert (knowing.asked, kept(small_record)) == (1, None)
    tell(DeclineOffers, request_id=offers.request_id)
    for _ in range(3):
        improver(desk)
    assert knowing.asked == 2
    assert kept(small_record) == PlanBound(van_s=recorded_van_s(small_record), best_possible_van_s=60)


def test_an_offer_held_since_is_no_part_of_what_is_kept(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    improver = DeskImprover(InlineWorkbench(Knowing(60)))
    improver(desk)
    quoted(tell, ask(small_record, clock, resident="bob", wanted="11:00"))
    improver(desk)
    assert desk.day(TUESDAY).holds
    assert kept(small_record) == PlanBound(van_s=recorded_van_s(small_record), best_possible_van_s=60)


def test_a_day_whose_duties_are_new_is_looked_at_again(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    _three_rides(tell, small_record, clock)
    knowing = Knowing(60)
    improver = DeskImprover(InlineWorkbench(knowing))
    improver(desk)
    tell(RosterDays, from_day=TUESDAY, to_day=TUESDAY)
    desk.day(TUESDAY)
    improver(desk)  # what was proven for the duties before says nothing
    assert (knowing.asked, kept(small_record)) == (2, None)
    improver(desk)
    assert kept(small_record) == PlanBound(van_s=recorded_van_s(small_record), best_possible_van_s=60)


@pytest.mark.parametrize("calls_meanwhile", [False, True], ids=["as it was", "with an offer held"])
def test_what_was_proven_belongs_to_the_better_plan_once_that_is_in_the_record(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock, *, calls_meanwhile: bool
) -> None:
    _one_on_either_van(desk, tell, small_record, clock)
    before, before_s = desk.day(TUESDAY).revision, recorded_van_s(small_record)
    old = frame_day(desk.line, desk.day(TUESDAY), desk.now)
    visits = sorted(chain(*old.plan.routes), key=lambda visit: not visit.is_pickup)
    together = Plan((tuple(visits), ()))  # both in, then both out
    improver = DeskImprover(InlineWorkbench(Knowing(60, together)))
    improver(desk)
    if calls_meanwhile:
        quoted(tell, ask(small_record, clock, resident="wim", wanted="11:00"))
    improver(desk)
    assert desk.day(TUESDAY).revision == before + 1
    after_s = recorded_van_s(small_record)
    assert after_s < before_s
    assert kept(small_record) == PlanBound(van_s=after_s, best_possible_van_s=60)


def _one_on_either_van(desk: LineDesk, tell: Tell, record: Record, clock: VirtualClock) -> None:
    """Book two parties that go the same way at the same time, and put them on two vans."""
    for resident in ("ann", "bob"):
        booked(tell, ask(record, clock, resident=resident))
    day = desk.day(TUESDAY)
    framing = frame_day(desk.line, day, desk.now)
    visits = list(chain(*framing.plan.routes))
    for duty, ride in zip(framing.problem.duties, framing.problem.rides, strict=True):
        route = tuple(visit for visit in visits if visit.ride == ride.id)
        day = with_route(day, framing, duty.id, route)
    desk.commit(Decision(settle(desk.line, day, desk.now).day, Done()))
