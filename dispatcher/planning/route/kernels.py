"""Compiled kernels of one route: its earliest schedule, the settled schedule, its cost, its places.

All take a duty (`dispatcher.planning.duty_tables`), and a route as row numbers ``order[:count]`` of its
nodes. Times are written to ``begins``, indexed by row. Nothing here rests on the triangle inequality.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BACK_BY,
    BREAK,
    DETOUR,
    DIRECT,
    DRIVE,
    DROPOFF,
    EARLIEST,
    END,
    KIND,
    LATEST,
    LEAVE_FROM,
    MAX_DURATION,
    NEVER,
    PARTIES,
    PARTIES_AT_START,
    PARTNER,
    PICKUP,
    PLACE,
    SEATS,
    SEATS_AT_START,
    SERVICE,
    SPAN,
    START,
    UNDER_WAY,
    VAN,
    WAITING,
    WHEELS,
    WHEELS_AT_START,
)
from dispatcher.planning.compiled import kernel
from dispatcher.planning.duty_tables import DutyTables

Ints = npt.NDArray[np.int64]

# A pickup is planned at most this long after its window opens only to shorten a wait on board: the rest
# of the window stays ahead of the promise for the day's delays.
PICKUP_DRIFT_S = 180


@kernel
def runs_too_long(duty: DutyTables, order: Ints, count: int, elapsed: Ints) -> bool:
    """Tell whether a ride or the duty exceeds its limit even without any waiting.

    This finds every positive cycle of the difference constraints at once: all cycles lie between one
    pickup and its drop-off, or between leave and back, or are sums of such.
    """
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    run = 0
    place = frame[START]
    for k in range(count):
        row = order[k]
        run += travel[place, nodes[row, PLACE]]
        elapsed[row] = run
        partner = nodes[row, PARTNER]
        if nodes[row, KIND] == DROPOFF and partner >= 0 and run - elapsed[partner] > nodes[row, SPAN]:
            return True
        run += nodes[row, SERVICE]
        place = nodes[row, PLACE]
    return bool(run + travel[place, frame[END]] > frame[MAX_DURATION])


@kernel
def push_forward(duty: DutyTables, order: Ints, count: int, begins: Ints, leave: int) -> int:
    """Raise ``begins`` to what driving allows from `leave` on; return when the van is back, or `NEVER`."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    ready = leave
    place = frame[START]
    for k in range(count):
        row = order[k]
        at = ready + travel[place, nodes[row, PLACE]]
        if at > begins[row]:
            begins[row] = at
        if begins[row] > nodes[row, LATEST]:
            return NEVER
        ready = begins[row] + nodes[row, SERVICE]
        place = nodes[row, PLACE]
    back = ready + travel[place, frame[END]]
    if back > frame[BACK_BY]:
        return NEVER
    return int(back)


@kernel
def earliest_schedule(duty: DutyTables, order: Ints, count: int, begins: Ints) -> tuple[bool, int, int]:
    """Find the earliest begin of every visit, exactly.

    The conditions are difference constraints with lower bounds, so their least solution is reached from
    below: drive forward, then push each pickup to where its ride-time limit holds (and leaving the base to
    where the duty's length holds), until nothing moves. One pass more than there are limits suffices,
    because no cycle is positive (`runs_too_long`).

    Returns
    -------
    Whether there is a schedule, when the van leaves, when it is back.
    """
    if runs_too_long(duty, order, count, begins):
        return False, 0, 0
    nodes, frame = duty.nodes, duty.frame
    for k in range(count):
        begins[order[k]] = nodes[order[k], EARLIEST]
    leave = frame[LEAVE_FROM]
    for _ in range(count + 2):
        back = push_forward(duty, order, count, begins, leave)
        if back == NEVER:
            return False, 0, 0
        pushed = False
        for k in range(count - 1, -1, -1):
            row = order[k]
            partner = nodes[row, PARTNER]
            if nodes[row, KIND] == DROPOFF and partner >= 0:
                begin = begins[row] - nodes[row, SPAN]
                if begin > begins[partner]:
                    if begin > nodes[partner, LATEST]:
                        return False, 0, 0
                    begins[partner] = begin
                    pushed = True
        if back - frame[MAX_DURATION] > leave:
            leave = back - frame[MAX_DURATION]
            pushed = True
        if not pushed:
            return True, leave, back
    return False, 0, 0


@kernel
def settle(duty: DutyTables, order: Ints, count: int, begins: Ints, leave: int, back: int) -> int:
    """Move pickups into the wait after them, up to the drift, and return the latest leave.

    A break before all rides moves as far as it may. Drop-offs and being back stay where they are, so every
    ride that changes gets shorter and a feasible schedule stays feasible.
    """
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    after = back
    place = frame[END]
    for k in range(count - 1, -1, -1):
        row = order[k]
        if nodes[row, KIND] == PICKUP or (nodes[row, KIND] == BREAK and k == 0):
            begin = after - travel[nodes[row, PLACE], place] - nodes[row, SERVICE]
            begin = min(begin, nodes[row, LATEST])
            if nodes[row, KIND] == PICKUP:
                begin = min(begin, nodes[row, EARLIEST] + PICKUP_DRIFT_S)
            if begin > begins[row]:
                begins[row] = begin
        after = begins[row]
        place = nodes[row, PLACE]
    if count == 0:
        return leave
    return int(after - travel[frame[START], place])


@kernel
def route_cost(duty: DutyTables, order: Ints, count: int, begins: Ints, leave: int, back: int) -> int:
    """Return the weighted van time, driving, detour and waiting on board of a scheduled route."""
    travel, nodes, frame, weights = duty.travel, duty.nodes, duty.frame, duty.weights
    ready = frame[LEAVE_FROM] if frame[UNDER_WAY] else leave
    cost = weights[VAN] * (back - ready)
    on_board = frame[PARTIES_AT_START]
    place = frame[START]
    for k in range(count):
        row = order[k]
        hop = travel[place, nodes[row, PLACE]]
        cost += weights[DRIVE] * hop + weights[WAITING] * on_board * (begins[row] - ready - hop)
        if nodes[row, KIND] == DROPOFF:
            ride = begins[row] - nodes[row, DIRECT]
            if nodes[row, PARTNER] >= 0:
                ride -= begins[nodes[row, PARTNER]]
            cost += weights[DETOUR] * ride
        on_board += nodes[row, PARTIES]
        ready = begins[row] + nodes[row, SERVICE]
        place = nodes[row, PLACE]
    return int(cost + weights[DRIVE] * travel[place, frame[END]])


@kernel
def schedule_and_cost(duty: DutyTables, order: Ints, count: int, begins: Ints) -> tuple[bool, int, int, int]:
    """Return whether the times of a route can be kept, and its leave, back and cost."""
    feasible, leave, back = earliest_schedule(duty, order, count, begins)
    if not feasible:
        return False, 0, 0, 0
    leave = settle(duty, order, count, begins, leave, back)
    cost = route_cost(duty, order, count, begins, leave, back)
    return True, leave, back, cost


@kernel
def counts_driving_only(weights: Ints) -> bool:
    """Tell whether a route costs the same whatever its times."""
    return bool(weights[VAN] == 0 and weights[DETOUR] == 0 and weights[WAITING] == 0)


@kernel
def driving_cost(duty: DutyTables, order: Ints, count: int) -> int:
    """Return the weighted driving of a route."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    drive, place = 0, frame[START]
    for k in range(count):
        stop = nodes[order[k], PLACE]
        drive += travel[place, stop]
        place = stop
    return int(duty.weights[DRIVE] * (drive + travel[place, frame[END]]))


@kernel
def fits(layouts: Ints, seats: int, wheelchairs: int) -> bool:
    """Tell whether one of the layouts (rows of seats, wheelchairs) has room."""
    for k in range(layouts.shape[0]):  # noqa: SIM110 - a loop compiles to better code than any()
        if seats <= layouts[k, 0] and wheelchairs <= layouts[k, 1]:
            return True
    return False


@kernel
def capacity_holds(duty: DutyTables, order: Ints, count: int) -> bool:
    """Tell whether everybody has a place on every leg and nobody is on board during a break."""
    nodes, frame, layouts = duty.nodes, duty.frame, duty.layouts
    seats = frame[SEATS_AT_START]
    wheelchairs = frame[WHEELS_AT_START]
    parties = frame[PARTIES_AT_START]
    if not fits(layouts, seats, wheelchairs):
        return False
    for k in range(count):
        row = order[k]
        if nodes[row, KIND] == BREAK and parties > 0:
            return False
        seats += nodes[row, SEATS]
        wheelchairs += nodes[row, WHEELS]
        parties += nodes[row, PARTIES]
        if not fits(layouts, seats, wheelchairs):
            return False
    return True
