"""When people get in and out where a van stands: one after the other, nobody in before their window."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dispatcher.day.day import Day, Halt
from dispatcher.planning.problem import Visit


class Boarding(NamedTuple):
    """One end of a ride: who gets in or out, from when until when, in seconds."""

    visit: Visit
    begins: int
    ends: int


def there_at(halt: Halt) -> int:
    """Return when the van is at `halt`: as reported, else as expected."""
    return halt.arrived if halt.arrived is not None else halt.arrive


def boardings(day: Day, at: int, visits: Iterable[Visit]) -> Iterator[Boarding]:
    """Yield the boardings of a van that is there `at`, in the order of `visits`; breaks are none."""
    for visit in visits:
        booking = day.bookings.get(visit.ride or "")
        if booking is None:
            continue
        begins = max(at, booking.pickup_from) if visit.is_pickup else at
        at = begins + booking.boarding_s
        yield Boarding(visit, begins, at)
