"""Why a caller gets no ride at the time that they asked for, and when one would work."""

from collections.abc import Sequence

from busline.days import instant
from busline.feed.messages import LegAnswer
from busline.nouns import NearTime, Places, Promise, RefusalReason, Shortage, TimeMode, WhyNot, fits
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.framing.framing import ride_of
from dispatcher.day.offering.fitting import any_fits
from dispatcher.day.offering.nearest import Asked, Near, nearest_times
from dispatcher.day.offering.shortage import lacking, taken
from dispatcher.day.wishes import promised
from dispatcher.planning.fleet.refusal import Obstacles, obstacles

# Where the times tried differ in what stands in the way, the refusal names what came closest to a ride.
_CLOSEST_LAST = (RefusalReason.NO_WINDOW, RefusalReason.NO_PLACE_KIND, RefusalReason.FULL)


def refusal_of(asked: Asked, day: Day, rides: Sequence[BookingOnDay]) -> LegAnswer:
    """Say why a leg has no offer, and name the nearest times of the day that would work.

    Parameters
    ----------
    day
        Where the vans of the duties are known.
    rides
        What could have been promised, all tried in vain; none where it was asked for too late.
    """
    wanted_at = _wanted_pickup(asked, rides)
    tried = (rides[0].pickup_from, rides[-1].pickup_from) if rides else None
    too_late = not rides
    rides = rides or [promised(asked.line, asked.request, asked.leg, wanted_at, None)]
    reason, obstacle = _reason(asked, rides)
    shortage = Shortage.NOTICE if too_late else _shortage(asked, rides, reason, obstacle)
    first, nearest = nearest_times(asked, wanted_at, tried)
    why_not = WhyNot(
        shortage=shortage,
        party=Places(seats=asked.request.seats, wheelchairs=asked.request.wheelchairs),
        looked_from=instant(rides[0].pickup_from),
        looked_to=instant(rides[-1].pickup_from),
        first=None if first is None else _near_time(day, first),
        nearest=tuple(_near_time(day, near) for near in nearest),
    )
    return LegAnswer(leg=asked.leg.leg, refusal=reason, why_not=why_not)


def _wanted_pickup(asked: Asked, rides: Sequence[BookingOnDay]) -> int:
    """Return the pickup that was asked for; to be there by a time, that is the last one tried."""
    if not rides:
        return asked.first_grid_time(max(asked.not_before, asked.leg.wanted_at))
    return rides[-1].pickup_from if asked.leg.mode is TimeMode.ARRIVE_BY else asked.leg.wanted_at


def _reason(asked: Asked, rides: Sequence[BookingOnDay]) -> tuple[RefusalReason, Obstacles]:
    """Return the refusal in one word, and what stood in the way of the ride that came closest."""
    met: list[Obstacles] = []
    for ride in rides:
        met.append(obstacles(asked.framing.empty_problem, ride_of(asked.line, ride)))
        if met[-1].reason is RefusalReason.FULL:
            break
    closest = max(met, key=lambda one: _CLOSEST_LAST.index(one.reason))
    without_driver = asked.framing.duties.keys() - asked.bookable
    if without_driver and any_fits(asked.line, asked.framing, rides, without_driver):
        return RefusalReason.NO_DRIVER, closest
    return closest.reason, closest


def _shortage(
    asked: Asked, rides: Sequence[BookingOnDay], reason: RefusalReason, obstacle: Obstacles
) -> Shortage:
    if reason is RefusalReason.NO_WINDOW:
        return Shortage.VAN
    if reason is RefusalReason.NO_DRIVER:
        return Shortage.DRIVER
    need = Places(seats=asked.request.seats, wheelchairs=asked.request.wheelchairs)
    if reason is RefusalReason.NO_PLACE_KIND:
        duties = [asked.framing.empty_problem.duty(duty_id) for duty_id in obstacle.in_time]
        return lacking(need, [layout for duty in duties for layout in duty.layouts])
    fitting = [duty.id for duty in asked.framing.empty_problem.duties if fits(duty.layouts, need)]
    return taken(asked.line, asked.framing, rides, asked.bookable.intersection(fitting))


def _near_time(day: Day, near: Near) -> NearTime:
    duty = day.duties[near.duty_id]
    return NearTime(
        promise=Promise(
            pickup_from=instant(near.ride.pickup_from),
            pickup_to=instant(near.ride.pickup_to),
            dropoff_by=instant(near.ride.dropoff_by),
        ),
        van_id=duty.van_id,
        driver_known=duty.driver_id is not None,
    )
