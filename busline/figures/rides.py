"""A ride as every figure counts it: when, where to, and whether its promise was kept.

The one place that says so: the figures of a day and the report of a quarter are both counted from this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from busline.figures.rows import CallRow, DayRows, RideRow
from busline.nouns import BookingState

OUTCOMES = {
    BookingState.COMPLETED: "rides",
    BookingState.CANCELLED: "cancellations",
    BookingState.NO_SHOW: "no_shows",
    BookingState.BROKEN: "broken",
}
"""What a booking counts as once it is over."""
Halts = tuple[CallRow | None, CallRow | None]
NOWHERE: Halts = (None, None)


@dataclass(frozen=True, slots=True)
class Ridden:
    """A booking that was driven to the end.

    Attributes
    ----------
    activity
        What it was to, where the caller named it.
    hour
        The local hour of boarding.
    came, left, there
        When the van was at the stop of boarding, left it, and was at that of alighting, in seconds since the
        epoch. Where the van did not report a time, the rider's own counts; None where nobody knows.
    """

    day: date
    ride: RideRow
    activity: str | None
    hour: int
    came: int | None
    left: int | None
    there: int | None

    @property
    def kept_promise(self) -> bool:
        """Whether the van was at both stops in time."""
        if self.came is None or self.there is None:
            return False
        return self.came <= self.ride.pickup_to and self.there <= self.ride.dropoff_by


def ridden(rows: DayRows, zone: ZoneInfo) -> Iterator[Ridden]:
    """Yield the rides of a day of a line whose clock is in `zone`."""
    halts = dict(_halts(rows.runs))
    activities = {one.id: one.activity_id for one in rows.requests}
    for ride in rows.rides:
        if ride.state is not BookingState.COMPLETED:
            continue
        board, alight = halts.get(ride.id, NOWHERE)
        yield Ridden(
            day=rows.day,
            ride=ride,
            activity=activities.get(ride.request_id),
            hour=local_hour(ride.boarded or ride.pickup_from, zone),
            came=(board.arrived if board else None) or ride.boarded,
            left=(board.departed if board else None) or ride.boarded,
            there=(alight.arrived if alight else None) or ride.alighted,
        )


def local_hour(moment: int, zone: ZoneInfo) -> int:
    """Return the hour of the clock in `zone` at `moment`, in seconds since the epoch."""
    return datetime.fromtimestamp(moment, zone).hour


def _halts(runs: Iterable[Sequence[CallRow]]) -> Iterator[tuple[str, Halts]]:
    """Yield the halts at which each booking boarded and alighted."""
    for run in runs:
        boarded: dict[str, CallRow] = {}
        for call in run:
            boarded.update(dict.fromkeys(call.board, call))
            for booking_id in call.alight:
                yield booking_id, (boarded.get(booking_id), call)
