"""Why a ride finds no place, in the few words that a coordinator can read aloud."""

from dataclasses import dataclass

import numpy as np

from busline.nouns import Places, RefusalReason, fits
from dispatcher.planning.duty_tables import DutyTables
from dispatcher.planning.goals import LINE_GOALS
from dispatcher.planning.problem import DutyFrame, Problem, Ride
from dispatcher.planning.route.kernels import schedule_and_cost
from dispatcher.planning.tables import drop_row, frame_entries, layout_rows, pickup_row


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The duties that are lent at a ride's time, and those of them whose van can take its party at all."""

    in_time: tuple[str, ...]
    with_places: tuple[str, ...]

    @property
    def reason(self) -> RefusalReason:
        """The refusal in one word, given that no insertion was found.

        ``NO_WINDOW``: no van could drive it inside its hours, the way from and to the base included.
        ``NO_PLACE_KIND``: none of those that could has room for the party even when empty.
        ``FULL``: those that could are full or elsewhere.
        Whether a driver is missing is known to the caller only.
        """
        if not self.in_time:
            return RefusalReason.NO_WINDOW
        return RefusalReason.FULL if self.with_places else RefusalReason.NO_PLACE_KIND


def obstacles(problem: Problem, ride: Ride) -> Obstacles:
    """Return which duties could serve `ride` if nobody else rode."""
    party = Places(seats=ride.seats, wheelchairs=ride.wheelchairs)
    known: dict[tuple[object, ...], bool] = {}
    in_time = []
    for duty in problem.duties:
        # Many vans are lent for the same hours at the same base: what holds for one holds for all.
        alike = (duty.start, duty.end, duty.leave_from, duty.back_by, duty.max_duration_s, duty.under_way)
        if alike not in known:
            known[alike] = _in_time(problem, duty, ride)
        if known[alike] and ride.duty_id in (None, duty.id):
            in_time.append(duty)
    with_places = [duty for duty in in_time if fits(duty.layouts, party)]
    return Obstacles(tuple(d.id for d in in_time), tuple(d.id for d in with_places))


def _in_time(problem: Problem, duty: DutyFrame, ride: Ride) -> bool:
    if duty.leave_from > ride.pickup_to or duty.back_by < ride.pickup_from:
        return False
    if duty.under_way:
        # Where the van is now says nothing about the hours in which it is lent.
        return duty.leave_from <= duty.back_by
    direct_s = int(problem.travel_s[ride.origin, ride.destination])
    nodes = np.array([pickup_row(ride, 1), drop_row(ride, direct_s, 0)], dtype=np.int64)
    frame = np.array(frame_entries(duty, []), dtype=np.int64)
    alone = DutyTables(problem.travel_s, nodes, frame, layout_rows(duty), LINE_GOALS.weights())
    order, begins = np.arange(2, dtype=np.int64), np.empty(2, dtype=np.int64)
    in_time, *_ = schedule_and_cost(alone, order, 2, begins)
    return in_time
