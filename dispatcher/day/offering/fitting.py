"""Whether rides that nobody has promised yet would fit into a day's plan, each on its own."""

from collections.abc import Collection, Sequence

from dispatcher.day.day import BookingOnDay
from dispatcher.day.framing.framing import Framing, ride_of
from dispatcher.day.line_data import LineData


def best_duties(
    line: LineData, framing: Framing, rides: Sequence[BookingOnDay], duties: Collection[str]
) -> list[str | None]:
    """Return on which of `duties` each ride fits best; None where it fits on none."""
    places = framing.find([ride_of(line, ride) for ride in rides], duties)
    return [None if found is None else framing.duty_at(found).frame.id for found in places]


def any_fits(
    line: LineData, framing: Framing, rides: Sequence[BookingOnDay], duties: Collection[str]
) -> bool:
    """Tell whether one of `rides` fits on one of `duties`."""
    return any(duty_id is not None for duty_id in best_duties(line, framing, rides, duties))
