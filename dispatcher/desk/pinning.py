"""Pins follow the plan into the record, in the same transaction."""

from datetime import datetime

from busline.record.engine import WriteSession
from busline.record.tables import Pin
from dispatcher.day.day import Day


def write_pins(
    session: WriteSession, line_id: str, before: Day, day: Day, *, who: str, now: datetime
) -> None:
    """Write the pins in which `day` differs from `before`.

    A pin that the planner let go of stays as freed, until a coordinator has seen it; one that it moved to
    another duty of the van stays the pin of whoever made it.
    """
    if day.bookings is before.bookings:
        return
    for booking in day.bookings.values():
        old = before.bookings.get(booking.id)
        if booking.pinned_to == (None if old is None else old.pinned_to):
            continue
        pin = session.get(Pin, booking.id)
        if booking.pinned_to is None:
            if pin is not None:
                pin.freed_at = now
        elif pin is None:
            session.add(
                Pin(
                    booking_id=booking.id,
                    line_id=line_id,
                    duty_id=booking.pinned_to,
                    pinned_by=who,
                    pinned_at=now,
                )
            )
        else:
            pin.duty_id, pin.freed_at = booking.pinned_to, None
