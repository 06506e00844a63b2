"""A planning problem as a model of the OR-Tools routing library.

The model counts driving, standing still and rides left out, not detours. What it can't say exactly is
looser here, never tighter, so that it is not held back: every plan that keeps the rules is a solution of
it, but for a duty's break: a duty without rides has it as well, free of cost.
"""

from collections.abc import Callable, Sequence
from functools import partial, reduce
from math import gcd
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp

from dispatcher.bench.peer.layout_cuts import Cut, cuts_are_exact, cuts_of, staircase
from dispatcher.bench.peer.nodes import RoutingNodes
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Matrix, Plan, Problem, Ride

TIME = "time"
PARTIES = "parties"
LARGEST_SEED = 2**31


class RoutingModel:
    """The model of one problem, ready to be solved.

    Parameters
    ----------
    problem
        What is planned.
    goals
        Their weights for van time, driving and rides left out are used.
    """

    def __init__(self, problem: Problem, goals: Goals) -> None:
        self.problem = problem
        self.nodes = RoutingNodes.of(problem)
        self._goals = goals
        self._zero = min((n.earliest for n in self.nodes.nodes), default=0)
        self._horizon = max((n.latest for n in self.nodes.nodes), default=0) - self._zero
        self._manager = pywrapcp.RoutingIndexManager(
            len(self.nodes.nodes), len(problem.duties), self.nodes.starts, self.nodes.ends
        )
        self.routing = pywrapcp.RoutingModel(self._manager)
        self._divisor = reduce(gcd, (goals.van_s, goals.drive_s, goals.unserved)) or 1
        self._add_costs()
        self._time = self._add_time()
        self._add_rides()
        self._add_places()
        self._add_nobody_on_board_at_breaks()

    def close(self, parameters: Any, seed: int) -> None:
        """Make the model ready to be solved; nothing can be added after."""
        self.routing.solver().ReSeed(seed % LARGEST_SEED)
        self.routing.CloseModelWithParameters(parameters)

    def start_from(self, plan: Plan) -> pywrapcp.Assignment | None:
        """Return `plan` as a solution to start from; ``None`` if it is none of this model."""
        routes = self.nodes.routes_of(plan)
        if routes is None:
            return None
        indices = [[self._manager.NodeToIndex(number) for number in route] for route in routes]
        return self.routing.ReadAssignmentFromRoutes(indices, True)

    def plan_of(self, solution: pywrapcp.Assignment) -> Plan:
        """Return the routes of a solution as a plan."""
        routes = []
        for vehicle in range(len(self.problem.duties)):
            index = solution.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            route = []
            while not self.routing.IsEnd(index):
                route.append(self._manager.IndexToNode(index))
                index = solution.Value(self.routing.NextVar(index))
            routes.append(route)
        return self.nodes.plan_of(routes)

    def _add_costs(self) -> None:
        """Weigh arcs by driving; a break between base and base cancels what taking the van out costs."""
        per_driving_s = (self._goals.van_s + self._goals.drive_s) // self._divisor
        costs: Matrix = self.nodes.driving() * per_driving_s
        for vehicle, duty in enumerate(self.problem.duties):
            rest = self.nodes.by_visit.get((None, False, vehicle))
            if rest is not None and duty.break_need is not None:
                going_out = duty.break_need.duration_s * self._goals.van_s // self._divisor
                start = self.nodes.starts[vehicle]
                costs[start, :] += going_out
                costs[start, rest] -= going_out
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(costs.tolist()))

    def _add_time(self) -> pywrapcp.RoutingDimension:
        transit = self.routing.RegisterTransitMatrix(
            (self.nodes.driving() + self.nodes.services()[:, np.newaxis]).tolist()
        )
        self.routing.AddDimension(transit, self._horizon, self._horizon, False, TIME)
        time: pywrapcp.RoutingDimension = self.routing.GetDimensionOrDie(TIME)
        time.SetSlackCostCoefficientForAllVehicles(self._goals.van_s // self._divisor)
        for vehicle, duty in enumerate(self.problem.duties):
            start = time.CumulVar(self.routing.Start(vehicle))
            end = time.CumulVar(self.routing.End(vehicle))
            start.SetRange(duty.leave_from - self._zero, duty.back_by - self._zero)
            end.SetRange(duty.leave_from - self._zero, duty.back_by - self._zero)
            if duty.under_way:
                start.SetValue(duty.leave_from - self._zero)
            if duty.max_duration_s is not None:
                time.SetSpanUpperBoundForVehicle(min(duty.max_duration_s, self._horizon), vehicle)
            self.routing.AddVariableMaximizedByFinalizer(start)
            self.routing.AddVariableMinimizedByFinalizer(end)
        for number, node in enumerate(
            self.nodes.nodes[: self.nodes.starts[0]] if self.problem.duties else ()
        ):
            index = self._manager.NodeToIndex(number)
            time.CumulVar(index).SetRange(node.earliest - self._zero, node.latest - self._zero)
            self.routing.VehicleVar(index).SetValues([-1, *node.duties])  # -1: left out
        return time

    def _add_rides(self) -> None:
        """Pair pickups with drop-offs, limit the time on board, and price rides that are left out."""
        solver, limits = self.routing.solver(), []
        penalty = self._goals.unserved // self._divisor
        for ride in self.problem.rides:
            board = self.nodes.by_visit.get((ride.id, True, None))
            alight = self.nodes.by_visit.get((ride.id, False, None))
            if board is None or alight is None:
                continue  # on board already, or no duty can carry it
            pickup, drop = self._manager.NodeToIndex(board), self._manager.NodeToIndex(alight)
            longest = ride.boarding_s + ride.max_ride_s
            self.routing.AddPickupAndDelivery(pickup, drop)
            limits.append(longest)
            solver.Add(self.routing.VehicleVar(pickup) == self.routing.VehicleVar(drop))
            solver.Add(self._time.CumulVar(drop) - self._time.CumulVar(pickup) <= longest)
            solver.Add(self._time.CumulVar(pickup) <= self._time.CumulVar(drop))
            self.routing.AddDisjunction([pickup], penalty)
            self.routing.AddDisjunction([drop], 0)
        for pair, longest in enumerate(limits):
            self._time.SetPickupToDeliveryLimitFunctionForPair(_always(longest), pair)

    def _add_places(self) -> None:
        for cut in sorted({cut for duty in self.problem.duties for cut in cuts_of(duty.layouts)}):
            most = sum(max(_load(cut, n.ride), 0) for n in self.nodes.nodes if n.ride is not None)
            limits = [cut.limit if cut in cuts_of(d.layouts) else most for d in self.problem.duties]
            self._add_load(f"places {cut}", limits, partial(_load, cut))
        inexact = [v for v, d in enumerate(self.problem.duties) if not cuts_are_exact(d.layouts)]
        if inexact:
            self._add_staircases(inexact)

    def _add_load(self, name: str, limits: Sequence[int], load: Callable[[Ride], int]) -> None:
        """Add a quantity that rises by `load` of a ride where it boards and falls where it alights."""
        transit = self.routing.RegisterUnaryTransitVector(
            [node.sign * load(node.ride) if node.ride is not None else 0 for node in self.nodes.nodes]
        )
        self.routing.AddDimensionWithVehicleCapacity(transit, 0, list(limits), False, name)
        dimension = self.routing.GetDimensionOrDie(name)
        for vehicle, duty in enumerate(self.problem.duties):
            on_board = [r for r in self.problem.rides if r.boarded_at is not None and r.duty_id == duty.id]
            dimension.CumulVar(self.routing.Start(vehicle)).SetValue(sum(load(ride) for ride in on_board))

    def _add_staircases(self, inexact: Sequence[int]) -> None:
        """Ask the layouts themselves where their cuts let a load pass that does not fit."""
        seats, wheels = "seats", "wheelchairs"
        most_seats = sum(ride.seats for ride in self.problem.rides)
        most_wheels = sum(ride.wheelchairs for ride in self.problem.rides)
        vans = len(self.problem.duties)
        self._add_load(seats, [most_seats] * vans, lambda ride: ride.seats)
        self._add_load(wheels, [most_wheels] * vans, lambda ride: ride.wheelchairs)
        # One row a vehicle, one column a number of wheelchairs; row 0 is for visits that are left out.
        table = [most_seats] * (most_wheels + 1)
        for vehicle, duty in enumerate(self.problem.duties):
            steps = staircase(duty.layouts) if vehicle in inexact else [most_seats] * (most_wheels + 1)
            table += (steps + [-1] * (most_wheels + 1))[: most_wheels + 1]
        solver = self.routing.solver()
        for number in range(self.nodes.starts[0]):
            index = self._manager.NodeToIndex(number)
            row = (self.routing.VehicleVar(index) + 1) * (most_wheels + 1)
            column = self.routing.GetDimensionOrDie(wheels).CumulVar(index)
            room = solver.Element(table, row + column)
            solver.Add(self.routing.GetDimensionOrDie(seats).CumulVar(index) <= room)

    def _add_nobody_on_board_at_breaks(self) -> None:
        breaks = [number for (ride, _, _), number in self.nodes.by_visit.items() if ride is None]
        if not breaks:
            return
        limits = [len(self.problem.rides)] * len(self.problem.duties)
        self._add_load(PARTIES, limits, lambda _: 1)
        parties = self.routing.GetDimensionOrDie(PARTIES)
        for number in breaks:
            parties.CumulVar(self._manager.NodeToIndex(number)).SetValue(0)


def _load(cut: Cut, ride: Ride) -> int:
    return cut.seat_weight * ride.seats + cut.wheelchair_weight * ride.wheelchairs


def _always(limit: int) -> Callable[[int, int], int]:
    return lambda _pickup, _drop: limit
