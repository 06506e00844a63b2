"""The best place for one more ride in a plan, over all duties and all positions.

A duty with a break tries every place of it anew together with the positions of the ride. Of equally good
insertions the first wins: in the order of duties, then of the break, then of the positions.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from busline.errors import InvalidInput, UnknownNoun
from dispatcher.planning.columns import BREAK, KIND, NODE_COLUMNS, PARTIES, PARTIES_AT_START, PARTNER
from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.insertion_kernels import HUGE, best_of_orders, with_pair
from dispatcher.planning.kernels import route_cost_now
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Ride, Route, Visit
from dispatcher.planning.refusal import why_no_insertion
from dispatcher.planning.tables import Ints, RouteTable, drop_row, pickup_row, route_table
from dispatcher.planning.times import Schedule, scheduled

__all__ = [
    "Insertion",
    "best_insertion",
    "best_insertions",
    "cost_of",
    "removal",
    "why_no_insertion",
]


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


def best_insertion(
    problem: Problem,
    plan: Plan,
    ride: Ride,
    *,
    duties: Collection[str] | None = None,
    goals: Goals = LINE_GOALS,
) -> Insertion | None:
    """Return the cheapest feasible insertion of `ride` into `plan`, or None where there is none.

    Parameters
    ----------
    ride
        In no route of the plan yet; it need not be one of the problem's rides.
    duties
        Ids of the duties to look at; all where left out. A pinned ride goes on its duty only.
    """
    return best_insertions(problem, plan, (ride,), duties=duties, goals=goals)[0]


def best_insertions(
    problem: Problem,
    plan: Plan,
    variants: Sequence[Ride],
    *,
    duties: Collection[str] | None = None,
    goals: Goals = LINE_GOALS,
) -> list[Insertion | None]:
    """Return the cheapest feasible insertion of each of `variants`, each on its own into `plan`.

    Meant for one trip with many windows: what is the same for all is worked out once.
    """
    for ride in variants:
        _refuse_nonsense(problem, ride)
    rows = _variant_rows(problem, variants)
    best = np.full((len(variants), 5), HUGE, dtype=np.int64)
    weights = goals.weights()
    slots: dict[int, _Slot] = {}
    for index, duty in enumerate(problem.duties):
        wanted = [_may_take(duty, ride, duties) for ride in variants]
        if not any(wanted):
            continue
        slot = slots[index] = _Slot.of(problem, duty, plan.routes[index])
        table = slot.table
        base_cost = route_cost_now(problem.travel_s, table.nodes, table.frame, weights, slot.now)
        mask = np.array(wanted, dtype=np.int64)
        best_of_orders(
            problem.travel_s,
            table.nodes,
            table.frame,
            table.layouts,
            weights,
            slot.orders,
            rows,
            mask,
            base_cost,
            index,
            best,
        )
    return [
        None if found[1] == HUGE else slots[found[1]].insertion(problem, ride, row, found, goals)
        for ride, row, found in zip(variants, rows, best.tolist(), strict=True)
    ]


def removal(plan: Plan, ride_id: str) -> Plan:
    """Return `plan` without the ride; a break that is left alone in a route goes too."""
    return Plan(tuple(_without(route, ride_id) for route in plan.routes))


def cost_of(problem: Problem, plan: Plan, goals: Goals = LINE_GOALS) -> int:
    """Return how `plan` does by the goals, rides left out included; less is better.

    A route that is late counts with the times of driving on without regard to limits.
    """
    weights = goals.weights()
    total = goals.unserved * len(problem.ride_index.keys() - plan.served())
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        table = route_table(problem, duty, route)
        total += route_cost_now(problem.travel_s, table.nodes, table.frame, weights, table.order)
    return total


@dataclass(frozen=True, slots=True)
class _Slot:
    """One duty prepared for insertions.

    Attributes
    ----------
    visits
        By row of the table; a break that the route still lacks is the last.
    now
        The rows of the route as it is.
    orders
        Shape (orders, visits): the rows with the break at each place that it could have.
    """

    duty: DutyFrame
    table: RouteTable
    visits: Route
    now: Ints
    orders: Ints

    @classmethod
    def of(cls, problem: Problem, duty: DutyFrame, route: Route) -> "_Slot":
        count = len(route)
        if duty.break_need is not None and all(visit.ride is not None for visit in route):
            route = (*route, Visit(None))
        table = route_table(problem, duty, route, spare_rows=2)
        return cls(duty, table, route, table.order[:count], _orders(table))

    def insertion(self, problem: Problem, ride: Ride, row: Ints, found: list[int], goals: Goals) -> Insertion:
        """Return what the kernel has found (increase, duty, order, positions) as an insertion."""
        cost, _, order, i, j = found
        count = len(self.visits)
        self.table.nodes[count:] = row
        self.table.nodes[count:, PARTNER] = count + 1, count
        longer = np.empty(count + 2, dtype=np.int64)
        with_pair(self.orders[order], count, count, count + 1, i, j, longer)
        visits = (*self.visits, Visit(ride.id, is_pickup=True), Visit(ride.id))
        times = scheduled(problem, self.table, longer, goals)
        if times is None:
            raise RuntimeError(f"The insertion of {ride.id} into {self.duty.id} lost its schedule.")
        return Insertion(self.duty.id, tuple(visits[k] for k in longer.tolist()), times, cost)


def _orders(table: RouteTable) -> Ints:
    """Return the orders of a route in which its break stands wherever nobody is on board."""
    kinds = table.nodes[table.order, KIND]
    breaks = table.order[kinds == BREAK]
    if len(breaks) == 0:
        return table.order.reshape(1, -1)
    rides, pause = table.order[kinds != BREAK].tolist(), int(breaks[0])
    at_start = int(table.frame[PARTIES_AT_START])
    aboard = accumulate(table.nodes[rides, PARTIES].tolist(), initial=at_start)
    # Lists, because this is done for every duty of a day, and numpy takes longer over so few numbers.
    orders = [[*rides[:k], pause, *rides[k:]] for k, n in enumerate(aboard) if n == 0]
    return np.array(orders, dtype=np.int64).reshape(len(orders), len(rides) + 1)


def _variant_rows(problem: Problem, variants: Sequence[Ride]) -> Ints:
    rows = np.empty((len(variants), 2, NODE_COLUMNS), dtype=np.int64)
    for k, ride in enumerate(variants):
        direct_s = int(problem.travel_s[ride.origin, ride.destination])
        # Partners are filled in later: their row numbers differ from duty to duty.
        rows[k] = pickup_row(ride, 0), drop_row(ride, direct_s, 0)
    return rows


def _may_take(duty: DutyFrame, ride: Ride, duties: Collection[str] | None) -> bool:
    if ride.duty_id not in (None, duty.id) or not (duties is None or duty.id in duties):
        return False
    return duty.leave_from <= ride.pickup_to and ride.pickup_from <= duty.back_by


def _refuse_nonsense(problem: Problem, ride: Ride) -> None:
    stops = len(problem.travel_s)
    if not (0 <= ride.origin < stops and 0 <= ride.destination < stops):
        raise InvalidInput(f"Ride {ride.id} names a stop that is not in the travel matrix.")
    if ride.boarded_at is not None:
        raise InvalidInput(f"Ride {ride.id} is on board: it can't be put into a plan.")
    if ride.duty_id is not None and ride.duty_id not in problem.duty_index:
        raise UnknownNoun("duty", ride.duty_id)


def _without(route: Route, ride_id: str) -> Route:
    if all(visit.ride != ride_id for visit in route):
        return route
    left = tuple(visit for visit in route if visit.ride != ride_id)
    return left if any(visit.ride is not None for visit in left) else ()
