"""A booking takes the allowed steps and no others."""

from itertools import product

import pytest

from busline.nouns import BOOKING_TRANSITIONS, BookingState, ImpossibleStep
from busline.record.bookings import set_state
from busline.record.engine import Record
from busline.record.tables import Booking
from tests.busline.record.rides import add_booking, tuesday
from tests.tiny_line import with_tiny_line

ALLOWED = {
    ("cancelled", "confirmed"),  # undone
    ("confirmed", "on_board"),
    ("confirmed", "cancelled"),
    ("confirmed", "no_show"),
    ("confirmed", "broken"),
    ("on_board", "completed"),
    ("on_board", "confirmed"),
    ("no_show", "confirmed"),
    ("no_show", "on_board"),
}


@pytest.mark.parametrize(("before", "after"), list(product(BookingState, BookingState)))
def test_every_step_is_allowed_or_refused(before: BookingState, after: BookingState) -> None:
    booking = Booking(reference="482 913", state=before, state_why="")
    if before is after:
        assert not set_state(booking, after, at=tuesday(10))
    elif (before.value, after.value) in ALLOWED:
        assert set_state(booking, after, at=tuesday(10), why="so")
        assert (booking.state, booking.state_why) == (after, "so")
    else:
        with pytest.raises(ImpossibleStep, match="482 913"):
            set_state(booking, after, at=tuesday(10))
        assert booking.state is before


def test_the_table_knows_every_state() -> None:
    assert set(BOOKING_TRANSITIONS) == set(BookingState)


def test_a_ride_keeps_its_instants(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        add_booking(session)
    steps = [
        (BookingState.ON_BOARD, tuesday(10, 3)),
        (BookingState.CONFIRMED, tuesday(10, 4)),  # the wrong button: taken back
        (BookingState.ON_BOARD, tuesday(10, 5)),
        (BookingState.COMPLETED, tuesday(10, 20)),
    ]
    for state, at in steps:
        with record.change("dirk") as session:
            booking = session.get_one(Booking, "b" * 32)
            set_state(booking, state, at=at)
            if state is BookingState.CONFIRMED:
                assert booking.boarded_at is None
    with record.read() as session:
        booking = session.get_one(Booking, "b" * 32)
    assert (booking.boarded_at, booking.alighted_at) == (tuesday(10, 5), tuesday(10, 20))
