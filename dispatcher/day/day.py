"""One service day in memory: its duties with their runs, its bookings, the offers held on it.

Everything here is an immutable value with times as whole seconds since the epoch. A change makes a new
`Day`; the desk swaps it in once the record has taken it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from busline.days import instant, seconds
from busline.nouns import BookingState, Call, CallKind, DutyState, Layout, Offer
from dispatcher.day.framing.day_memory import DayMemory
from dispatcher.planning.problem import BreakNeed, Route, Visit


@dataclass(frozen=True, slots=True)
class Halt:
    """A call of a run, in seconds: planned ``arrive``/``depart`` and, once it happened, the real ones."""

    kind: CallKind
    stop: str
    arrive: int
    depart: int
    board: tuple[str, ...] = ()
    alight: tuple[str, ...] = ()
    arrived: int | None = None
    departed: int | None = None
    board_first: bool = False
    # Only after the driver has said that the van comes later, see `running_late`.
    planned: tuple[int, int] | None = None
    leave_from: int | None = None

    @classmethod
    def of(cls, call: Call) -> "Halt":
        """Return the halt of a call in the record."""
        return cls(
            kind=call.kind,
            stop=call.stop,
            arrive=seconds(call.arrive),
            depart=seconds(call.depart),
            board=call.board,
            alight=call.alight,
            arrived=None if call.arrived is None else seconds(call.arrived),
            departed=None if call.departed is None else seconds(call.departed),
            board_first=call.board_first,
            planned=None if call.planned is None else (seconds(call.planned[0]), seconds(call.planned[1])),
            leave_from=None if call.leave_from is None else seconds(call.leave_from),
        )

    def call(self) -> Call:
        """Return this halt as the record keeps it."""
        return Call(
            kind=self.kind,
            stop=self.stop,
            arrive=instant(self.arrive),
            depart=instant(self.depart),
            board=self.board,
            alight=self.alight,
            arrived=None if self.arrived is None else instant(self.arrived),
            departed=None if self.departed is None else instant(self.departed),
            board_first=self.board_first,
            planned=None if self.planned is None else (instant(self.planned[0]), instant(self.planned[1])),
            leave_from=None if self.leave_from is None else instant(self.leave_from),
        )

    @property
    def visits(self) -> Route:
        """The visits of this halt in the order in which they are served."""
        if self.kind is CallKind.BREAK:
            return (Visit(None),)
        out = tuple(Visit(ride) for ride in self.alight)
        into = tuple(Visit(ride, True) for ride in self.board)
        return into + out if self.board_first else out + into


@dataclass(frozen=True, slots=True)
class DutyOnDay:
    """A duty and its run.

    ``halts`` is what the record holds: what happened and what is planned, without held offers.
    ``order`` holds the visits that have not happened, held offers included, in the order planned.
    """

    id: str
    window_id: str
    van_id: str
    driver_id: str | None
    starts_at: int
    ends_at: int
    base: str
    state: DutyState
    layouts: tuple[Layout, ...]
    break_need: BreakNeed | None
    halts: tuple[Halt, ...] = ()
    order: Route = ()
    # The van is expected back only then, because of a delay; no plan may make it later still.
    late_back_by: int | None = None

    @property
    def drives(self) -> bool:
        """Whether this duty can still carry anybody."""
        return self.state in (DutyState.OPEN, DutyState.PLANNED, DutyState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class BookingOnDay:
    """What planning needs to know of a booking, or of a held offer (then ``id`` is the offer's)."""

    id: str
    from_stop: str
    to_stop: str
    seats: int
    wheelchairs: int
    boarding_s: int
    pickup_from: int
    pickup_to: int
    dropoff_by: int
    state: BookingState = BookingState.CONFIRMED
    boarded_at: int | None = None
    pinned_to: str | None = None  # the duty on which a coordinator wants it to stay
    # A promise that the world broke: how late the ride is allowed to be now, so that no plan makes it later.
    late_pickup_to: int | None = None
    late_dropoff_by: int | None = None
    late_ride_s: int | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """An offer for which places are kept free until it expires.

    One for somebody who waits (``yields``) is kept for hours, and gives way to a promise that lacks a place;
    any other does so only where the promise would be broken or late.
    """

    offer: Offer
    ride: BookingOnDay
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A line's service day at one revision of its plan."""

    date: date
    revision: int
    duties: Mapping[str, DutyOnDay] = field(default_factory=lambda: MappingProxyType({}))
    bookings: Mapping[str, BookingOnDay] = field(default_factory=lambda: MappingProxyType({}))
    holds: Mapping[str, Hold] = field(default_factory=lambda: MappingProxyType({}))
    memory: DayMemory = field(default_factory=DayMemory, compare=False, repr=False)

    def ride(self, ride_id: str) -> BookingOnDay:
        """Return a booking, or the ride of a held offer."""
        return self.bookings[ride_id] if ride_id in self.bookings else self.holds[ride_id].ride

    def with_duties(self, *duties: DutyOnDay) -> "Day":
        """Return this day with `duties` in the place of those with the same ids."""
        if not duties:
            return self
        return replace(self, duties=dict(self.duties) | {duty.id: duty for duty in duties})

    def with_bookings(self, *bookings: BookingOnDay) -> "Day":
        """Return this day with `bookings` added or put in the place of those with the same ids."""
        if not bookings:
            return self
        return replace(self, bookings=dict(self.bookings) | {b.id: b for b in bookings})

    def without_rides(self, *ride_ids: str) -> "Day":
        """Return this day with no visit for `ride_ids` and no hold on them; bookings stay known."""
        gone = set(ride_ids)
        if not gone:
            return self
        freed = [
            replace(duty, order=tuple(v for v in duty.order if v.ride not in gone))
            for duty in self.duties.values()
            if any(visit.ride in gone for visit in duty.order)
        ]
        day = self.with_duties(*freed)
        if gone.isdisjoint(self.holds):
            return day
        return replace(day, holds={key: hold for key, hold in self.holds.items() if key not in gone})

    def without_yielding(self) -> "Day":
        """Return this day without the holds that give way to promises."""
        return self.without_rides(*(key for key, hold in self.holds.items() if hold.yields))

    def duties_other_than(self, before: "Day") -> frozenset[str]:
        """Return the ids of the duties that are not the same objects as on `before`, an earlier version."""
        return frozenset(duty.id for duty in self.duties.values() if duty is not before.duties.get(duty.id))

    def has_begun(self, now: int) -> bool:
        """Tell whether a duty with a run is, or should be, on the road."""
        return any(duty.drives and duty.halts and duty.starts_at <= now for duty in self.duties.values())

    def duty_of(self, ride_id: str) -> DutyOnDay | None:
        """Return the duty that carries a ride, or will; ``None`` where none does."""
        for duty in self.duties.values():
            if any(visit.ride == ride_id for visit in duty.order):
                return duty
            if any(ride_id in halt.board or ride_id in halt.alight for halt in duty.halts):
                return duty
        return None
