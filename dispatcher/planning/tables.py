"""Turning rides, duties and routes into the integer tables that the kernels read.

``DIRECT`` makes detour one subtraction: for a drop-off with a pickup in the route it is boarding time plus
direct drive, for a rider on board it is when boarding ended plus direct drive.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from busline.errors import InvalidInput
from dispatcher.planning.columns import BREAK, DROPOFF, NEVER, NODE_COLUMNS, PICKUP
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import DutyFrame, Matrix, Problem, Ride, Route

Ints = npt.NDArray[np.int64]
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RouteTable:
    """One duty with its route as the kernels read it.

    Attributes
    ----------
    duty
        Row k of its nodes is the route's k-th visit.
    order
        The rows in the order in which they are visited.
    """

    duty: DutyTables
    order: Ints


def pickup_row(ride: Ride, drop_row: int) -> Row:
    """Return the node of a pickup whose drop-off stands in row `drop_row`."""
    return (
        *(ride.origin, ride.boarding_s, ride.pickup_from, ride.pickup_to),
        *(ride.seats, ride.wheelchairs, 1, drop_row, 0, 0, PICKUP),
    )


def drop_row(ride: Ride, direct_s: int, pickup_row: int) -> Row:
    """Return the node of a drop-off; `pickup_row` is -1 for a rider on board."""
    if ride.boarded_at is None:
        latest, span = ride.dropoff_by, ride.boarding_s + ride.max_ride_s
        direct = ride.boarding_s + direct_s
    else:
        latest, span = min(ride.dropoff_by, ride.boarded_at + ride.max_ride_s), NEVER
        direct = ride.boarded_at + direct_s
    return (
        *(ride.destination, ride.alighting_s, ride.dropoff_from, latest),
        *(-ride.seats, -ride.wheelchairs, -1, pickup_row, span, direct, DROPOFF),
    )


def break_row(duty: DutyFrame) -> Row:
    """Return the node of the break that `duty` owes."""
    need = duty.break_need
    if need is None:
        raise InvalidInput(f"Duty {duty.id} has no break.")
    return (duty.end, need.duration_s, need.earliest, need.latest, 0, 0, 0, -1, 0, 0, BREAK)


def frame_entries(duty: DutyFrame, on_board: list[Ride]) -> Row:
    """Return a duty's frame, with the riders that are on board when it begins."""
    back_by, max_duration_s = duty.back_by, duty.max_duration_s
    if max_duration_s is not None and duty.under_way:
        # The clock of a van under way runs already: its limit is a time of day.
        back_by, max_duration_s = min(back_by, duty.leave_from + max_duration_s), None
    return (
        *(duty.start, duty.end, duty.leave_from, back_by),
        NEVER if max_duration_s is None else max_duration_s,
        int(duty.under_way),
        sum(ride.seats for ride in on_board),
        sum(ride.wheelchairs for ride in on_board),
        len(on_board),
    )


def layout_rows(duty: DutyFrame) -> Ints:
    """Return a duty's layouts, shape (layouts, 2)."""
    return np.array([(layout.seats, layout.wheelchairs) for layout in duty.layouts], dtype=np.int64)


def is_well_formed(problem: Problem, duty: DutyFrame, route: Route) -> bool:
    """Tell whether a route pairs its visits rightly and has the break that its duty owes.

    Every ride is picked up once and later dropped off once; a rider on board is only dropped off. A duty
    that owes a break takes exactly one, or at most one where nobody rides; others take none.
    """
    breaks, rides = 0, 0
    waiting_drop: set[str] = set()
    done: set[str] = set()
    for visit in route:
        if visit.ride is None:
            breaks += 1
            continue
        ride = problem.ride(visit.ride)
        if visit.is_pickup:
            if ride.boarded_at is not None or ride.id in waiting_drop or ride.id in done:
                return False
            waiting_drop.add(ride.id)
        else:
            boarded_here = ride.boarded_at is not None and ride.duty_id == duty.id
            if ride.id in done or not (boarded_here or ride.id in waiting_drop):
                return False
            waiting_drop.discard(ride.id)
            done.add(ride.id)
            rides += 1
    if waiting_drop:
        return False
    if duty.break_need is None:
        return breaks == 0
    return breaks == 1 or (breaks == 0 and rides == 0)


def route_table(problem: Problem, duty: DutyFrame, route: Route, goals: Goals) -> RouteTable:
    """Return the tables of a well-formed route."""
    rows, on_board = visit_rows(problem.travel_s, duty, route, problem.ride)
    tables = DutyTables(
        travel=problem.travel_s,
        nodes=np.array(rows, dtype=np.int64).reshape(len(rows), NODE_COLUMNS),
        frame=np.array(frame_entries(duty, on_board), dtype=np.int64),
        layouts=layout_rows(duty),
        weights=goals.weights(),
    )
    return RouteTable(tables, np.arange(len(rows), dtype=np.int64))


def visit_rows(
    travel_s: Matrix, duty: DutyFrame, route: Route, ride_of: Callable[[str], Ride]
) -> tuple[list[Row], list[Ride]]:
    """Return the nodes of a well-formed route, row k its k-th visit, and the rides on board at its start."""
    rows: list[Row] = []
    on_board: list[Ride] = []
    pickup_at: dict[str, int] = {}
    drop_at = {visit.ride: k for k, visit in enumerate(route) if visit.ride and not visit.is_pickup}
    for k, visit in enumerate(route):
        if visit.ride is None:
            rows.append(break_row(duty))
            continue
        ride = ride_of(visit.ride)
        if visit.is_pickup:
            pickup_at[ride.id] = k
            rows.append(pickup_row(ride, drop_at[ride.id]))
            continue
        if ride.boarded_at is not None:
            on_board.append(ride)
        direct_s = int(travel_s[ride.origin, ride.destination])
        rows.append(drop_row(ride, direct_s, pickup_at.get(ride.id, -1)))
    return rows, on_board
