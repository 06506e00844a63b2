"""The one way in which a booking changes its state."""

from datetime import datetime

from busline.nouns import BOOKING_TRANSITIONS, BookingState, ImpossibleStep
from busline.record.tables import Booking


def set_state(booking: Booking, state: BookingState, *, at: datetime, why: str = "") -> bool:
    """Move `booking` to `state`, with the instants that go with it; tell whether anything changed.

    Raises
    ------
    ImpossibleStep
        If there is no way from the present state to `state`.
    """
    if booking.state is state:
        return False
    if state not in BOOKING_TRANSITIONS[booking.state]:
        raise ImpossibleStep(
            f"Booking {booking.reference} is {booking.state.value} and can't become {state.value}.",
            reference=booking.reference,
            state=booking.state.value,
            wanted=state.value,
        )
    if state is BookingState.ON_BOARD:
        booking.boarded_at = at
    elif state is BookingState.COMPLETED:
        booking.alighted_at = at
    elif state is BookingState.CONFIRMED:
        booking.boarded_at = None
    booking.state = state
    booking.state_why = why
    return True
