"""What exactly is missing where a ride finds no place: a kind of place, or time."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from busline.nouns import Layout, Places, Shortage, fits
from dispatcher.day.day import BookingOnDay
from dispatcher.day.framing.framing import Framing
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.fitting import any_fits


def lacking(need: Places, layouts: Sequence[Layout]) -> Shortage:
    """Return which places vans with `layouts` do not have, given that none has room for `need`."""
    if not fits(layouts, Places(wheelchairs=need.wheelchairs)):
        return Shortage.WHEELCHAIR_PLACES
    return Shortage.PLACES_TOGETHER if fits(layouts, Places(seats=need.seats)) else Shortage.SEATS


def taken(
    line: LineData, framing: Framing, rides: Sequence[BookingOnDay], duties: Collection[str]
) -> Shortage:
    """Return which places others have taken, given that none of `rides` fits on `duties`.

    ``TIME`` where not even somebody who takes no place could be driven. All `rides` are of one party, and
    each van of `duties` has room for it when empty.
    """
    if not any_fits(line, framing, [replace(ride, seats=0, wheelchairs=0) for ride in rides], duties):
        return Shortage.TIME
    if not any(ride.wheelchairs for ride in rides):
        return Shortage.SEATS
    without_seats = any_fits(line, framing, [replace(ride, seats=0) for ride in rides], duties)
    without_wheelchairs = any_fits(line, framing, [replace(ride, wheelchairs=0) for ride in rides], duties)
    if without_seats == without_wheelchairs:
        return Shortage.PLACES_TOGETHER
    return Shortage.SEATS if without_seats else Shortage.WHEELCHAIR_PLACES
