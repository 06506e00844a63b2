"""What a decision leads to is written in one transaction, and pages are told of all of it."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, select

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply, Done
from busline.nouns import TaskKind
from busline.record import tables as t
from busline.record.engine import Record
from dispatcher.day.rescuing.disruption import CallToMake
from dispatcher.desk.committing import Decision
from dispatcher.desk.line_desk import LineDesk
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask

Tell = Callable[..., AnyReply]
NEXT_WEEK = TUESDAY + timedelta(days=7)


def test_calls_to_make_are_on_the_list_with_their_day_and_pages_hear_of_it(
    tell: Tell, desk: LineDesk, small_record: Record, clock: VirtualClock
) -> None:
    rides = {
        day: booked(tell, ask(small_record, clock, day=day)).bookings[0].booking_id
        for day in (TUESDAY, NEXT_WEEK)
    }
    with small_record.change("test") as session:
        session.execute(delete(t.OutboxMessage))
    calls = [CallToMake(TaskKind.PROMISE_AT_RISK, rides[NEXT_WEEK], None, None, None, ())]
    first, other = desk.day(TUESDAY), desk.day(NEXT_WEEK)
    desk.commit(Decision(first, Done(), topics=("bookings",), others=(other,), calls=calls))
    with small_record.read() as session:
        (task,) = session.scalars(select(t.Task))
        assert (task.service_date, task.booking_id) == (NEXT_WEEK, rides[NEXT_WEEK])
        told = {
            (one.message["topic"], one.message["service_date"])
            for one in session.scalars(select(t.OutboxMessage))
        }
    assert told == {
        ("bookings", str(TUESDAY)),
        ("bookings", str(NEXT_WEEK)),
        ("tasks", str(NEXT_WEEK)),
    }
