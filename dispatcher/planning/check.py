"""Every hard rule of a plan, checked one by one on its times, before the plan is committed.

Plain arithmetic over the times that will be committed; the kernels only proposed them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from busline.nouns import Places, fits
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Route
from dispatcher.planning.route.relaxed import lateness, relaxed_schedule
from dispatcher.planning.route.schedule import schedule
from dispatcher.planning.route.times import Schedule
from dispatcher.planning.tables import is_well_formed


class Rule(StrEnum):
    """A hard rule of planning."""

    ROUTE_FOR_EVERY_DUTY = "route_for_every_duty"
    KNOWN_RIDE = "known_ride"
    ONCE = "once"  # a ride is in one route only
    DUTY = "duty"  # a ride stays on the duty it is on board of or pinned to
    ON_BOARD = "on_board"  # who is on board is dropped off
    PAIRED = "paired"  # pickup before drop-off; the break that the duty owes
    PLACES = "places"  # everybody has a place of their kind on every leg
    BREAK = "break"  # nobody on board
    TRAVEL = "travel"  # driving and boarding take their time
    TOO_EARLY = "too_early"  # a window has not opened
    TOO_LATE = "too_late"  # a window, a ride time, the way back or a duty's length: see detail


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule; ``ride_id`` where it is about one ride, ``by_s`` where it is about time."""

    rule: Rule
    duty_id: str | None = None
    ride_id: str | None = None
    detail: str = ""
    by_s: int = 0


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Return every hard rule that `plan` breaks; an empty list means that it may be committed.

    Rides of the problem that are in no route are not a violation, unless they are on board.
    """
    if len(plan.routes) != len(problem.duties):
        return [Violation(Rule.ROUTE_FOR_EVERY_DUTY)]
    found = list(_membership(problem, plan))
    if any(violation.rule is Rule.KNOWN_RIDE for violation in found):
        return found
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        found += _check_route(problem, duty, route)
    return found


def check_times(problem: Problem, duty: DutyFrame, route: Route, times: Schedule) -> list[Violation]:
    """Return every hard rule of time that `times` break for a well-formed route."""
    return [*_travel(problem, duty, route, times), *_windows(problem, duty, route, times)]


def _check_route(problem: Problem, duty: DutyFrame, route: Route) -> list[Violation]:
    if not is_well_formed(problem, duty, route):
        return [Violation(Rule.PAIRED, duty.id)]
    found = list(_places(problem, duty, route))
    if found:
        return found
    times = schedule(problem, duty, route) or relaxed_schedule(problem, duty, route).schedule
    return check_times(problem, duty, route, times)


def _membership(problem: Problem, plan: Plan) -> Iterator[Violation]:
    dropped: Counter[str] = Counter()
    for duty, route in zip(problem.duties, plan.routes, strict=True):
        for visit in route:
            if visit.ride is None:
                continue
            if visit.ride not in problem.ride_index:
                yield Violation(Rule.KNOWN_RIDE, duty.id, visit.ride)
                continue
            dropped[visit.ride] += not visit.is_pickup
            pinned_to = problem.ride(visit.ride).duty_id
            if not visit.is_pickup and pinned_to not in (None, duty.id):
                yield Violation(Rule.DUTY, duty.id, visit.ride, f"must stay on {pinned_to}")
    for ride_id, times in dropped.items():
        if times > 1:
            yield Violation(Rule.ONCE, ride_id=ride_id)
    for ride in problem.rides:
        if ride.boarded_at is not None and not dropped[ride.id]:
            yield Violation(Rule.ON_BOARD, ride.duty_id, ride.id)


def _places(problem: Problem, duty: DutyFrame, route: Route) -> Iterator[Violation]:
    picked_up = {visit.ride for visit in route if visit.is_pickup}
    aboard = {visit.ride for visit in route if visit.ride and visit.ride not in picked_up}
    for visit in (None, *route):
        if visit is not None and visit.ride is None:
            if aboard:
                yield Violation(Rule.BREAK, duty.id, detail=f"{len(aboard)} on board")
            continue
        if visit is not None and visit.ride is not None:
            aboard.symmetric_difference_update({visit.ride})
        rides = [problem.ride(ride_id) for ride_id in aboard]
        need = Places(seats=sum(r.seats for r in rides), wheelchairs=sum(r.wheelchairs for r in rides))
        if not fits(duty.layouts, need):
            detail = f"{need.seats} seats and {need.wheelchairs} wheelchairs"
            yield Violation(Rule.PLACES, duty.id, visit.ride if visit else None, detail)


def _travel(problem: Problem, duty: DutyFrame, route: Route, times: Schedule) -> Iterator[Violation]:
    place, ready = duty.start, times.leave
    for visit, begin, departs in zip(route, times.begins, times.departs, strict=True):
        ride = problem.ride(visit.ride) if visit.ride else None
        if ride is None:
            stop, service_s = duty.end, duty.break_need.duration_s if duty.break_need else 0
        elif visit.is_pickup:
            stop, service_s = ride.origin, ride.boarding_s
        else:
            stop, service_s = ride.destination, ride.alighting_s
        arrive = ready + int(problem.travel_s[place, stop])
        if begin < arrive or departs < begin + service_s:
            by_s = max(arrive - begin, begin + service_s - departs)
            yield Violation(Rule.TRAVEL, duty.id, visit.ride, by_s=by_s)
        place, ready = stop, departs
    if times.back < ready + int(problem.travel_s[place, duty.end]):
        yield Violation(Rule.TRAVEL, duty.id, detail="back")


def _windows(problem: Problem, duty: DutyFrame, route: Route, times: Schedule) -> Iterator[Violation]:
    if times.leave < duty.leave_from:
        yield Violation(Rule.TOO_EARLY, duty.id, detail="leave", by_s=duty.leave_from - times.leave)
    for visit, begin in zip(route, times.begins, strict=True):
        if visit.ride is None:
            opens = duty.break_need.earliest if duty.break_need else begin
        else:
            ride = problem.ride(visit.ride)
            opens = ride.pickup_from if visit.is_pickup else ride.dropoff_from
        if begin < opens:
            yield Violation(Rule.TOO_EARLY, duty.id, visit.ride, by_s=opens - begin)
    for late in lateness(problem, duty, route, times):
        yield Violation(Rule.TOO_LATE, duty.id, late.ride_id, late.kind.value, late.by_s)
