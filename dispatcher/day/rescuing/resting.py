"""Letting a driver rest in time on a run that was planned for another: rides make room for the break."""

from collections.abc import Collection

from busline.nouns import BookingState, CallKind
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.framing.framing import as_promised, frame_day
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import find_place
from dispatcher.day.rescuing.catching_up import catch_up
from dispatcher.day.settling.settling import settle


def rests_in_time(line: LineData, day: Day, duty_id: str, now: int) -> bool:
    """Tell whether a duty's run has its break as early as it is owed, in this order or in another."""
    settled = settle(line, day, now, (duty_id,))
    if duty_id in settled.strained:
        settled = settle(line, catch_up(line, settled.day, now, (duty_id,)), now, (duty_id,))
    duty = settled.day.duties[duty_id]
    rest = next((halt for halt in duty.halts if halt.kind is CallKind.BREAK), None)
    if duty.break_need is None or rest is None or rest.arrived is not None:
        return True
    return rest.arrive <= duty.break_need.latest


def with_rest_in_time(line: LineData, day: Day, duty_ids: Collection[str], now: int) -> Day:
    """Return `day` with rides moved to other duties where one of these can't have its break in time else.

    They keep their promises. A duty that this does not help keeps its rides.
    """
    for duty_id in duty_ids:
        if not rests_in_time(line, day, duty_id, now):
            day = _with_fewer_rides(line, day, duty_id, now)
    return day


def _with_fewer_rides(line: LineData, day: Day, duty_id: str, now: int) -> Day:
    """Move rides off a duty, those nearest to its break first, until it has that in time."""
    less = day
    for booking in _movable(line, day, duty_id, now):
        promised = as_promised(booking)
        without = less.without_rides(booking.id).with_bookings(promised)
        place = find_place(line, without, promised, now, avoiding=(duty_id,))
        if place is None:
            continue
        less = place.taken(without.with_bookings(place.ride))
        if rests_in_time(line, less, duty_id, now):
            return less
    return day


def _movable(line: LineData, day: Day, duty_id: str, now: int) -> list[BookingOnDay]:
    framed, need = frame_day(line, day, now).duties.get(duty_id), day.duties[duty_id].break_need
    if framed is None or need is None:
        return []
    ahead = [day.bookings.get(visit.ride or "") for visit in framed.route if visit.is_pickup]
    waiting = [one for one in ahead if one is not None and one.state is BookingState.CONFIRMED]
    return sorted(waiting, key=lambda one: (abs(one.pickup_from - need.latest), one.id))
