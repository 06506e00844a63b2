"""Residents who want it are reminded of tomorrow's rides: an unneeded one cancelled is a seat for another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.days import day_span, iso_z
from busline.nouns import BookingState, MessageChannel, MessageKind
from busline.record.messages import write_message
from busline.record.tables import Booking, Resident
from busline.rules.message_times import MessageTimes

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def remind(desk: LineDesk) -> int:
    """Write the reminders that are due, each once; return how many.

    Those of tomorrow are due from the line's evening hour on; those of today only where nobody was there to
    write them in the evening, before anybody is up. A ride that was booked after that hour needs none.
    """
    times = desk.message_times
    now, today = desk.clock.now(), desk.today
    tomorrow = today + timedelta(days=1)
    due = [tomorrow] if now >= times.evening_before(tomorrow) else []
    midnight, _ = day_span(today, desk.line.zone)
    if now < times.awake(midnight):
        due.append(today)
    return sum(_remind_of(desk, times, day) for day in due if day not in desk.reminded)


def _remind_of(desk: LineDesk, times: MessageTimes, day: date) -> int:
    evening, now = times.evening_before(day), desk.clock.now()
    with desk.change("dispatcher", "the evening before a ride") as session:
        bookings = session.scalars(
            select(Booking)
            .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
            .where(
                Booking.line_id == desk.owner.line_id,
                Booking.service_date == day,
                Booking.state == BookingState.CONFIRMED,
                Booking.confirmed_at < evening,
                Resident.message_channel != MessageChannel.NONE,
            )
            .order_by(Booking.pickup_from)
        ).all()
        written = sum(
            write_message(
                session,
                booking,
                MessageKind.REMINDER,
                iso_z(booking.pickup_from),
                now=now,
                due_at=times.awake(max(evening, now)),
                useless_at=booking.pickup_from,
            )
            for booking in bookings
        )
    desk.reminded.add(day)
    return written
