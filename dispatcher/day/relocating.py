"""A ride taken from one duty and put on another, where that keeps every promise."""

from dataclasses import replace

from busline.errors import Conflict
from busline.nouns import BookingState
from dispatcher.day.booking import disturbs_nobody
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.framing.framing import as_promised, frame_day
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.explaining import may_move
from dispatcher.day.placing import find_place
from dispatcher.day.settling.settling import settle


class RideStays(Conflict):
    """The ride has begun, or its van is about to be there."""

    code = "ride-stays"


class DoesNotFitThere(Conflict):
    """The ride can't be put on that duty without breaking a rule or a promise."""

    code = "does-not-fit-there"


def relocated(line: LineData, day: Day, booking: BookingOnDay, duty_id: str, now: int) -> Day:
    """Return `day` with a ride of its plan on `duty_id`, pinned there, inside its promise.

    It is the planner's own check: what has begun or is frozen stays as it is, places that are held for a
    caller stay held, and nobody is later than they were.

    Raises
    ------
    RideStays
        If the ride has begun, or its van is about to be there.
    DoesNotFitThere
        If it finds no place on that duty, or somebody would be late for it.
    """
    here = day.duty_of(booking.id)
    waits = booking.state is BookingState.CONFIRMED and here is not None
    if here is None or not waits or not may_move(frame_day(line, day, now), here.id, booking.id):
        raise RideStays("The van is about to be there, or the rider is in it already. The ride stays.")
    pinned = replace(as_promised(booking), pinned_to=duty_id)
    without = day.without_rides(booking.id).with_bookings(pinned)
    place = find_place(line, without, pinned, now)
    if place is None:
        raise DoesNotFitThere("The ride does not fit on that van. Nothing was changed.")
    placed = place.taken(without.with_bookings(place.ride))
    touched = placed.duties_other_than(day)
    before, after = settle(line, day, now, touched), settle(line, placed, now, touched)
    if not disturbs_nobody(before, after):
        raise DoesNotFitThere("Somebody would be late for it. Nothing was changed.")
    return after.day
