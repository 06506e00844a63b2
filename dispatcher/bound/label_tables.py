"""What the routes of one kind of duty are grown on, forward from its start or backward from its end.

A whole problem read backward in time is a problem again: drop-offs open a ride and pickups close it, and a
visit begins, mirrored at nought, where it ended before. So one kernel grows both.

Rows are those of the search over plans (`dispatcher.planning.search.search_tables`): the pickup of ride r
stands in row 2r, its drop-off in row 2r + 1. Then come the duty's break, where a route begins, and where it
ends.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dispatcher.bound.labels import Bools, Ints, Masks
from dispatcher.bound.nesting import openable
from dispatcher.planning.closest import closest_s
from dispatcher.planning.columns import NEVER
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import DutyFrame, Matrix, Problem, Ride
from dispatcher.planning.route.kernels import PICKUP_DRIFT_S
from dispatcher.planning.tables import frame_entries, layout_rows

# What a visit does to its ride.
OPENS = 0
CLOSES = 1
RESTS = 2

RIDES_A_WORD = 64


class Limits(NamedTuple):
    """What a duty allows: times in seconds, the cost of a second from its begin to its end.

    ``fixed_begin``: the van is under way, its time runs from ``begin`` on whenever it moves. ``settles``: it
    leaves no later than the desk's rule has it (`dispatcher.planning.route.kernels.settle`), not whenever
    promises allow. ``idle_cost``: of driving home without serving anybody, which costs of routes leave out.
    """

    begin: int
    end_by: int
    longest: int
    second_cost: int
    owes_break: bool
    fixed_begin: bool
    settles: bool
    idle_cost: int


class LabelTables(NamedTuple):
    """One kind of duty in one direction of time, as the labelling kernel reads it.

    Attributes
    ----------
    hops, drive_costs
        Shape (rows + 2, rows + 2): least seconds from the begin of one visit to the begin of the next, and
        what the drive costs.
    least_hops
        The same seconds over whatever stops: what is late by these is late whatever comes between.
    services, earliest, latest, kinds, rides, seats, wheelchairs
        By row: seconds at the stop, window of the begin, what is done, to which ride (-1: to none), places
        taken.
    settled_by
        By row: until when the begin may be put off so that the van leaves later, where ``limits.settles``.
    opening, closing, spans
        By ride: its two rows, and most seconds from the begin of the one to the begin of the other.
    successors, successor_counts
        By row, and for where a route begins: the rows that can follow and close nothing, soonest first.
    may_nest
        Shape (rides, rides): whether the second can be opened while the first is open.
    layouts
        Shape (layouts, 2).
    open_at_start, open_at_end
        Rides that are open before the first visit, or after the last: those on board.
    again
        A set: rides that could be visited a second time inside their windows.
    limits
        Of the duty.
    """

    hops: Ints
    drive_costs: Ints
    least_hops: Ints
    services: Ints
    earliest: Ints
    latest: Ints
    kinds: Ints
    rides: Ints
    seats: Ints
    wheelchairs: Ints
    settled_by: Ints
    opening: Ints
    closing: Ints
    spans: Ints
    successors: Ints
    successor_counts: Ints
    may_nest: Bools
    layouts: Ints
    open_at_start: Ints
    open_at_end: Ints
    again: Masks
    limits: Limits


def label_tables(problem: Problem, duty: DutyFrame, goals: Goals, *, backward: bool = False) -> LabelTables:
    """Return the tables on which routes of `duty` are grown, forward or backward in time.

    Rides that are pinned to other duties, or on board of them, are nobody's successors.
    """
    rides = problem.rides
    on_board = [ride for ride in rides if ride.boarded_at is not None and ride.duty_id == duty.id]
    pickups, drops = 2 * np.arange(len(rides)), 2 * np.arange(len(rides)) + 1
    places, services = _visits(problem, duty)
    travel, shortest = (m[np.ix_(places, places)] for m in (problem.travel_s, closest_s(problem.travel_s)))
    earliest, latest, spans = _windows(problem, duty, services, shortest)
    if backward:
        # Where a route begins and where it ends change places.
        swap = np.append(np.arange(len(places) - 2), [len(places) - 1, len(places) - 2])
        travel, shortest = (m.T[np.ix_(swap, swap)] for m in (travel, shortest))
        services = services[swap]
        earliest, latest = -latest - services[:-2], -earliest - services[:-2]
        spans = np.where(spans < NEVER, spans + services[drops] - services[pickups], spans)
    aboard = np.array([problem.ride_index[ride.id] for ride in on_board], dtype=np.int64)
    nobody = np.zeros(0, dtype=np.int64)
    tables = LabelTables(
        hops=services[:, None] + travel,
        drive_costs=goals.drive_s * travel,
        least_hops=services[:, None] + shortest,
        services=services[:-2].copy(),
        earliest=earliest,
        latest=latest,
        kinds=np.array([*([CLOSES, OPENS] if backward else [OPENS, CLOSES]) * len(rides), RESTS]),
        rides=np.append(np.repeat(np.arange(len(rides)), 2), -1),
        seats=_taken([ride.seats for ride in rides], backward),
        wheelchairs=_taken([ride.wheelchairs for ride in rides], backward),
        settled_by=_settled_by(rides),
        opening=drops if backward else pickups,
        closing=pickups if backward else drops,
        spans=spans,
        successors=np.zeros((0, 0), dtype=np.int64),
        successor_counts=nobody,
        may_nest=np.zeros((0, 0), dtype=np.bool_),
        layouts=layout_rows(duty),
        open_at_start=nobody if backward else aboard,
        open_at_end=aboard if backward else nobody,
        again=np.zeros(words_for(len(rides)), dtype=np.uint64),
        limits=_limits(problem, duty, goals, backward=backward),
    )
    _mark_repeatable(tables)
    return _with_successors(problem, duty, tables)._replace(may_nest=_may_nest(tables, aboard))


def words_for(rides: int) -> int:
    """Return how many words a set of rides needs."""
    return max(1, -(-rides // RIDES_A_WORD))


def _visits(problem: Problem, duty: DutyFrame) -> tuple[Ints, Ints]:
    """Return place and service by row, with the duty's break and its two ends."""
    need = duty.break_need
    places = [place for ride in problem.rides for place in (ride.origin, ride.destination)]
    services = [s for ride in problem.rides for s in (ride.boarding_s, ride.alighting_s)]
    return (
        np.array([*places, duty.end, duty.start, duty.end], dtype=np.int64),
        np.array([*services, 0 if need is None else need.duration_s, 0, 0], dtype=np.int64),
    )


def _windows(problem: Problem, duty: DutyFrame, services: Ints, shortest: Matrix) -> tuple[Ints, Ints, Ints]:
    """Return first and last begin by row, and spans by ride, tightened by each other."""
    need = duty.break_need
    windows = [w for ride in problem.rides for w in _ride_windows(ride)]
    windows.append((1, 0) if need is None else (need.earliest, need.latest))
    earliest, latest = np.array(windows, dtype=np.int64).T
    start, end = len(services) - 2, len(services) - 1
    earliest = np.maximum(earliest, duty.leave_from + shortest[start, :-2])
    latest = np.minimum(latest, _back_by(duty) - services[:-2] - shortest[:-2, end])
    spans = np.array(
        [NEVER if r.boarded_at is not None else r.boarding_s + r.max_ride_s for r in problem.rides],
        dtype=np.int64,
    )
    for r, ride in enumerate(problem.rides):
        if ride.boarded_at is None:
            up, down = 2 * r, 2 * r + 1
            direct_s = services[up] + shortest[up, down]
            earliest[down] = max(earliest[down], earliest[up] + direct_s)
            latest[up] = min(latest[up], latest[down] - direct_s)
            earliest[up] = max(earliest[up], earliest[down] - spans[r])
            latest[down] = min(latest[down], latest[up] + spans[r])
    return earliest, latest, spans


def _ride_windows(ride: Ride) -> tuple[tuple[int, int], tuple[int, int]]:
    dropoff = (ride.dropoff_from, ride.dropoff_by)
    if ride.boarded_at is None:
        return (ride.pickup_from, ride.pickup_to), dropoff
    return (1, 0), (ride.dropoff_from, min(ride.dropoff_by, ride.boarded_at + ride.max_ride_s))


def _settled_by(rides: Sequence[Ride]) -> Ints:
    """Return by row until when the desk puts off a visit so that the van leaves later: pickups alone."""
    pickups = [ride.pickup_from + PICKUP_DRIFT_S for ride in rides]
    return np.append(
        np.stack((pickups, np.full(len(rides), -NEVER)), axis=1).astype(np.int64).ravel(), -NEVER
    )


def _back_by(duty: DutyFrame) -> int:
    return int(frame_entries(duty, [])[3])


def _limits(problem: Problem, duty: DutyFrame, goals: Goals, *, backward: bool) -> Limits:
    _, _, leave_from, back_by, longest, *_ = frame_entries(duty, [])
    begin, end_by = (-back_by, -leave_from) if backward else (leave_from, back_by)
    return Limits(
        begin=begin,
        end_by=end_by,
        longest=longest,
        second_cost=goals.van_s,
        owes_break=duty.break_need is not None,
        fixed_begin=duty.under_way and not backward,
        # A duty of limited length is put off as a whole, whatever the rule says.
        settles=not backward and not duty.under_way and longest >= NEVER,
        idle_cost=(goals.van_s + goals.drive_s) * int(problem.travel_s[duty.start, duty.end]),
    )


def _taken(party_sizes: list[int], backward: bool) -> Ints:
    sizes = np.array(party_sizes, dtype=np.int64)
    sign = -1 if backward else 1
    return np.append(np.stack((sign * sizes, -sign * sizes), axis=1).ravel(), 0)


def _may_nest(tables: LabelTables, aboard: Ints) -> Bools:
    may_nest = openable(
        tables.least_hops, tables.earliest, tables.latest, tables.opening, tables.closing, tables.spans
    )
    may_nest[aboard, :] = may_nest[:, aboard] = True  # open from the first visit or to the last
    return may_nest


def _mark_repeatable(tables: LabelTables) -> None:
    for r, (opens, closes) in enumerate(zip(tables.opening, tables.closing, strict=True)):
        round_s = tables.least_hops[opens, closes] + tables.least_hops[closes, opens]
        if tables.earliest[opens] + round_s <= tables.latest[opens]:
            tables.again[r // RIDES_A_WORD] |= np.uint64(1 << (r % RIDES_A_WORD))


def _with_successors(problem: Problem, duty: DutyFrame, tables: LabelTables) -> LabelTables:
    rows = len(tables.kinds)
    allowed = np.array([ride.duty_id in (None, duty.id) for ride in problem.rides], dtype=bool)
    may_visit = np.append(np.repeat(allowed, 2), tables.limits.owes_break)
    may_visit &= (tables.earliest <= tables.latest) & (tables.kinds != CLOSES)
    ready = np.append(tables.earliest, tables.limits.begin)[:, None] + tables.hops[: rows + 1, :rows]
    follows = may_visit & (ready <= tables.latest)
    np.fill_diagonal(follows[:rows], False)
    follows[tables.closing, tables.opening] = False
    counts = follows.sum(axis=1)
    soonest = np.where(follows, np.maximum(ready, tables.earliest), NEVER).argsort(axis=1, kind="stable")
    return tables._replace(successors=soonest[:, : max(int(counts.max()), 1)], successor_counts=counts)
