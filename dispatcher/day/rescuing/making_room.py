"""Places for stranded rides by moving others inside their promises, where insertion alone finds none."""

from collections.abc import Collection, Sequence

from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.framing.framing import at_promise, frame_day, ride_of
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import bookable_duties, with_route
from dispatcher.planning.check import check
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch

# Enough to move what can be moved, and done in a fraction of a second; the time is a limit for bad days.
ROUNDS = 200
SECONDS = 2.0


def make_room(
    line: LineData, day: Day, bookings: Sequence[BookingOnDay], now: int, *, avoiding: Collection[str]
) -> tuple[Day, list[BookingOnDay]]:
    """Put as many of `bookings` on the plan as fit when it is re-planned; return the others.

    Every ride that the plan has stays on it, inside its promise; duties in `avoiding` and those that can't
    be booked keep their runs.
    """
    duties = bookable_duties(line, day, now) - set(avoiding)
    framing = frame_day(line, day, now, only=duties)
    if not bookings or not framing.problem.duties:
        return day, list(bookings)
    wishes = [ride_of(line, at_promise(line, booking)) for booking in bookings]
    problem = framing.problem.with_rides(*wishes)
    plan = NeighbourhoodSearch(iterations=ROUNDS).improve(problem, framing.plan, seconds=SECONDS, seed=1)
    served = plan.served()
    if check(problem, plan) or not framing.plan.served() <= served:
        return day, list(bookings)
    for frame, route in zip(problem.duties, plan.routes, strict=True):
        day = with_route(day, framing, frame.id, route)
    placed = [at_promise(line, booking) for booking in bookings if booking.id in served]
    return day.with_bookings(*placed), [booking for booking in bookings if booking.id not in served]
