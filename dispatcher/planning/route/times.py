"""The times of one route as a value, and how they are read from the kernels."""

from dataclasses import dataclass

import numpy as np

from dispatcher.planning.columns import END, PLACE, START
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.route.kernels import schedule_and_cost
from dispatcher.planning.tables import Ints


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a route is driven.

    Attributes
    ----------
    leave, back
        When the van leaves the frame's start and is back at its end.
    begins
        When each visit begins, which is when the van arrives.
    departs
        When the van drives on from each visit, a wait for the next one included.
    cost
        The route's part of the goals.
    """

    leave: int
    begins: tuple[int, ...]
    back: int
    cost: int
    departs: tuple[int, ...]


def scheduled(duty: DutyTables, order: Ints) -> Schedule | None:
    """Return the schedule of the rows `order` of a duty's nodes; places are not looked at."""
    begins = np.empty(len(duty.nodes), dtype=np.int64)
    feasible, leave, back, cost = schedule_and_cost(duty, order, len(order), begins)
    return as_schedule(duty, order, begins, (leave, back, cost)) if feasible else None


def as_schedule(
    duty: DutyTables, order: Ints, begins: Ints, leave_back_cost: tuple[int, int, int]
) -> Schedule:
    """Return begins by row as a schedule in the order of the visits."""
    leave, back, cost = leave_back_cost
    in_order: list[int] = begins[order].tolist()
    places = [int(duty.frame[START]), *duty.nodes[order, PLACE].tolist(), int(duty.frame[END])]
    hops: list[int] = duty.travel[places[:-1], places[1:]].tolist()
    departs = [after - hop for after, hop in zip([*in_order[1:], back], hops[1:], strict=False)]
    return Schedule(leave, tuple(in_order), back, cost, tuple(departs))
