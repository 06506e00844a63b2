"""A run that can't be kept in its order goes on in another, before anybody is moved or phoned."""

from collections.abc import Collection
from dataclasses import replace

from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.duty_framing import at_promise, frame_duty
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import with_rest
from dispatcher.planning.route.reordering import first_order_that_holds


def catch_up(line: LineData, day: Day, now: int, duty_ids: Collection[str]) -> Day:
    """Return `day` with each of `duty_ids` in the nearest order that keeps promises and ride times.

    The day is settled: its bookings carry when they are expected. Who is on board may get out earlier, and
    who waits may be fetched later. Runs for which there is no such order stay as they are. Held offers on a
    run that changes are let go.
    """
    for duty_id in duty_ids:
        day = _caught_up(line, day, day.duties[duty_id], now)
    return day


def _caught_up(line: LineData, day: Day, duty: DutyOnDay, now: int) -> Day:
    rides = dict.fromkeys(visit.ride for visit in duty.order if visit.ride is not None)
    held = frozenset(rides) & day.holds.keys()
    bound = day.with_bookings(*(_bound(line, day.bookings[ride]) for ride in rides if ride not in held))
    framed = frame_duty(line, bound, replace(duty, late_back_by=None), now, without=held)
    if framed is None:
        return day
    order = first_order_that_holds(framed.alone(line), framed.frame, framed.route)
    if order is None:
        return day
    return with_rest(day.without_rides(*held), duty.id, framed.fixed, order)


def _bound(line: LineData, booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` bound by its promise, and by its limit where its ride has lost the slack already.

    Another ride keeps that slack: a new order that used it up would only move the trouble to somebody else.
    """
    limit_s = line.max_ride_s(booking.from_stop, booking.to_stop)
    return replace(at_promise(line, booking), late_ride_s=min(booking.late_ride_s or 0, limit_s))
