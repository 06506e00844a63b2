"""Which times bind the rides of a duty: their promises less the line's slack, or as late as the road allows.

Plans keep the line's slack free. Where the road has used it up, the promises alone bind; where those can't
be kept either, the times that are expected now do, so that no later plan makes anything later still.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dispatcher.day.day import Day, DutyOnDay, Halt
from dispatcher.day.framing.boarding import boardings, there_at
from dispatcher.day.framing.duty_framing import as_promised, at_promise
from dispatcher.day.line_data import LineData

DAY_S = 86_400


def with_slack(day: Day, duties: list[DutyOnDay]) -> Day:
    """Return `day` with the rides of `duties` bound by their promises less the line's slack."""
    rides = {visit.ride for duty in duties for visit in duty.order if visit.ride in day.bookings}
    bookings = [day.bookings[ride] for ride in rides if ride is not None]
    fresh = [plain for booking in bookings if (plain := as_promised(booking)) is not booking]
    back = [replace(duty, late_back_by=None) for duty in duties if duty.late_back_by is not None]
    return day.with_bookings(*fresh).with_duties(*back)


def without_slack(line: LineData, day: Day, duty: DutyOnDay) -> Iterator[Day]:
    """Yield `day` with the rides of `duty` bound by their promises alone, then by the ride times allowed too.

    First only the slack of the windows is given up: waiting for a rider is better than waiting with one.
    """
    rides = {visit.ride for visit in duty.order if visit.ride in day.bookings}
    bookings = [at_promise(line, day.bookings[ride]) for ride in rides if ride is not None]
    yield day.with_bookings(*bookings)
    yield day.with_bookings(
        *(replace(one, late_ride_s=line.max_ride_s(one.from_stop, one.to_stop)) for one in bookings)
    )


def as_expected(line: LineData, day: Day, duty: DutyOnDay, halts: tuple[Halt, ...]) -> Day:
    """Return `day` with what is on `duty` bound by the times of `halts`, so that they are feasible."""
    begins = begins_ahead(day, halts)
    bookings = []
    for ride_id in dict.fromkeys(ride for ride, _ in begins):
        booking = day.bookings[ride_id]
        pickup, dropoff = begins.get((ride_id, True)), begins.get((ride_id, False))
        since = booking.boarded_at
        if since is None and pickup is not None:
            since = pickup + booking.boarding_s  # a ride lasts from the end of boarding on
        ride_s = DAY_S if since is None or dropoff is None else dropoff - since
        bookings.append(replace(booking, late_pickup_to=pickup, late_dropoff_by=dropoff, late_ride_s=ride_s))
    late_back = max(halts[-1].arrive, duty.ends_at - line.rules.base_margin_s)
    return day.with_bookings(*bookings).with_duties(replace(duty, late_back_by=late_back))


def begins_ahead(day: Day, halts: tuple[Halt, ...]) -> Mapping[tuple[str, bool], int]:
    """Return when each end of a ride that is still ahead begins, by (ride, is pickup)."""
    return {
        (visit.ride, visit.is_pickup): begins
        for halt in halts
        if halt.departed is None
        for visit, begins, _ in boardings(day, there_at(halt), halt.visits)
        if visit.ride is not None
    }
