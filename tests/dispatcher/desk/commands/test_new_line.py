"""New driving times and what they do to promises."""

from collections.abc import Callable

from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import instant
from busline.feed.messages import AnyReply, Done, LineChanged
from busline.nouns import TaskKind
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import HOP_S, STOPS, TUESDAY, ask

Tell = Callable[..., AnyReply]


def new_times(record: Record, hop_s: int) -> None:
    """Let every hop of the small line take `hop_s` seconds from now on."""
    with record.change("test", "new driving times") as session:
        size = range(len(STOPS))
        session.add(
            t.TravelMatrix(
                line_id="small",
                revision=2,
                source="by hand",
                computed_at=record.clock.now(),
                stop_ids=list(STOPS),
                seconds=[[abs(i - j) * hop_s for j in size] for i in size],
                places=[],
            )
        )


def test_slower_roads_move_times_inside_the_promise(
    desk: LineDesk, tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    ride = booked(tell, ask(small_record, clock)).bookings[0]
    new_times(small_record, HOP_S + 60)
    reply = tell(LineChanged, what="travel")
    assert isinstance(reply, Done)
    assert reply.result["days"] == [TUESDAY.isoformat()]
    duty = desk.day(TUESDAY).duties[ride.duty_id]
    pickup = next(halt for halt in duty.halts if ride.booking_id in halt.board)
    dropoff = next(halt for halt in duty.halts if ride.booking_id in halt.alight)
    assert ride.promise.pickup_from <= instant(pickup.arrive) <= ride.promise.pickup_to
    assert dropoff.arrive - pickup.depart == 2 * (HOP_S + 60)  # from a over b to c
    assert instant(dropoff.arrive) <= ride.promise.dropoff_by


def test_roads_too_slow_for_a_promise_become_a_phone_call(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    # From a to c in an hour: longer than any promise made on ten minutes allows.
    ride = booked(tell, ask(small_record, clock)).bookings[0]
    new_times(small_record, 1800)
    tell(LineChanged, what="travel")
    with small_record.read() as session:
        task = session.scalars(select(t.Task)).one()
        assert task.kind is TaskKind.PROMISE_AT_RISK
        assert task.booking_id == ride.booking_id
        assert session.get_one(t.Booking, ride.booking_id).promise == ride.promise
