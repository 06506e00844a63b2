"""The times nearest to a wish at which a ride would work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dispatcher.day.day import BookingOnDay
from dispatcher.day.framing.framing import Framing
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.fitting import best_duties
from dispatcher.day.wishes import LegToQuote, RequestToQuote, promised

APART_S = 900  # times that differ less are one choice to a caller
COUNT = 4
MOST_EARLIER = 2  # later is easier to arrange than earlier
# Times are tried outward from the wish, so many at once: mostly the first lot is enough.
LOT = 12


@dataclass(frozen=True)
class Asked:
    """One leg of a request before a day as it stands.

    Attributes
    ----------
    not_before
        A ride that begins earlier can't be promised any more.
    bookable
        The duties that can take a promise.
    """

    line: LineData
    framing: Framing
    request: RequestToQuote
    leg: LegToQuote
    not_before: int
    bookable: frozenset[str]

    def first_grid_time(self, at: int) -> int:
        """Return the first of the line's round times that is not before `at`."""
        grid = self.line.rules.offer_grid_s
        return -(-at // grid) * grid


@dataclass(frozen=True, slots=True)
class Near:
    """A ride that fits, and on which duty it does best."""

    ride: BookingOnDay
    duty_id: str


def nearest_times(
    asked: Asked, wanted_at: int, tried: tuple[int, int] | None = None
) -> tuple[Near | None, list[Near]]:
    """Return the first ride after what was tried, and the few nearest to `wanted_at` in order of time.

    Parameters
    ----------
    wanted_at
        The pickup that was asked for.
    tried
        The first and the last pickup that were tried in vain. Where left out nothing was, and
        `wanted_at` itself is looked at as the first of the later ones.
    """
    frames = [duty for duty in asked.framing.empty_problem.duties if duty.id in asked.bookable]
    if not frames:
        return None, []
    grid = asked.line.rules.offer_grid_s
    begin = asked.first_grid_time(max(asked.not_before, min(frame.leave_from for frame in frames)))
    end = max(frame.back_by for frame in frames)
    middle = asked.first_grid_time(wanted_at)
    before, after = (middle, middle) if tried is None else (tried[0], tried[1] + grid)
    upward = range(max(begin, after), end, grid)
    downward = range(_last_grid_time(min(before - 1, end), grid), begin - 1, -grid)
    later = list(islice(_apart(_fitting(asked, upward)), COUNT))
    earlier = list(islice(_apart(_fitting(asked, downward)), MOST_EARLIER))
    nearest = sorted(later + earlier, key=lambda near: abs(near.ride.pickup_from - wanted_at))[:COUNT]
    first = later[0] if later else None
    return first, sorted(nearest, key=lambda near: near.ride.pickup_from)


def _last_grid_time(at: int, grid: int) -> int:
    return at // grid * grid


def _fitting(asked: Asked, times: Iterable[int]) -> Iterator[Near]:
    """Yield the rides that fit, in the order of the pickup `times`."""
    remaining = iter(times)
    while lot := list(islice(remaining, LOT)):
        rides = [promised(asked.line, asked.request, asked.leg, at, None) for at in lot]
        duties = best_duties(asked.line, asked.framing, rides, asked.bookable)
        for ride, duty_id in zip(rides, duties, strict=True):
            if duty_id is not None:
                yield Near(ride, duty_id)


def _apart(found: Iterable[Near]) -> Iterator[Near]:
    """Leave out what is too close to the one before it to be another choice."""
    last: Near | None = None
    for near in found:
        if last is None or abs(near.ride.pickup_from - last.ride.pickup_from) >= APART_S:
            last = near
            yield near
