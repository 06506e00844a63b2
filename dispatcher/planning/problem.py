"""The planning problem of one service day as an immutable value.

Everything is an integer: times are seconds since the epoch (or since an instance's own zero), places are
indices into the travel matrix. Desk, improver and benchmark all plan this one problem.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import Layout

Matrix = npt.NDArray[np.int64]

# Times and quantities stay under this, so that a weighted sum of them fits into 64 bits.
LARGEST = 10**12

# A search keeps driving times in 32 bits.
LONGEST_DRIVE_S = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Ride:
    """One party from one stop to another, with its windows and its ride-time limit.

    Attributes
    ----------
    id
        Booking id, or offer id of a held offer.
    origin, destination
        Indices into the travel matrix.
    seats, wheelchairs
        Places taken while on board.
    boarding_s, alighting_s
        Service time at either end, ≥ 0.
    pickup_from, pickup_to
        Boarding begins inside this window.
    dropoff_from, dropoff_by
        Alighting begins inside this window.
    max_ride_s
        Longest time from the end of boarding to the begin of alighting.
    boarded_at
        When boarding ended, for a party that is on board already (its pickup is no longer planned).
    duty_id
        The duty this ride must stay on: it is on board there, or was pinned by a coordinator.
    """

    id: str
    origin: int
    destination: int
    seats: int
    wheelchairs: int
    boarding_s: int
    alighting_s: int
    pickup_from: int
    pickup_to: int
    dropoff_from: int
    dropoff_by: int
    max_ride_s: int
    boarded_at: int | None = None
    duty_id: str | None = None

    def __post_init__(self) -> None:
        if min(self.seats, self.wheelchairs, self.boarding_s, self.alighting_s, self.max_ride_s) < 0:
            raise InvalidInput(f"Ride {self.id} has a negative quantity.")
        if self.pickup_from > self.pickup_to or self.dropoff_from > self.dropoff_by:
            raise InvalidInput(f"Ride {self.id} has a window that ends before it starts.")
        _within_range(
            f"Ride {self.id}",
            *(self.seats, self.wheelchairs, self.boarding_s, self.alighting_s, self.max_ride_s),
            *(self.pickup_from, self.pickup_to, self.dropoff_from, self.dropoff_by, self.boarded_at or 0),
        )
        if self.boarded_at is not None and self.duty_id is None:
            raise InvalidInput(f"Ride {self.id} is on board, but of no duty.")


@dataclass(frozen=True, slots=True)
class BreakNeed:
    """A break that a duty owes: at its base, nobody on board, beginning inside ``earliest``…``latest``."""

    duration_s: int
    earliest: int
    latest: int

    def __post_init__(self) -> None:
        _within_range("A break", self.duration_s, self.earliest, self.latest)
        if self.duration_s < 0 or self.earliest > self.latest:
            raise InvalidInput("A break has a negative length or a window that ends before it starts.")


@dataclass(frozen=True, slots=True)
class DutyFrame:
    """What a duty allows, before any ride is on it.

    The van leaves ``start`` (a matrix index) not before ``leave_from`` and is back at ``end`` not after
    ``back_by``; the line's base margin is already taken off. ``under_way``: the van is no longer at its
    base; ``start`` is then where the changeable part of its run begins, and ``leave_from`` when.
    ``max_duration_s`` limits leave to back, where there is such a limit; for a van under way it counts
    from ``leave_from``.
    """

    id: str
    start: int
    end: int
    leave_from: int
    back_by: int
    layouts: tuple[Layout, ...]
    break_need: BreakNeed | None = None
    under_way: bool = False
    max_duration_s: int | None = None
    driver_known: bool = True

    def __post_init__(self) -> None:
        _within_range(f"Duty {self.id}", self.leave_from, self.back_by, self.max_duration_s or 0)
        if not self.layouts:
            raise InvalidInput(f"Duty {self.id} has a van without a layout.")


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry of a route: ``ride`` is picked up or dropped off; ``None`` is the duty's break."""

    ride: str | None
    is_pickup: bool = False


Route = tuple[Visit, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """Rides, duties and driving times; validated once, completely, when it is made.

    Each is equal to itself alone. The matrix is shared, not copied: nobody writes into it.

    ``travel_s[i, j]`` are driving seconds from stop i to stop j; the diagonal is zero. That no detour over
    a third stop is shorter (`busline.travel` sees to it) is good for plans, but nothing here rests on it.
    """

    travel_s: Matrix
    duties: tuple[DutyFrame, ...]
    rides: tuple[Ride, ...]
    duty_index: dict[str, int] = field(init=False, repr=False)
    ride_index: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        stops = self.travel_s.shape[0]
        if self.travel_s.shape != (stops, stops) or self.travel_s.dtype != np.int64:
            raise InvalidInput("The travel matrix must be square and of 64-bit integers.")
        # A matrix that is read-only or has gaps in memory is another type to the kernels: compiled anew.
        object.__setattr__(self, "travel_s", np.require(self.travel_s, requirements=("C", "W")))
        if (self.travel_s < 0).any() or self.travel_s.diagonal().any():
            raise InvalidInput("The travel matrix must be non-negative with a zero diagonal.")
        if (self.travel_s > LONGEST_DRIVE_S).any():
            raise InvalidInput(f"A drive in the travel matrix is longer than {LONGEST_DRIVE_S} seconds.")
        places = [p for r in self.rides for p in (r.origin, r.destination)]
        places += [p for d in self.duties for p in (d.start, d.end)]
        if any(not 0 <= place < stops for place in places):
            raise InvalidInput("A ride or a duty names a stop that is not in the travel matrix.")
        object.__setattr__(self, "duty_index", {d.id: i for i, d in enumerate(self.duties)})
        object.__setattr__(self, "ride_index", {r.id: i for i, r in enumerate(self.rides)})
        if len(self.duty_index) != len(self.duties) or len(self.ride_index) != len(self.rides):
            raise InvalidInput("Two rides or two duties have the same id.")
        for ride in self.rides:
            if ride.duty_id is not None and ride.duty_id not in self.duty_index:
                raise UnknownNoun("duty", ride.duty_id)

    def ride(self, ride_id: str) -> Ride:
        """Return the ride with `ride_id`."""
        if ride_id not in self.ride_index:
            raise UnknownNoun("ride", ride_id)
        return self.rides[self.ride_index[ride_id]]

    def duty(self, duty_id: str) -> DutyFrame:
        """Return the duty with `duty_id`."""
        if duty_id not in self.duty_index:
            raise UnknownNoun("duty", duty_id)
        return self.duties[self.duty_index[duty_id]]

    def with_rides(self, *rides: Ride) -> "Problem":
        """Return the problem with `rides` added; a ride with a known id takes that ride's place."""
        new = {ride.id: ride for ride in rides}
        kept = tuple(new.pop(ride.id, ride) for ride in self.rides)
        return replace(self, rides=kept + tuple(new.values()))

    def without_rides(self, ride_ids: Iterable[str]) -> "Problem":
        """Return the problem without the rides named; unknown ids are left out already."""
        gone = set(ride_ids)
        return replace(self, rides=tuple(ride for ride in self.rides if ride.id not in gone))

    def with_duties(self, *duties: DutyFrame) -> "Problem":
        """Return the problem with known duties replaced by `duties`, in the same order."""
        new = {duty.id: duty for duty in duties}
        for duty_id in new:
            self.duty(duty_id)
        return replace(self, duties=tuple(new.get(duty.id, duty) for duty in self.duties))


@dataclass(frozen=True, slots=True)
class Plan:
    """A route for every duty of a problem, in the problem's order of duties."""

    routes: tuple[Route, ...]

    @classmethod
    def empty(cls, problem: Problem) -> "Plan":
        """Return the plan in which no van moves."""
        return cls(((),) * len(problem.duties))

    def with_route(self, index: int, route: Route) -> "Plan":
        """Return the plan with the route of the duty at `index` replaced."""
        return Plan((*self.routes[:index], route, *self.routes[index + 1 :]))

    def served(self) -> frozenset[str]:
        """Return the ids of all rides that are dropped off by this plan."""
        return frozenset(v.ride for route in self.routes for v in route if v.ride and not v.is_pickup)


def _within_range(what: str, *quantities: int) -> None:
    if max(quantities) > LARGEST or min(quantities) < -LARGEST:
        raise InvalidInput(f"{what} has a time or a quantity beyond {LARGEST}.")
