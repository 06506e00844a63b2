"""Putting a ride on the day's plan, or finding that it does not fit."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from busline.nouns import Offer
from dispatcher.day.day import BookingOnDay, Day, Hold
from dispatcher.day.framing.fixed import FixedPart
from dispatcher.day.framing.framing import Framing, at_promise, frame_day, ride_of
from dispatcher.day.line_data import LineData
from dispatcher.planning.fleet.fleet import Insertion
from dispatcher.planning.problem import Route


@dataclass(frozen=True)
class Place:
    """Where a ride fits: ``ride`` binds as late as this place needs, which is never after its promise."""

    framing: Framing
    found: Insertion
    ride: BookingOnDay

    def taken(self, day: Day) -> Day:
        """Return `day` with the ride on the run; the ride itself must be added as a booking or a hold."""
        return with_route(day, self.framing, self.found.duty_id, self.found.route)

    def held(self, day: Day, offer: Offer, *, yields: bool) -> Day:
        """Return `day` with this place kept for `offer`, whose id the ride has."""
        hold = Hold(offer, self.ride, yields)
        after = replace(self.taken(day), holds=dict(day.holds) | {offer.id: hold})
        before = self.framing.duties[self.found.duty_id]
        framed = before.with_ride(self.framing.line, self.ride, self.found.route)
        day.memory.of(self.framing.line).follow(day, after, before, framed, offer.id)
        return after


def bookable_duties(line: LineData, day: Day, now: int) -> frozenset[str]:
    """Return the duties on which a ride can be promised: with a driver, or open and far enough ahead."""
    lead_s = line.rules.open_duty_lead_s
    return frozenset(
        duty.id
        for duty in day.duties.values()
        if duty.drives and (duty.driver_id is not None or (lead_s > 0 and duty.starts_at - now >= lead_s))
    )


def find_place(
    line: LineData, day: Day, booking: BookingOnDay, now: int, *, avoiding: Collection[str] = ()
) -> Place | None:
    """Return where `booking` fits best inside its promise, on any bookable duty not in `avoiding`.

    One that is pinned fits on that duty or nowhere.
    """
    framing = frame_day(line, day, now)
    duties = bookable_duties(line, day, now) - set(avoiding)
    if booking.pinned_to is not None:
        duties &= {booking.pinned_to}
    for wish in (booking, at_promise(line, booking)):
        ride = ride_of(line, wish)
        found = framing.find((ride,), duties)[0]
        if found is not None:
            return Place(framing, framing.insertion(ride, found), wish)
    return None


def with_route(day: Day, framing: Framing, duty_id: str, route: Route) -> Day:
    """Return `day` with `route` as the changeable rest of a duty's run."""
    return with_rest(day, duty_id, framing.duties[duty_id].fixed, route)


def with_rest(day: Day, duty_id: str, fixed: FixedPart, rest: Route) -> Day:
    """Return `day` with `rest` on a duty after the `fixed` part of its run."""
    duty = day.duties[duty_id]
    begun = fixed.visits
    kept = tuple(visit for visit in duty.order if visit in begun) if begun else ()
    return day.with_duties(replace(duty, order=kept + rest))
