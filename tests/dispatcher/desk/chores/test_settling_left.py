"""What the last owner of a line left unsettled."""

from collections.abc import Callable

from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply
from busline.nouns import TaskKind
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.chores.settling_left import settle_left
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.commands.test_new_line import new_times
from tests.dispatcher.desk.small_line import HOP_S, TUESDAY, ask

Tell = Callable[..., AnyReply]


def test_a_dispatcher_that_stops_before_runs_follow_a_change_leaves_them_to_the_next(
    tell: Tell, service: LineService, small_record: Record, clock: VirtualClock
) -> None:
    ride = booked(tell, ask(small_record, clock)).bookings[0]
    new_times(small_record, HOP_S + 60)  # and nobody is told of it any more
    service.look_after(service.open_desk())
    duty = service.open_desk().day(TUESDAY).duties[ride.duty_id]
    pickup = next(halt for halt in duty.halts if ride.booking_id in halt.board)
    dropoff = next(halt for halt in duty.halts if ride.booking_id in halt.alight)
    assert dropoff.arrive - pickup.depart == 2 * (HOP_S + 60)  # from a over b to c


def test_a_late_ride_that_is_known_is_no_reason_for_another_revision(
    tell: Tell, service: LineService, small_record: Record, clock: VirtualClock
) -> None:
    # From a to c in an hour: longer than any promise made on ten minutes allows.
    booked(tell, ask(small_record, clock))
    new_times(small_record, 1800)
    revisions = []
    for _ in range(3):
        successor = service.open_desk()
        while settle_left(successor):
            pass
        revisions.append(successor.day(TUESDAY).revision)
    assert len(set(revisions)) == 1
    with small_record.read() as session:
        assert session.scalars(select(t.Task)).one().kind is TaskKind.PROMISE_AT_RISK


def test_each_planned_day_is_settled_once_and_stays_as_it_is_where_nothing_is_left(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    booked(tell, ask(small_record, clock))
    revision = desk.day(TUESDAY).revision
    assert settle_left(desk)
    assert not settle_left(desk)
    assert desk.day(TUESDAY).revision == revision
