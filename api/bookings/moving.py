"""Putting a ride on another van, pinning it, and letting go of it."""

from fastapi import Response

from api.bookings.queries import get_booking
from api.idempotency import Once
from api.planning import ask, envelope
from busline.feed.messages import MoveRide


def move(
    once: Once,
    line_id: str,
    booking_id: str,
    duty_id: str | None,
    *,
    pinned: bool = True,
    revision: int | None = None,
    why: str = "",
) -> Response:
    """Put a ride on a duty (None: where it is), pinned there or not; the answer is a `Moved`.

    Raises
    ------
    UnknownNoun
        If the line has no such booking, or the day no such duty.
    Away
        If planning is away: nothing was changed.
    CommandFailed
        If it does not fit there, has begun, or the plan changed since `revision`: nothing was changed.
    """
    command = MoveRide(
        **envelope(once, line_id),
        booking_id=booking_id,
        duty_id=duty_id,
        pin=pinned,
        revision=revision,
        why=why,
    )
    return ask(once, command, lambda session: get_booking(session, line_id, booking_id))


def pin(once: Once, line_id: str, booking_id: str, why: str = "") -> Response:
    """Pin a ride to the duty that it is on; raises as `move` does."""
    return move(once, line_id, booking_id, None, why=why)


def unpin(once: Once, line_id: str, booking_id: str, why: str = "") -> Response:
    """Let go of a pinned ride; raises as `move` does."""
    return move(once, line_id, booking_id, None, pinned=False, why=why)
