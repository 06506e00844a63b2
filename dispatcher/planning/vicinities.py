"""Vicinities of a large day: vans that drive near one another, so that their rides could change places."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.carriers import PICKUP_FROM, PICKUP_TO, tight_windows
from dispatcher.planning.closest import closest_s
from dispatcher.planning.parts import Part
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.tables import Ints

NONE = -1  # no duty, or no part yet


class Vicinities:
    """Cuts one day into vicinities, another way each time."""

    def __init__(self, problem: Problem) -> None:
        rides = problem.rides
        self._problem = problem
        self._origins = np.array([ride.origin for ride in rides], dtype=np.int64)
        self._destinations = np.array([ride.destination for ride in rides], dtype=np.int64)
        windows = tight_windows(rides, closest_s(problem.travel_s))
        self._times = windows[:, PICKUP_FROM : PICKUP_TO + 1].mean(axis=1)

    def cut(self, plan: Plan, vans: int, rng: np.random.Generator) -> list[Part]:
        """Cut the day into parts of up to `vans` duties that have rides in `plan`; others go to any part.

        Around one ride after another, drawn at random, those duties are gathered of which a ride is nearest
        to it, in time and place. A ride that is left out goes to any part, or to its duty's if it is pinned.
        """
        duty_of = self._duty_of(plan)
        part_of_duty = np.full(len(self._problem.duties), NONE, dtype=np.int64)
        count = 0
        waiting = np.flatnonzero(duty_of >= 0)
        while len(waiting) > 0:
            seed = waiting[int(rng.integers(len(waiting)))]
            nearest = duty_of[waiting[np.argsort(self._apart(seed, waiting), kind="stable")]]
            _, firsts = np.unique(nearest, return_index=True)
            part_of_duty[nearest[np.sort(firsts)[:vans]]] = count
            count += 1
            waiting = waiting[part_of_duty[duty_of[waiting]] == NONE]
        count = max(count, 1)
        idle = part_of_duty == NONE
        part_of_duty[idle] = rng.integers(count, size=int(idle.sum()))
        part_of_ride = np.where(duty_of >= 0, part_of_duty[duty_of], rng.integers(count, size=len(duty_of)))
        return [
            Part(
                tuple(np.flatnonzero(part_of_ride == n).tolist()),
                tuple(np.flatnonzero(part_of_duty == n).tolist()),
            )
            for n in range(count)
        ]

    def _apart(self, ride: int, others: Ints) -> npt.NDArray[np.float64]:
        """Return how far others are from a ride, in seconds: of driving, and from one pickup to the other."""
        travel_s = self._problem.travel_s
        apart: npt.NDArray[np.float64] = np.abs(self._times[others] - self._times[ride])
        apart += travel_s[self._origins[ride], self._origins[others]]
        apart += travel_s[self._destinations[ride], self._destinations[others]]
        return apart

    def _duty_of(self, plan: Plan) -> Ints:
        """Return the duty that has each ride in `plan`, or is to have it by a pin, or `NONE`."""
        problem = self._problem
        pins = [NONE if r.duty_id is None else problem.duty_index[r.duty_id] for r in problem.rides]
        duty_of = np.array(pins, dtype=np.int64)
        for duty, route in enumerate(plan.routes):
            for visit in route:
                if visit.ride is not None:
                    duty_of[problem.ride_index[visit.ride]] = duty
        return duty_of
