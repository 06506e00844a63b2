"""Compiled kernels that work out of a duty's route what every insertion into it needs.

They rest on the triangle inequality: where no detour is shorter, one more ride makes no visit earlier, and
what lies before a moment with nobody on board does not change when something is put in after it.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import (
    BREAK,
    DETOUR,
    DIRECT,
    DRIVE,
    DROPOFF,
    END,
    KIND,
    LEAVE_FROM,
    PARTIES,
    PARTIES_AT_START,
    PARTNER,
    PLACE,
    SERVICE,
    START,
    UNDER_WAY,
    VAN,
    WAITING,
)
from dispatcher.planning.compiled import allocating_kernel, kernel
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.fleet.fleet_tables import (
    BACK,
    BARE,
    BASE_COST,
    COUNT,
    CUT_FROM,
    CUT_TO,
    END_ORDER,
    FIRST_ORDER,
    IN_FULL,
    LEAVE,
    LEAVE_BY,
    LOW,
    PAUSE,
    SPENT,
    TAIL,
    VISITS,
    FleetTables,
    slot_tables,
)
from dispatcher.planning.insertion.insertion_kernels import HUGE, with_break
from dispatcher.planning.insertion.outlook_kernels import FIRST, LAST, look_ahead
from dispatcher.planning.route.kernels import earliest_schedule, settle

Ints = npt.NDArray[np.int64]


@allocating_kernel
def prepare(fleet: FleetTables, d: int) -> int:
    """Fill orders and outlooks of a slot whose nodes, frame and base cost are in place.

    Returns
    -------
    How many orders there are, the bare one included. There must be room for one more, in which the last
    ones are tried; else what was filled is not complete.
    """
    slot, room = fleet.slots[d], fleet.orders.shape[1]
    bare = fleet.orders[d, BARE]
    count = 0
    for row in range(slot[VISITS]):
        if row != slot[PAUSE]:
            bare[count] = row
            count += 1
    slot[FIRST_ORDER], slot[END_ORDER] = 0, 0
    fleet.totals[d, BARE, COUNT] = count
    if not survey(fleet, d, BARE):
        return 1
    if slot[PAUSE] < 0:
        slot[END_ORDER] = 1
        return 1
    orders = 1
    aboard = fleet.frames[d, PARTIES_AT_START]
    for k in range(count + 1):
        if aboard == 0:
            # Where there is no room the last order is overwritten: at least all are counted.
            o = min(orders, room - 1)
            with_break(bare, count, slot[PAUSE], k, fleet.orders[d, o])
            fleet.totals[d, o, COUNT] = count + 1
            if survey(fleet, d, o):
                orders += 1
        if k < count:
            aboard += fleet.nodes[d, bare[k], PARTIES]
    slot[FIRST_ORDER], slot[END_ORDER] = 1, min(orders, room)
    if not slot[IN_FULL]:
        underlay(fleet, d)
    return orders


@allocating_kernel
def survey(fleet: FleetTables, d: int, o: int) -> bool:
    """Fill totals and outlook of one order; return False where nothing can be put into it."""
    duty, order, outlook = slot_tables(fleet, d), fleet.orders[d, o], fleet.outlooks[d, o]
    nodes, frame, totals = duty.nodes, duty.frame, fleet.totals[d, o]
    count = totals[COUNT]
    if not look_ahead(duty, order, count, outlook):
        return False
    if fleet.slots[d, IN_FULL]:
        return True
    begins = np.empty(nodes.shape[0], dtype=np.int64)
    feasible, leave, back = earliest_schedule(duty, order, count, begins)
    if not feasible:
        return False
    for k in range(count):
        outlook[FIRST, k] = begins[order[k]]
    totals[LEAVE] = settle(duty, order, count, begins, leave, back)
    totals[BACK] = back
    first_place = frame[END] if count == 0 else nodes[order[0], PLACE]
    totals[LEAVE_BY] = outlook[LAST, 0] - duty.travel[frame[START], first_place]
    measure_tail(duty, order, count, outlook)
    mark_cuts(duty, order, count, outlook)
    weigh(fleet, d, o, begins)
    return True


@kernel
def measure_tail(duty: DutyTables, order: Ints, count: int, outlook: Ints) -> None:
    """Fill `TAIL`."""
    travel, nodes, frame = duty.travel, duty.nodes, duty.frame
    run, place = 0, frame[END]
    outlook[TAIL, count] = 0
    for k in range(count - 1, -1, -1):
        row = order[k]
        run += travel[nodes[row, PLACE], place] + nodes[row, SERVICE]
        outlook[TAIL, k], place = run, nodes[row, PLACE]


@kernel
def mark_cuts(duty: DutyTables, order: Ints, count: int, outlook: Ints) -> None:
    """Fill `CUT_FROM` and `CUT_TO`: times change between two moments with nobody on board.

    A break that comes first waits for the rides after it, so what changes them changes it.
    """
    nodes, aboard, start = duty.nodes, duty.frame[PARTIES_AT_START], 0
    for k in range(count + 1):
        if aboard == 0:
            start = k
        outlook[CUT_FROM, k] = start
        outlook[CUT_TO, k] = k if aboard == 0 else -1
        if k < count:
            aboard += nodes[order[k], PARTIES]
    end = count
    for k in range(count, -1, -1):
        if outlook[CUT_TO, k] >= 0:
            end = k
        outlook[CUT_TO, k] = end
    if count > 0 and nodes[order[0], KIND] == BREAK:
        for k in range(1, count + 1):
            if outlook[CUT_FROM, k] == 1:
                outlook[CUT_FROM, k] = 0


@allocating_kernel
def weigh(fleet: FleetTables, d: int, o: int, begins: Ints) -> None:
    """Fill `SPENT` and `LOW` of an order whose settled begins are given.

    What lies before the cut costs the same after an insertion. From there on each ride takes at least its
    driving and boarding, nobody need wait on board, and the van leaves at the latest when it must.
    """
    travel, nodes, frame, _, weights = slot_tables(fleet, d)
    order, outlook, totals = fleet.orders[d, o], fleet.outlooks[d, o], fleet.totals[d, o]
    count = totals[COUNT]
    spared = np.empty(count + 1, dtype=np.int64)  # by position: what could be won back before it
    run_at = np.empty(nodes.shape[0], dtype=np.int64)
    ready = frame[LEAVE_FROM] if frame[UNDER_WAY] else totals[LEAVE]
    van_s = totals[BACK] - ready
    place, aboard, spent, spare, run = frame[START], frame[PARTIES_AT_START], 0, 0, 0
    for k in range(count):
        outlook[SPENT, k], spared[k] = spent, spare
        row = order[k]
        hop = travel[place, nodes[row, PLACE]]
        run += hop
        run_at[row] = run
        waiting = weights[WAITING] * aboard * (begins[row] - ready - hop)
        spent += weights[DRIVE] * hop + waiting
        spare += waiting
        if nodes[row, KIND] == DROPOFF:
            partner = nodes[row, PARTNER]
            ride_s = begins[row] - (begins[partner] if partner >= 0 else 0)
            spent += weights[DETOUR] * (ride_s - nodes[row, DIRECT])
            if partner >= 0:
                spare += weights[DETOUR] * (ride_s - (run - run_at[partner]))
        aboard += nodes[row, PARTIES]
        run += nodes[row, SERVICE]
        ready, place = begins[row] + nodes[row, SERVICE], nodes[row, PLACE]
    outlook[SPENT, count], spared[count] = spent, spare
    outlook[SPENT, count + 1] = spent + weights[DRIVE] * travel[place, frame[END]]
    cost = weights[VAN] * van_s + outlook[SPENT, count + 1]
    later = 0 if frame[UNDER_WAY] else weights[VAN] * (totals[LEAVE_BY] - totals[LEAVE])
    for k in range(count + 1):
        start = outlook[CUT_FROM, k]
        won_back = spare - spared[start] + (later if start == 0 else 0)
        outlook[LOW, k] = cost - fleet.slots[d, BASE_COST] - won_back


@kernel
def underlay(fleet: FleetTables, d: int) -> None:
    """Let the bare order of a duty with a break lie below every order that has it."""
    bare, totals = fleet.outlooks[d, BARE], fleet.totals[d, BARE]
    pause, count = fleet.slots[d, PAUSE], totals[COUNT]
    totals[BACK], totals[LEAVE_BY] = -HUGE, HUGE
    for k in range(count + 1):
        bare[LOW, k] = HUGE
    for o in range(fleet.slots[d, FIRST_ORDER], fleet.slots[d, END_ORDER]):
        totals[BACK] = max(totals[BACK], fleet.totals[d, o, BACK])
        totals[LEAVE_BY] = min(totals[LEAVE_BY], fleet.totals[d, o, LEAVE_BY])
        passed = 0
        for k in range(count + 2):
            # Position k of the order is position k of the bare one, or k - 1 after the break.
            at = k - passed
            bare[LOW, at] = min(bare[LOW, at], fleet.outlooks[d, o, LOW, k])
            if k <= count and fleet.orders[d, o, k] == pause:
                passed = 1
