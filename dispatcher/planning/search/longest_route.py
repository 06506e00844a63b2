"""How long routes can get: the room that a search needs for each of them."""

import numpy as np

from dispatcher.planning.problem import DutyFrame, Plan, Problem


def most_visits(problem: Problem, plan: Plan) -> int:
    """Return a number of visits that no route exceeds that can be driven, nor any of `plan`.

    A van stands still for every ride that boards and alights, one after the other. So it serves no more than
    fit into the longest of the duties, those of the shortest stops first, with nothing driven between them.
    """
    stands_s = [ride.alighting_s + ride.boarding_s * (ride.boarded_at is None) for ride in problem.rides]
    longest_s = max(map(_lasts_s, problem.duties), default=0)
    rides = int(np.searchsorted(np.cumsum(np.sort(stands_s)), longest_s, side="right"))
    with_break = 2 * rides + 1
    return max(with_break, *map(len, plan.routes), 0)


def _lasts_s(duty: DutyFrame) -> int:
    window_s = duty.back_by - duty.leave_from
    return window_s if duty.max_duration_s is None else min(window_s, duty.max_duration_s)
