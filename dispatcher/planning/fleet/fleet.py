"""The duties of a day with their routes, prepared so that a further ride finds its best place quickly.

A fleet is kept and brought up to date, slot by slot, as the plan changes; what belongs to one duty is worked
out when its slot is filled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from busline.errors import InvalidInput
from dispatcher.planning.columns import MAX_DURATION, NEVER, NODE_COLUMNS, PARTNER
from dispatcher.planning.fleet.fleet_kernels import (
    DROPOFF_AT,
    DROPOFF_POSITION,
    FOUND_ENTRIES,
    INCREASE,
    ORDER,
    PICKUP_AT,
    PICKUP_POSITION,
    SLOT,
    search_fleet,
)
from dispatcher.planning.fleet.fleet_tables import (
    BASE_COST,
    COUNT,
    IN_FULL,
    PAUSE,
    VISITS,
    fleet_tables,
    slot_tables,
    with_room,
)
from dispatcher.planning.fleet.survey_kernels import prepare
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.insertion.insertion_kernels import HUGE, with_pair
from dispatcher.planning.problem import DutyFrame, Matrix, Plan, Problem, Ride, Route, Visit
from dispatcher.planning.route.relaxed import as_driven
from dispatcher.planning.route.times import Schedule, scheduled
from dispatcher.planning.route.triangle_kernels import keeps_triangle
from dispatcher.planning.tables import (
    Ints,
    RouteTable,
    break_row,
    drop_row,
    frame_entries,
    layout_rows,
    pickup_row,
    visit_rows,
)

NO_BREAK = -1


@dataclass(frozen=True, slots=True)
class Insertion:
    """A ride put into a duty's route: the new route, its times, and how much worse the goals get."""

    duty_id: str
    route: Route
    schedule: Schedule
    cost: int

    def apply(self, problem: Problem, plan: Plan) -> Plan:
        """Return `plan` with the new route in it."""
        return plan.with_route(problem.duty_index[self.duty_id], self.route)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a ride fits best: in which slot of a fleet, what that costs, and when it would ride."""

    slot: int
    cost: int
    pickup_at: int
    dropoff_at: int
    order: int
    positions: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Slot:
    duty: DutyFrame
    visits: Route  # by row; a break that the route still lacks is the last


class Fleet:
    """Slots for duties, numbered in the order that counts among equally good insertions.

    Parameters
    ----------
    travel_s
        Driving seconds between stops. Where a detour over a third stop is shorter (never in those of a
        line) every pair of positions is scheduled, which takes longer and finds the same.
    goals
        What the cost of an insertion is made of.
    in_full
        Schedule every pair of positions also where bounds would do.
    """

    def __init__(self, travel_s: Matrix, goals: Goals = LINE_GOALS, *, in_full: bool = False) -> None:
        # A matrix that is read-only or has gaps in memory is another type to the kernels: compiled anew.
        self._travel_s = np.require(travel_s, requirements=("C", "W"))
        self._in_full = in_full or not keeps_triangle(self._travel_s)
        self._tables = with_room(
            fleet_tables(self._travel_s, goals.weights()), slots=1, visits=8, layouts=3, orders=4
        )
        self._slots: list[_Slot | None] = []

    def __len__(self) -> int:
        """Return the number of slots."""
        return len(self._slots)

    def resize(self, count: int) -> None:
        """Have `count` slots; new ones are empty."""
        self._tables = with_room(self._tables, slots=count)
        for slot in range(count, len(self._slots)):
            self.empty(slot)
        self._slots = (self._slots + [None] * count)[:count]

    def empty(self, slot: int) -> None:
        """Take a duty out: nothing is found in its slot."""
        self._slots[slot] = None
        self._tables.slots[slot] = 0

    def fill(self, slot: int, duty: DutyFrame, route: Route, ride_of: Callable[[str], Ride]) -> None:
        """Put a duty with its route into a slot, in the place of what was there.

        Parameters
        ----------
        route
            Well formed; `ride_of` gives the rides in it.
        """
        rows, on_board = visit_rows(self._travel_s, duty, route, ride_of)
        pause = next((k for k, visit in enumerate(route) if visit.ride is None), NO_BREAK)
        if duty.break_need is not None and pause == NO_BREAK:
            pause = len(rows)
            rows, route = [*rows, break_row(duty)], (*route, Visit(None))
            driven = pause
        else:
            driven = len(rows)
        self._slots[slot] = _Slot(duty, route)
        self._tables = with_room(self._tables, visits=len(rows), layouts=len(duty.layouts))
        tables, layouts = self._tables, layout_rows(duty)
        tables.nodes[slot, : len(rows)] = np.array(rows, dtype=np.int64).reshape(-1, NODE_COLUMNS)
        tables.frames[slot] = frame_entries(duty, on_board)
        tables.layouts[slot] = -1
        tables.layouts[slot, : len(layouts)] = layouts
        entries = tables.slots[slot]
        entries[VISITS], entries[PAUSE] = len(rows), pause
        entries[IN_FULL] = self._in_full or tables.frames[slot, MAX_DURATION] != NEVER
        present = RouteTable(slot_tables(tables, slot), np.arange(driven, dtype=np.int64))
        entries[BASE_COST] = as_driven(present).cost
        orders = prepare(self._tables, slot)
        if orders >= tables.orders.shape[1]:
            self._tables = with_room(self._tables, orders=orders + 1)
            prepare(self._tables, slot)

    def best(self, variants: Sequence[Ride], wanted: Ints) -> list[Found | None]:
        """Return the best place for each of `variants`, each on its own.

        Parameters
        ----------
        variants
            One trip with many windows, or any rides; not on board, and in no route of the fleet.
        wanted
            By slot: 0 where it is not to be looked at; whom a ride is pinned to is up to the caller.
        """
        found = np.zeros((len(variants), FOUND_ENTRIES), dtype=np.int64)
        if variants and len(self):
            search_fleet(self._tables, self._rows(variants), wanted, found)
        return [
            None
            if not len(self) or entries[INCREASE] == HUGE
            else Found(
                slot=entries[SLOT],
                cost=entries[INCREASE],
                pickup_at=entries[PICKUP_AT],
                dropoff_at=entries[DROPOFF_AT],
                order=entries[ORDER],
                positions=(entries[PICKUP_POSITION], entries[DROPOFF_POSITION]),
            )
            for entries in found.tolist()
        ]

    def insertion(self, ride: Ride, found: Found) -> Insertion:
        """Return what was found for `ride`, in the fleet as it still is, as a new route with its times."""
        slot, tables = self._slots[found.slot], self._tables
        if slot is None:
            raise InvalidInput(f"Slot {found.slot} is empty.")
        count = len(slot.visits)
        nodes = tables.nodes[found.slot, : count + 2].copy()
        nodes[count:] = self._rows((ride,))[0]
        nodes[count:, PARTNER] = count + 1, count
        length = int(tables.totals[found.slot, found.order, COUNT])
        longer = np.empty(length + 2, dtype=np.int64)
        with_pair(tables.orders[found.slot, found.order], length, count, count + 1, *found.positions, longer)
        times = scheduled(slot_tables(tables, found.slot)._replace(nodes=nodes), longer)
        if times is None:
            raise RuntimeError(f"The insertion of {ride.id} into {slot.duty.id} lost its schedule.")
        visits = (*slot.visits, Visit(ride.id, is_pickup=True), Visit(ride.id))
        return Insertion(slot.duty.id, tuple(visits[k] for k in longer.tolist()), times, found.cost)

    def _rows(self, variants: Sequence[Ride]) -> Ints:
        rows = np.empty((len(variants), 2, NODE_COLUMNS), dtype=np.int64)
        for k, ride in enumerate(variants):
            direct_s = int(self._travel_s[ride.origin, ride.destination])
            # Partners are filled in later: their row numbers differ from duty to duty.
            rows[k] = pickup_row(ride, 0), drop_row(ride, direct_s, 0)
        return rows
