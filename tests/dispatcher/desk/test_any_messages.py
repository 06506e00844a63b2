"""Whatever the desk does and undoes, in the end each resident has heard how their rides stand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    Offers,
    QuoteRequest,
    UndoBookings,
)
from busline.nouns import BookingState, MessageChannel, MessageKind, MessageState
from busline.record import tables as t
from busline.record.engine import Record
from tests.dispatcher.desk.small_line import TUESDAY, ask
from tests.dispatcher.desk.test_messages import sent

Tell = Callable[..., AnyReply]
DAY = TUESDAY + timedelta(weeks=1)
STANDS = (MessageKind.CONFIRMATION, MessageKind.CHANGE)
STEPS = ("book", "change", "cancel", "undo", "wait", "wait long")


class Coordinator:
    """Books, changes, cancels and undoes for Ann, as far as the plan lets them."""

    def __init__(self, tell: Tell, record: Record, clock: VirtualClock) -> None:
        self._tell, self._record, self._clock = tell, record, clock
        self.rides: list[str] = []  # that stand
        self.all: set[str] = set()
        self._slip: dict[str, Any] = {}
        self._times = 0

    def step(self, what: str) -> None:
        """Do one thing; what can't be done is left."""
        if what in ("wait", "wait long"):
            self._clock.advance(timedelta(seconds=20 if what == "wait" else 70))
            if what == "wait long":
                sent(self._record)
        elif what == "book":
            self._book(())
        elif what == "undo" and self._slip:
            self._undo()
        elif self.rides and what == "change":
            self._book((self.rides[-1],))
        elif self.rides and what == "cancel":
            gone = self.rides.pop()
            self._tell(CancelBookings, booking_ids=(gone,))
            self._slip = {"reinstate": (gone,)}

    def _book(self, replaces: tuple[str, ...]) -> None:
        self._times = (self._times + 1) % 5
        wanted = f"10:{10 + 5 * self._times}"
        request = ask(self._record, self._clock, day=DAY, wanted=wanted, replaces=replaces)
        offers = self._tell(QuoteRequest, request_id=request)
        if not isinstance(offers, Offers) or not offers.legs[0].offers:
            return
        chosen = (offers.legs[0].offers[0].id,)
        made = self._tell(ConfirmOffers, request_id=request, offer_ids=chosen)
        if not isinstance(made, Confirmed):
            return
        new = made.bookings[0].booking_id
        self.rides = [one for one in self.rides if one not in replaces] + [new]
        self.all.add(new)
        self._slip = {"booking_ids": (new,), "reinstate": replaces}

    def _undo(self) -> None:
        slip, self._slip = self._slip, {}
        self._tell(UndoBookings, **slip)
        self.rides = [one for one in self.rides if one not in slip.get("booking_ids", ())]
        with self._record.read() as session:
            back = [one for one in slip["reinstate"] if _stands(session.get_one(t.Booking, one))]
        self.rides += [one for one in back if one not in self.rides]


def _stands(booking: t.Booking) -> bool:
    return booking.state is BookingState.CONFIRMED


def _heard(record: Record, booking_id: str) -> list[t.Message]:
    """Return what was said of a booking, in order."""
    with record.read() as session:
        rows = session.scalars(
            select(t.Message)
            .where(t.Message.booking_id == booking_id, t.Message.state == MessageState.SENT)
            .order_by(t.Message.made_at)
        )
        return list(rows)


def _instead(record: Record, booking_id: str) -> set[str]:
    """Return the bookings that took the place of one, or whose place it took, through any others."""
    with record.read() as session:
        pairs = [
            {booking.id, *request.replaces}
            for booking, request in session.execute(
                select(t.Booking, t.Request).join(t.Request, t.Request.id == t.Booking.request_id)
            )
        ]
    found = {booking_id}
    while more := {one for pair in pairs if pair & found for one in pair} - found:
        found |= more
    return found - {booking_id}


def _knows(record: Record, booking_id: str, state: BookingState) -> bool:
    """Tell whether what was heard last agrees with how a ride stands."""
    heard = _heard(record, booking_id)
    if not heard:
        return state is BookingState.CANCELLED
    last = heard[-1]
    if (last.kind in STANDS) is (state is BookingState.CONFIRMED):
        return True
    # “The new time is …” says at once that the ride before is off.
    others = [one for other in _instead(record, booking_id) for one in _heard(record, other)]
    return state is BookingState.CANCELLED and any(one.made_at >= last.made_at for one in others)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(some.sampled_from(STEPS), min_size=2, max_size=9))
@example(steps=["book", "wait long", "change", "cancel", "undo"])
@example(steps=["book", "cancel", "undo"])
@example(steps=["book", "wait long", "change", "wait long", "undo"])
@example(steps=["book", "wait long", "change", "change", "undo"])
def test_in_the_end_everybody_has_heard_how_it_stands(
    tell: Tell, small_record: Record, clock: VirtualClock, steps: list[str]
) -> None:
    with small_record.change("test") as session:
        session.get_one(t.Resident, ("small", "ann")).message_channel = MessageChannel.SMS
    coordinator = Coordinator(tell, small_record, clock)
    for step in steps:
        coordinator.step(step)
    clock.advance(timedelta(seconds=70))
    sent(small_record)
    with small_record.read() as session:
        states = {one: session.get_one(t.Booking, one).state for one in coordinator.all}
    assert [one for one, state in states.items() if not _knows(small_record, one, state)] == []
    for ride in coordinator.rides:  # tidy up, so that the next example finds room
        tell(CancelBookings, booking_ids=(ride,))
