"""Somebody could not get in: another van takes them if one can, else a coordinator has to phone."""

from dataclasses import replace

from busline.nouns import BookingState, TaskKind
from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.line_data import LineData
from dispatcher.day.rescuing.disruption import CallToMake, Rescued, rescue, strand


def leave_behind(line: LineData, day: Day, duty: DutyOnDay, booking_id: str, now: int) -> Rescued:
    """Take a ride off `duty`, whose van stands at its stop and is full, and find it another place.

    There is a task about it in either case, with when another van comes or with what else there is.
    """
    booking = day.bookings.get(booking_id)
    if booking is None or booking.state is not BookingState.CONFIRMED:
        return rescue(line, day, now, [duty.id])
    stranded = strand(line, day, duty, now, only=frozenset({booking_id}))
    calls = [
        replace(call, kind=TaskKind.VAN_FULL) if call.booking_id == booking_id else call
        for call in stranded.calls
    ]
    if not any(call.booking_id == booking_id for call in calls):
        calls.append(_comes_later(stranded.day, booking_id))
    return replace(stranded, calls=tuple(calls))


def _comes_later(day: Day, booking_id: str) -> CallToMake:
    for duty in day.duties.values():
        for halt in duty.halts:
            if booking_id in halt.board and halt.departed is None:
                return CallToMake(TaskKind.VAN_FULL, booking_id, duty.id, halt.arrive, None, ())
    return CallToMake(TaskKind.VAN_FULL, booking_id, None, None, None, ())
