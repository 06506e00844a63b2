"""When the world has made a route late: the times it will have, and what is late by how much."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from busline.errors import InvalidInput
from dispatcher.planning.columns import (
    BACK_BY,
    DROPOFF,
    KIND,
    LATEST,
    MAX_DURATION,
    NEVER,
    PARTNER,
    SPAN,
)
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Ride, Route
from dispatcher.planning.route.kernels import earliest_schedule, schedule_and_cost
from dispatcher.planning.route.times import Schedule, as_schedule, scheduled
from dispatcher.planning.tables import Ints, RouteTable, is_well_formed, route_table


class LateKind(StrEnum):
    """Which limit is exceeded."""

    PICKUP_LATE = "pickup_late"
    DROPOFF_LATE = "dropoff_late"
    RIDE_TOO_LONG = "ride_too_long"
    BREAK_LATE = "break_late"
    BACK_LATE = "back_late"
    DUTY_TOO_LONG = "duty_too_long"


@dataclass(frozen=True, slots=True)
class Lateness:
    """One exceeded limit: ``by_s`` > 0 seconds. ``ride_id`` is None for a limit of the duty."""

    kind: LateKind
    by_s: int
    ride_id: str | None = None


@dataclass(frozen=True, slots=True)
class RelaxedSchedule:
    """The times of a route that goes on whatever its limits say, and which of them it exceeds."""

    schedule: Schedule
    lateness: tuple[Lateness, ...]


def relaxed_schedule(
    problem: Problem, duty: DutyFrame, route: Route, goals: Goals = LINE_GOALS
) -> RelaxedSchedule:
    """Return the schedule of a route that is driven even where it exceeds limits.

    Where every limit can be kept this is `schedule`, without lateness. Otherwise every window is stretched
    just as far as driving without a pause needs; then the ride-time limits, in the order of the drop-offs,
    and the duty's length are kept as far as that makes nothing later. Places are not looked at.

    Raises
    ------
    InvalidInput
        When the route is not well formed.
    """
    if not is_well_formed(problem, duty, route):
        raise InvalidInput(f"The route of duty {duty.id} does not pair its visits.")
    times = as_driven(route_table(problem, duty, route, goals))
    return RelaxedSchedule(times, tuple(lateness(problem, duty, route, times)))


def as_driven(table: RouteTable) -> Schedule:
    """Return when a route is driven, late or not; see `relaxed_schedule`."""
    times = scheduled(table.duty, table.order)
    if times is not None:
        return times
    stretched = _stretched(table)
    begins = np.empty(len(stretched.duty.nodes), dtype=np.int64)
    _, leave, back, cost = schedule_and_cost(stretched.duty, table.order, len(table.order), begins)
    return as_schedule(stretched.duty, table.order, begins, (leave, back, cost))


def lateness(problem: Problem, duty: DutyFrame, route: Route, times: Schedule) -> list[Lateness]:
    """Return which upper limits the times of a route exceed, in the order of its visits."""
    found: list[Lateness] = []

    def limit(kind: LateKind, by_s: int, ride_id: str | None = None) -> None:
        if by_s > 0:
            found.append(Lateness(kind, by_s, ride_id))

    aboard: dict[str, int] = {}
    for visit, begin in zip(route, times.begins, strict=True):
        if visit.ride is None:
            latest = duty.break_need.latest if duty.break_need else begin
            limit(LateKind.BREAK_LATE, begin - latest)
            continue
        ride = problem.ride(visit.ride)
        if visit.is_pickup:
            aboard[ride.id] = begin + ride.boarding_s
            limit(LateKind.PICKUP_LATE, begin - ride.pickup_to, ride.id)
        else:
            boarded_at = aboard[ride.id] if ride.boarded_at is None else ride.boarded_at
            limit(LateKind.DROPOFF_LATE, begin - ride.dropoff_by, ride.id)
            limit(LateKind.RIDE_TOO_LONG, begin - boarded_at - ride.max_ride_s, ride.id)
    limit(LateKind.BACK_LATE, times.back - duty.back_by)
    if duty.max_duration_s is not None:
        leave = duty.leave_from if duty.under_way else times.leave
        limit(LateKind.DUTY_TOO_LONG, times.back - leave - duty.max_duration_s)
    return found


def eased(problem: Problem, plan: Plan) -> Problem:
    """Return the problem with every limit that `plan` can't keep set to what it will be.

    A late route then is feasible again, so that further rides can be planned into it without making
    anything later that is late already.
    """
    rides: dict[str, Ride] = {}
    duties: list[DutyFrame] = []
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        for late in relaxed_schedule(problem, duty, route).lateness:
            if late.ride_id is None:
                duty = _eased_duty(duty, late)
            else:
                ride = rides.get(late.ride_id) or problem.ride(late.ride_id)
                rides[late.ride_id] = _eased_ride(ride, late)
        duties.append(duty)
    return replace(problem, duties=tuple(duties)).with_rides(*rides.values())


def _eased_ride(ride: Ride, late: Lateness) -> Ride:
    if late.kind is LateKind.PICKUP_LATE:
        return replace(ride, pickup_to=ride.pickup_to + late.by_s)
    if late.kind is LateKind.DROPOFF_LATE:
        return replace(ride, dropoff_by=ride.dropoff_by + late.by_s)
    return replace(ride, max_ride_s=ride.max_ride_s + late.by_s)


def _eased_duty(duty: DutyFrame, late: Lateness) -> DutyFrame:
    if late.kind is LateKind.BREAK_LATE and duty.break_need is not None:
        need = replace(duty.break_need, latest=duty.break_need.latest + late.by_s)
        return replace(duty, break_need=need)
    if late.kind is LateKind.BACK_LATE:
        return replace(duty, back_by=duty.back_by + late.by_s)
    return replace(duty, max_duration_s=(duty.max_duration_s or 0) + late.by_s)


def _stretched(table: RouteTable) -> RouteTable:
    own, order = table.duty, table.order
    nodes, frame = own.nodes.copy(), own.frame.copy()
    stretched = RouteTable(own._replace(nodes=nodes, frame=frame), order)
    nodes[:, LATEST] = NEVER
    nodes[:, SPAN] = NEVER
    frame[[BACK_BY, MAX_DURATION]] = NEVER
    begins = np.empty(len(nodes), dtype=np.int64)
    back = _earliest(stretched, begins)[2]
    nodes[:, LATEST] = np.maximum(own.nodes[:, LATEST], begins)
    frame[BACK_BY] = max(int(own.frame[BACK_BY]), back)
    for row in order:
        if nodes[row, KIND] == DROPOFF and nodes[row, PARTNER] >= 0:
            nodes[row, SPAN] = own.nodes[row, SPAN]
            if not _feasible(stretched, begins):
                nodes[row, SPAN] = NEVER
    frame[MAX_DURATION] = own.frame[MAX_DURATION]
    if not _feasible(stretched, begins):
        frame[MAX_DURATION] = NEVER
    return stretched


def _feasible(table: RouteTable, begins: Ints) -> bool:
    return _earliest(table, begins)[0]


def _earliest(table: RouteTable, begins: Ints) -> tuple[bool, int, int]:
    return earliest_schedule(table.duty, table.order, len(table.order), begins)
