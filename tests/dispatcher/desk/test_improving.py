"""Re-planning beside the desk."""

from collections.abc import Callable

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply, Confirmed
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.framing import frame_day
from dispatcher.desk.improving import DeskImprover, rebased
from dispatcher.desk.line_desk import LineDesk
from dispatcher.improver.inline import InlineWorkbench
from dispatcher.planning.insertion import cost_of
from dispatcher.planning.search import NeighbourhoodSearch
from tests.dispatcher.desk.small_line import TUESDAY, ask, at
from tests.dispatcher.desk.test_answering import booked

Tell = Callable[..., AnyReply]


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
    improver = DeskImprover(InlineWorkbench(NeighbourhoodSearch(iterations=200)))
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
