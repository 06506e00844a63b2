"""Duties that allow the same: one labelling finds the routes of all of them."""

from dataclasses import dataclass, replace

from dispatcher.planning.problem import DutyFrame, Problem


@dataclass(frozen=True, slots=True)
class Kind:
    """Duties that allow the same: places, times, base and rides; ``duties`` are their indices."""

    frame: DutyFrame
    duties: tuple[int, ...]


def kinds_of(problem: Problem) -> list[Kind]:
    """Return the kinds of a problem's duties; a duty that a ride is pinned to is a kind of its own."""
    pinned = {ride.duty_id for ride in problem.rides if ride.duty_id is not None}
    by_frame: dict[DutyFrame, list[int]] = {}
    for index, duty in enumerate(problem.duties):
        frame = duty if duty.id in pinned else replace(duty, id="", driver_known=True)
        by_frame.setdefault(frame, []).append(index)
    return [Kind(problem.duties[indices[0]], tuple(indices)) for indices in by_frame.values()]
