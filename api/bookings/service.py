"""Cancelling bookings, and taking a slip back."""

from fastapi import Response

from api.bookings.queries import get_booking
from api.idempotency import Once
from api.planning import ask, envelope, pass_on
from busline.feed.messages import CancelBookings, UndoBookings
from busline.record.engine import WriteSession


def cancel(once: Once, line_id: str, booking_ids: tuple[str, ...], why: str) -> Response:
    """Take bookings back, now or as soon as planning is back; the answer is a `Passed`.

    Raises
    ------
    UnknownNoun
        If one of them is not a booking of the line.
    CommandFailed
        If one of them can't be cancelled any more.
    """

    def check(session: WriteSession) -> None:
        for booking_id in booking_ids:
            get_booking(session, line_id, booking_id)

    command = CancelBookings(**envelope(once, line_id), booking_ids=booking_ids, why=why)
    return pass_on(once, command, check, why)


def undo(
    once: Once, line_id: str, booking_ids: tuple[str, ...], reinstate: tuple[str, ...], why: str
) -> Response:
    """Cancel what a slip booked and give back what it cancelled with its promise; the answer is a `Done`.

    Raises
    ------
    UnknownNoun
        If one of them is not a booking of the line.
    Away
        If planning is away: nothing was changed.
    CommandFailed
        If a ride that shall come back no longer fits: nothing was changed.
    """

    def check(session: WriteSession) -> None:
        for booking_id in (*booking_ids, *reinstate):
            get_booking(session, line_id, booking_id)

    command = UndoBookings(**envelope(once, line_id), booking_ids=booking_ids, reinstate=reinstate, why=why)
    return ask(once, command, check)
