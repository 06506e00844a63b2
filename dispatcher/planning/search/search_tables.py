"""A whole problem and a whole plan as integer tables, for the search over plans.

The pickup of the problem's ride r stands in row 2r of the node table, its drop-off in row 2r + 1, and the
break of duty d in row 2 · rides + d.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from busline.errors import InvalidInput
from dispatcher.planning.columns import END, KIND, NODE_COLUMNS, PLACE, START
from dispatcher.planning.compiled import kernel, part_of_kernels
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem, Ride, Route, Visit
from dispatcher.planning.route.kernels import counts_driving_only, schedule_and_cost
from dispatcher.planning.route.triangle_kernels import no_visit_saves_time
from dispatcher.planning.search.longest_route import most_visits
from dispatcher.planning.tables import Ints, break_row, drop_row, frame_entries, layout_rows, pickup_row

Prints = npt.NDArray[np.uint64]

NO_BREAK = -1

# Beyond the visits that a route can have, there is room for a pair while its positions are compared.
BEYOND = 2


class SearchTables(NamedTuple):
    """What a search never changes.

    ``frames``, ``layouts`` and ``is_open`` are by duty: the search leaves a duty that is not open as it is.
    ``twin_of`` is the first duty that allows the very same.
    ``pinned_to`` (a duty, or -1), ``is_loose`` and ``is_wanted`` are by ride: a ride that is not loose is
    never taken out; one that is wanted must not be left out.
    ``keeps_triangle`` is 1 where a ride more makes no route shorter.
    ``are_floors_close`` is 1 where what an insertion costs at least is mostly what it costs: where driving
    alone counts, and none of the waiting that a ride may lead to.
    ``unserved`` is what leaving a ride out costs.
    """

    travel: npt.NDArray[np.int32]
    nodes: Ints
    frames: Ints
    layouts: Ints
    weights: Ints
    is_open: Ints
    twin_of: Ints
    pinned_to: Ints
    is_loose: Ints
    is_wanted: Ints
    keeps_triangle: int
    are_floors_close: int
    unserved: int


class SearchState(NamedTuple):
    """A plan during a search.

    By duty its rows, their count, cost and fingerprint; by ride its duty, or -1; by row its begin.
    """

    routes: Ints
    counts: Ints
    costs: Ints
    prints: Prints
    duty_of: Ints
    begins: Ints


class Walk(NamedTuple):
    """The plans of a search: the best one met, the one that it is at, and the one that it tries."""

    best: SearchState
    current: SearchState
    trial: SearchState


def search_tables(problem: Problem, plan: Plan, goals: Goals) -> tuple[SearchTables, SearchState]:
    """Return the tables of `problem` and the state that `plan` is.

    Duties whose routes can't be kept as they are, for example because the van is late, are not open.

    Raises
    ------
    InvalidInput
        When a rider on board is in no route.
    """
    state = _state(problem, plan)
    missing = [
        ride.id
        for ride, duty in zip(problem.rides, state.duty_of, strict=True)
        if ride.boarded_at is not None and duty < 0
    ]
    if missing:
        raise InvalidInput(f"Ride {missing[0]} is on board, but in no route.")
    pinned_to = [-1 if r.duty_id is None else problem.duty_index[r.duty_id] for r in problem.rides]
    loose = [ride.boarded_at is None for ride in problem.rides]
    nodes, frames, layouts = _nodes(problem), _frames(problem), _layouts(problem)
    tables = SearchTables(
        travel=problem.travel_s.astype(np.int32),
        nodes=nodes,
        frames=frames,
        layouts=layouts,
        weights=goals.weights(),
        is_open=np.ones(len(problem.duties), dtype=np.int64),
        twin_of=_twins(nodes[2 * len(problem.rides) :], frames, layouts),
        pinned_to=np.array(pinned_to, dtype=np.int64),
        is_loose=np.array(loose, dtype=np.int64),
        is_wanted=(state.duty_of >= 0).astype(np.int64),
        keeps_triangle=_keeps_triangle(problem, nodes, frames),
        are_floors_close=int(counts_driving_only(goals.weights())),
        unserved=goals.unserved,
    )
    for d in range(len(problem.duties)):
        feasible, _, _, state.costs[d] = schedule_and_cost(
            duty_tables(tables, d), state.routes[d], int(state.counts[d]), state.begins
        )
        tables.is_open[d] = feasible
    in_closed = (state.duty_of >= 0) & (tables.is_open[state.duty_of] == 0)
    tables.is_loose[in_closed] = 0
    return tables, state


@part_of_kernels
def duty_tables(tables: SearchTables, d: int) -> DutyTables:
    """Return the tables of duty d alone."""
    return DutyTables(tables.travel, tables.nodes, tables.frames[d], tables.layouts[d], tables.weights)


def as_plan(problem: Problem, state: SearchState) -> Plan:
    """Return the state of a search as a plan."""
    return Plan(
        tuple(
            as_route(problem, rows[:count].tolist())
            for rows, count in zip(state.routes, state.counts.tolist(), strict=True)
        )
    )


def copy_of(state: SearchState) -> SearchState:
    """Return a state that can be changed without changing `state`."""
    return SearchState._make(part.copy() for part in state)


def walk_from(state: SearchState) -> Walk:
    """Return the walk that begins at `state`, and changes it where a better plan is met."""
    return Walk(state, copy_of(state), copy_of(state))


def copy_into(source: SearchState, target: SearchState) -> None:
    """Make `target` the state that `source` is."""
    for part, other in zip(source, target, strict=True):
        np.copyto(other, part)


def as_route(problem: Problem, rows: Sequence[int]) -> Route:
    """Return rows as a route; every row after those of the rides is a break."""
    last = 2 * len(problem.rides)
    return tuple(
        Visit(None) if row >= last else Visit(problem.rides[row // 2].id, is_pickup=row % 2 == 0)
        for row in rows
    )


def _state(problem: Problem, plan: Plan) -> SearchState:
    rides, duties = len(problem.rides), len(problem.duties)
    routes = np.zeros((duties, most_visits(problem, plan) + BEYOND), dtype=np.int64)
    counts = np.zeros(duties, dtype=np.int64)
    duty_of = np.full(rides, -1, dtype=np.int64)
    for d, route in enumerate(plan.routes):
        rows = [_row_of(problem, d, visit) for visit in route]
        routes[d, : len(rows)] = rows
        counts[d] = len(rows)
        for row in rows:
            if row < 2 * rides:
                duty_of[row // 2] = d
    begins = np.zeros(2 * rides + duties, dtype=np.int64)
    prints = np.zeros(duties, dtype=np.uint64)
    for d in range(duties):
        prints[d] = fingerprint(routes[d], int(counts[d]))
    return SearchState(routes, counts, np.zeros(duties, dtype=np.int64), prints, duty_of, begins)


@kernel
def fingerprint(rows: Ints, count: int) -> np.uint64:
    """Return a number that differs between any two routes that a search is ever likely to meet.

    Nor is it ever likely to be nought, which stands for no route.
    """
    mixed = np.uint64(count + 1) * np.uint64(0xD6E8FEB86659FD93)
    for k in range(count):
        mixed = (mixed ^ np.uint64(rows[k] + 1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _keeps_triangle(problem: Problem, nodes: Ints, frames: Ints) -> int:
    places = np.unique(np.concatenate([nodes[:, PLACE], frames[:, START], frames[:, END]]))
    return int(no_visit_saves_time(problem.travel_s, nodes, 2 * len(problem.rides), places))


def _twins(breaks: Ints, frames: Ints, layouts: Ints) -> Ints:
    """Return for each duty the first that allows the same, riders on board included."""
    first: dict[bytes, int] = {}
    twins = []
    for d, allowed in enumerate(zip(breaks, frames, layouts, strict=True)):
        twins.append(first.setdefault(b"".join(part.tobytes() for part in allowed), d))
    return np.array(twins, dtype=np.int64)


def _row_of(problem: Problem, d: int, visit: Visit) -> int:
    if visit.ride is None:
        return 2 * len(problem.rides) + d
    return 2 * problem.ride_index[problem.ride(visit.ride).id] + (not visit.is_pickup)


def _nodes(problem: Problem) -> Ints:
    nodes = np.zeros((2 * len(problem.rides) + len(problem.duties), NODE_COLUMNS), dtype=np.int64)
    for r, ride in enumerate(problem.rides):
        direct_s = int(problem.travel_s[ride.origin, ride.destination])
        nodes[2 * r] = pickup_row(ride, 2 * r + 1)
        nodes[2 * r + 1] = drop_row(ride, direct_s, 2 * r if ride.boarded_at is None else -1)
    for d, duty in enumerate(problem.duties, start=2 * len(problem.rides)):
        if duty.break_need is None:
            nodes[d, KIND] = NO_BREAK
        else:
            nodes[d] = break_row(duty)
    return nodes


def _frames(problem: Problem) -> Ints:
    aboard: dict[str, list[Ride]] = {duty.id: [] for duty in problem.duties}
    for ride in problem.rides:
        if ride.boarded_at is not None and ride.duty_id is not None:
            aboard[ride.duty_id].append(ride)
    frames = [frame_entries(duty, aboard[duty.id]) for duty in problem.duties]
    return np.array(frames, dtype=np.int64).reshape(len(problem.duties), -1)


def _layouts(problem: Problem) -> Ints:
    most = max((len(duty.layouts) for duty in problem.duties), default=1)
    # What is missing to the most layouts has room for nobody.
    layouts = np.full((len(problem.duties), most, 2), -1, dtype=np.int64)
    for d, duty in enumerate(problem.duties):
        layouts[d, : len(duty.layouts)] = layout_rows(duty)
    return layouts
