"""What a caller wishes, in the desk's terms, and the rides that could be promised for it."""

from dataclasses import dataclass

from busline.nouns import LegName, TimeMode
from dispatcher.day.day import BookingOnDay
from dispatcher.day.line_data import LineData


@dataclass(frozen=True, slots=True)
class LegToQuote:
    """One way of a request, in the desk's terms; ``wanted_at`` in seconds."""

    leg: LegName
    from_stop: str
    to_stop: str
    mode: TimeMode
    wanted_at: int


@dataclass(frozen=True, slots=True)
class RequestToQuote:
    """A request as the desk quotes it. ``replaces`` names the bookings it would be changed from."""

    id: str
    legs: tuple[LegToQuote, ...]
    seats: int
    wheelchairs: int
    boarding_s: int
    replaces: tuple[str, ...] = ()


def promised(
    line: LineData, request: RequestToQuote, leg: LegToQuote, pickup_from: int, deadline: int | None
) -> BookingOnDay:
    """Return the ride that a promise from `pickup_from` on would be; not later there than `deadline`."""
    rules = line.rules
    pickup_to = pickup_from + rules.pickup_window_s
    latest = pickup_to + request.boarding_s + line.max_ride_s(leg.from_stop, leg.to_stop)
    dropoff_by = -(-latest // rules.offer_grid_s) * rules.offer_grid_s
    return BookingOnDay(
        id=request.id,
        from_stop=leg.from_stop,
        to_stop=leg.to_stop,
        seats=request.seats,
        wheelchairs=request.wheelchairs,
        boarding_s=request.boarding_s,
        pickup_from=pickup_from,
        pickup_to=pickup_to,
        dropoff_by=dropoff_by if deadline is None else min(dropoff_by, deadline),
    )
