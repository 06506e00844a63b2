"""The nodes of a routing model: where the routing library's numbers meet rides, breaks and duties."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dispatcher.planning.carriers import carriers, tight_windows
from dispatcher.planning.closest import closest_s
from dispatcher.planning.problem import Matrix, Plan, Problem, Ride, Visit


@dataclass(frozen=True, slots=True)
class Node:
    """A visit that a route may have, or the begin or end of a duty.

    ``earliest``…``latest`` hold what follows from the ride's other end too; ``duties`` are those that may
    have it at all.
    """

    place: int
    service_s: int
    earliest: int
    latest: int
    duties: tuple[int, ...]
    visit: Visit | None = None
    ride: Ride | None = None

    @property
    def sign(self) -> int:
        """1 where somebody boards, -1 where somebody alights, 0 elsewhere."""
        if self.ride is None or self.visit is None:
            return 0
        return 1 if self.visit.is_pickup else -1


@dataclass(frozen=True)
class RoutingNodes:
    """All nodes of a problem: visits first, then the begin of each duty, then the end of each.

    Rides that no duty can carry, whatever else it does, have no nodes.
    """

    problem: Problem
    nodes: tuple[Node, ...]
    by_visit: dict[tuple[str | None, bool, int | None], int]

    @classmethod
    def of(cls, problem: Problem) -> "RoutingNodes":
        """Return the nodes of `problem`."""
        closest = closest_s(problem.travel_s)
        windows = tight_windows(problem.rides, closest)
        could = carriers(problem, windows, closest)
        visits = [
            node
            for ride, window, duties in zip(problem.rides, windows.tolist(), could, strict=True)
            for node in _ride_nodes(ride, window, tuple(np.flatnonzero(duties).tolist()))
        ]
        visits += [
            Node(
                d.end, d.break_need.duration_s, d.break_need.earliest, d.break_need.latest, (i,), Visit(None)
            )
            for i, d in enumerate(problem.duties)
            if d.break_need is not None
        ]
        by_visit: dict[tuple[str | None, bool, int | None], int] = {}
        for number, node in enumerate(visits):
            if node.visit is not None:
                of_duty = node.duties[0] if node.visit.ride is None else None
                by_visit[node.visit.ride, node.visit.is_pickup, of_duty] = number
        starts = [Node(d.start, 0, d.leave_from, d.back_by, (i,)) for i, d in enumerate(problem.duties)]
        ends = [Node(d.end, 0, d.leave_from, d.back_by, (i,)) for i, d in enumerate(problem.duties)]
        return cls(problem, (*visits, *starts, *ends), by_visit)

    @property
    def starts(self) -> list[int]:
        """The node at which each duty begins."""
        vans = len(self.problem.duties)
        return list(range(len(self.nodes) - 2 * vans, len(self.nodes) - vans))

    @property
    def ends(self) -> list[int]:
        """The node at which each duty ends."""
        return list(range(len(self.nodes) - len(self.problem.duties), len(self.nodes)))

    def number_of(self, visit: Visit, duty: int) -> int | None:
        """Return the node of a visit of a duty's route; ``None`` if it has none."""
        key = (visit.ride, visit.is_pickup, duty if visit.ride is None else None)
        return self.by_visit.get(key)

    def driving(self) -> Matrix:
        """Return driving seconds between all nodes."""
        places = np.array([node.place for node in self.nodes], dtype=np.int64)
        driving: Matrix = self.problem.travel_s[np.ix_(places, places)]
        return driving

    def services(self) -> Matrix:
        """Return the seconds that each node takes."""
        return np.array([node.service_s for node in self.nodes], dtype=np.int64)

    def routes_of(self, plan: Plan) -> list[list[int]] | None:
        """Return the nodes of each route; ``None`` if the plan has a visit that has no node.

        An empty route of a duty that owes a break has the break: the model makes no exception for it.
        """
        routes = []
        for index, route in enumerate(plan.routes):
            numbers = [self.number_of(visit, index) for visit in route]
            rest = self.by_visit.get((None, False, index))
            if rest is not None and rest not in numbers:
                numbers.append(rest)
            routes.append(numbers)
        if any(number is None for route in routes for number in route):
            return None
        return [[n for n in route if n is not None] for route in routes]

    def plan_of(self, routes: Sequence[Sequence[int]]) -> Plan:
        """Return the plan of routes of nodes; a break alone is no route."""
        visits = [[v for n in route if (v := self.nodes[n].visit) is not None] for route in routes]
        return Plan(tuple(tuple(r) if any(v.ride for v in r) else () for r in visits))


def _ride_nodes(ride: Ride, window: Sequence[int], duties: tuple[int, ...]) -> list[Node]:
    """Return the nodes of a ride that these duties could carry, with its windows by `tight_windows`."""
    board, alight = Visit(ride.id, True), Visit(ride.id)
    pickup_from, pickup_to, dropoff_from, dropoff_by = window
    nodes = [Node(ride.destination, ride.alighting_s, dropoff_from, dropoff_by, duties, alight, ride)]
    if ride.boarded_at is None:
        nodes.insert(0, Node(ride.origin, ride.boarding_s, pickup_from, pickup_to, duties, board, ride))
    return nodes if duties else []
