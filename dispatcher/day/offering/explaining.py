"""Why a ride is on its van: what the plan would be like with the ride on each of the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from busline.errors import Conflict
from busline.nouns import (
    BookingState,
    Elsewhere,
    Obstacle,
    Places,
    RideExplained,
    Shortage,
    Stay,
    fits,
)
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.framing import Framing, as_promised, at_promise, frame_day, ride_of, unpinned
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.shortage import lacking, taken
from dispatcher.day.placing import bookable_duties
from dispatcher.planning.fleet.refusal import obstacles
from dispatcher.planning.goals import LINE_GOALS
from dispatcher.planning.problem import Visit
from dispatcher.planning.route.route_times import RouteTimes, route_times

# Of several duties of one van, the one on which the ride comes closest to fitting tells most.
_CLOSEST_FIRST = (
    Obstacle.PROMISES,
    Obstacle.FULL,
    Obstacle.UNDER_WAY,
    Obstacle.NO_DRIVER,
    Obstacle.NO_PLACE_KIND,
    Obstacle.NOT_LENT,
)
WITH_A_VAN = frozenset({BookingState.CONFIRMED, BookingState.ON_BOARD})


class NotOnAVan(Conflict):
    """The ride is over, or was taken back: no van is planned for it."""

    code = "not-on-a-van"


@dataclass(frozen=True)
class _Ride:
    """A ride taken out of the plan, the plan without it, and which duties could take it if empty."""

    line: LineData
    booking: BookingOnDay
    without: Framing
    bookable: frozenset[str]
    in_time: frozenset[str]


def explain(line: LineData, day: Day, booking_id: str, now: int) -> RideExplained:
    """Return why a booking of `day` is on its van.

    Raises
    ------
    NotOnAVan
        If no van is planned for it any more.
    """
    booking, duty = day.bookings[booking_id], day.duty_of(booking_id)
    if duty is None or not duty.drives or booking.state not in WITH_A_VAN:
        raise NotOnAVan("No van is planned for this ride any more.")
    here = RideExplained(
        booking_id=booking_id,
        van_id=duty.van_id,
        stay=Stay.ON_BOARD,
        duty_id=duty.id,
        revision=day.revision,
        party=Places(seats=booking.seats, wheelchairs=booking.wheelchairs),
    )
    if booking.state is BookingState.ON_BOARD:
        return here
    framing = frame_day(line, day, now)
    if not may_move(framing, duty.id, booking_id):
        return here.model_copy(update={"stay": Stay.FROZEN})
    ride = _taken_out(line, day, unpinned(booking), now)
    times = _times(line, framing, duty.id) - _times(line, ride.without, duty.id)
    others = [other for other in day.duties.values() if other.van_id != duty.van_id]
    elsewhere = _by_van(_elsewhere(ride, other, times) for other in others)
    stay = _stay(elsewhere) if booking.pinned_to is None else Stay.PINNED
    return here.model_copy(update={"stay": stay, "van_s": times.van_s, "elsewhere": tuple(elsewhere)})


def may_move(framing: Framing, duty_id: str, booking_id: str) -> bool:
    """Tell whether a ride on a duty waits for its van, which is not about to be there."""
    return duty_id in framing.duties and Visit(booking_id, is_pickup=True) in framing.route(duty_id)


def _taken_out(line: LineData, day: Day, booking: BookingOnDay, now: int) -> _Ride:
    freed = day.without_rides(booking.id)
    without = frame_day(line, freed, now)
    met = obstacles(without.empty_problem, ride_of(line, at_promise(line, booking)))
    return _Ride(line, booking, without, bookable_duties(line, freed, now), frozenset(met.in_time))


def _times(line: LineData, framing: Framing, duty_id: str) -> RouteTimes:
    return route_times(framing.duties[duty_id].alone(line), duty_id, framing.route(duty_id))


def _elsewhere(ride: _Ride, duty: DutyOnDay, here: RouteTimes) -> Elsewhere:
    """Return what moving a ride to `duty` would mean, whose stay costs the times `here`."""
    if duty.id not in ride.bookable or duty.id not in ride.without.duties:
        return _blocked(ride, duty)
    # The slack of the window is given up only where nothing keeps it, as when it is booked.
    for wish in (as_promised(ride.booking), at_promise(ride.line, ride.booking)):
        moved = ride_of(ride.line, wish)
        (found,) = ride.without.find((moved,), {duty.id})
        if found is not None:
            problem = ride.without.duties[duty.id].alone(ride.line).with_rides(moved)
            route = ride.without.insertion(moved, found).route
            more = route_times(problem, duty.id, route) - _times(ride.line, ride.without, duty.id) - here
            return Elsewhere(
                van_id=duty.van_id, duty_id=duty.id, van_more_s=more.van_s, riders_more_s=more.detour_s
            )
    return _blocked(ride, duty)


def _blocked(ride: _Ride, duty: DutyOnDay) -> Elsewhere:
    obstacle, shortage = _obstacle(ride, duty)
    return Elsewhere(van_id=duty.van_id, obstacle=obstacle, shortage=shortage)


def _obstacle(ride: _Ride, duty: DutyOnDay) -> tuple[Obstacle, Shortage | None]:
    """Return why a ride, which fits nowhere on `duty`, does not; with the places that are missing."""
    booking = ride.booking
    if duty.id not in ride.without.duties or not _is_lent_for(duty, booking):
        return Obstacle.NOT_LENT, None
    fixed = ride.without.duties[duty.id].fixed
    if fixed.halts and fixed.free_at > booking.pickup_to:
        return Obstacle.UNDER_WAY, None
    if duty.id not in ride.in_time:
        return Obstacle.NOT_LENT, None
    need = Places(seats=booking.seats, wheelchairs=booking.wheelchairs)
    if not fits(duty.layouts, need):
        return Obstacle.NO_PLACE_KIND, lacking(need, duty.layouts)
    if duty.id not in ride.bookable:
        return Obstacle.NO_DRIVER, None
    shortage = taken(ride.line, ride.without, [at_promise(ride.line, booking)], {duty.id})
    return (Obstacle.PROMISES, None) if shortage is Shortage.TIME else (Obstacle.FULL, shortage)


def _is_lent_for(duty: DutyOnDay, booking: BookingOnDay) -> bool:
    return duty.starts_at <= booking.pickup_to and booking.pickup_from <= duty.ends_at


def _by_van(found: Iterable[Elsewhere]) -> list[Elsewhere]:
    """Return one entry a van, those that fit first and the best of them first."""
    best: dict[str, Elsewhere] = {}
    for one in sorted(found, key=_rank):
        best.setdefault(one.van_id, one)
    return list(best.values())


def _rank(one: Elsewhere) -> tuple[int, int, str]:
    if one.obstacle is not None:
        return 1, _CLOSEST_FIRST.index(one.obstacle), one.van_id
    return 0, _cost(one), one.van_id


def _cost(one: Elsewhere) -> int:
    """Return what moving costs by the line's goals."""
    return LINE_GOALS.van_s * (one.van_more_s or 0) + LINE_GOALS.detour_s * (one.riders_more_s or 0)


def _stay(elsewhere: list[Elsewhere]) -> Stay:
    if not elsewhere or elsewhere[0].obstacle is not None:
        return Stay.ONLY_VAN
    best = elsewhere[0]
    if _cost(best) <= 0:
        return Stay.AS_GOOD if _cost(best) == 0 else Stay.BETTER_ELSEWHERE
    return Stay.LEAST_VAN_TIME if (best.van_more_s or 0) > 0 else Stay.LEAST_DETOUR
