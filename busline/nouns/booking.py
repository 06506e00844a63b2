"""The states of a booking and the allowed ways between them."""

from enum import StrEnum

from busline.errors import Conflict


class BookingState(StrEnum):
    """Where a booking stands."""

    CONFIRMED = "confirmed"
    ON_BOARD = "on_board"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    BROKEN = "broken"


BOOKING_TRANSITIONS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.CONFIRMED: frozenset(
        {BookingState.ON_BOARD, BookingState.CANCELLED, BookingState.NO_SHOW, BookingState.BROKEN}
    ),
    # A driver who pressed the wrong button takes it back: on board and no-show lead back to confirmed.
    BookingState.ON_BOARD: frozenset({BookingState.COMPLETED, BookingState.CONFIRMED}),
    BookingState.NO_SHOW: frozenset({BookingState.CONFIRMED, BookingState.ON_BOARD}),
    # A ride that no plan could keep rides again where the caller took another time: as a new booking.
    BookingState.BROKEN: frozenset(),
    # A coordinator who pressed the wrong button takes it back.
    BookingState.CANCELLED: frozenset({BookingState.CONFIRMED}),
    BookingState.COMPLETED: frozenset(),
}


class ImpossibleStep(Conflict):
    """A booking can't go from where it stands to the wanted state."""

    code = "impossible-step"
