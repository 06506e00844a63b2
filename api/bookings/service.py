"""Cancelling bookings."""

from fastapi import Response

from api.bookings.queries import get_booking
from api.idempotency import Once
from api.planning import envelope, pass_on
from busline.feed.messages import CancelBookings
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
