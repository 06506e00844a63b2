"""From a service day to the planning problem as it stands now: what is fixed, and what may still change.

Fixed is the part of a run that has happened, the call the van is driving to, and every call inside the
freeze time. The planner sees the run from the end of that part on: who is on board there, where the van
is, and from when.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from busline.nouns import BookingState, CallKind, DutyState
from dispatcher.desk.day import BookingOnDay, Day, DutyOnDay, Halt
from dispatcher.desk.line_data import LineData
from dispatcher.planning.problem import DutyFrame, Plan, Problem, Ride, Route, Visit


@dataclass(frozen=True)
class FixedPart:
    """The unchangeable beginning of a run with the times now expected, and when the van is free after it."""

    halts: tuple[Halt, ...]
    free_at: int


@dataclass(frozen=True)
class Framing:
    """The planning problem of a day at one moment, with the fixed part of each duty in it."""

    problem: Problem
    plan: Plan
    fixed: Mapping[str, FixedPart]

    def route(self, duty_id: str) -> Route:
        """Return the changeable route of a duty."""
        return self.plan.routes[self.problem.duty_index[duty_id]]


def frame_day(
    line: LineData,
    day: Day,
    now: int,
    *,
    without: frozenset[str] = frozenset(),
    only: Collection[str] | None = None,
) -> Framing:
    """Return the planning problem of `day` at `now`.

    Parameters
    ----------
    line, day, now
        What is planned, and when.
    without
        Rides to leave out.
    only
        Look at these duties alone.
    """
    fixed, frames, routes, rides = {}, [], [], []
    for duty in day.duties.values():
        if not duty.drives or (only is not None and duty.id not in only):
            continue
        part = fixed_part(line, day, duty, now)
        route = _route_after(duty, part, without)
        frame = _frame(line, duty, part, now)
        has_ended = not duty.halts or duty.halts[-1].arrived is not None
        if not route and has_ended and not frame.under_way and frame.leave_from >= frame.back_by:
            continue  # this duty is over
        fixed[duty.id] = part
        frames.append(frame)
        routes.append(route)
        rides += _rides(line, day, duty, part, route)
    problem = Problem(travel_s=line.matrix.seconds, duties=tuple(frames), rides=tuple(rides))
    return Framing(problem=problem, plan=Plan(tuple(routes)), fixed=fixed)


def fixed_part(line: LineData, day: Day, duty: DutyOnDay, now: int) -> FixedPart:
    """Return what can't change of a duty's run any more, with the times expected at `now`."""
    count = _fixed_count(duty.halts, now + line.rules.freeze_s)
    under_way = duty.state is DutyState.UNDER_WAY
    halts: list[Halt] = []
    free_at = max(duty.starts_at + line.rules.base_margin_s, now)
    for halt in duty.halts[:count]:
        expected = _expect(line, halt, halts[-1] if halts else None, free_at, now if under_way else None)
        free_at = max(free_at, _free_at(day, duty, expected, now if under_way else None))
        if expected.departed is None:
            expected = replace(expected, depart=max(expected.depart, free_at))
        halts.append(expected)
    return FixedPart(tuple(halts), free_at)


def _fixed_count(halts: tuple[Halt, ...], frozen_before: int) -> int:
    """Count the halts that have begun, are driven to, or lie inside the freeze time."""
    count = 0
    for index, halt in enumerate(halts):
        begun = halt.arrived is not None
        driven_to = index > 0 and halts[index - 1].departed is not None
        frozen = index > 0 and halt.arrive < frozen_before
        if begun or driven_to or frozen:
            count = index + 1
    return count


def _expect(line: LineData, halt: Halt, before: Halt | None, free_at: int, now: int | None) -> Halt:
    """Return `halt` with the arrival that follows from where the van is; it is never expected early."""
    if halt.arrived is not None or before is None:
        if before is None and halt.departed is None and halt.arrived is None and now is not None:
            return replace(halt, depart=max(halt.depart, now))
        return halt
    leaves = before.departed if before.departed is not None else max(before.depart, free_at)
    arrive = max(halt.arrive, leaves + line.drive_s(before.stop, halt.stop))
    if now is not None and before.departed is not None:
        arrive = max(arrive, now)  # it should be there by now and has not said so
    return replace(halt, arrive=arrive, depart=max(halt.depart, arrive))


def _free_at(day: Day, duty: DutyOnDay, halt: Halt, now: int | None) -> int:
    """Return when the van may leave `halt`: everybody out, everybody in, each not before their window."""
    if halt.departed is not None:
        return halt.departed
    at = halt.arrived if halt.arrived is not None else halt.arrive
    if halt.kind is CallKind.BREAK:
        need = duty.break_need
        return max(at + (halt.depart - halt.arrive if need is None else need.duration_s), now or 0)
    if halt.kind is CallKind.BASE:
        return max(at, now) if now is not None and halt.arrived is not None else at
    pending = False
    for visit in halt.visits:
        ride = day.bookings[visit.ride or ""]
        if _is_over(ride, visit):
            continue
        pending = True
        at = max(at, ride.pickup_from if visit.is_pickup else 0) + ride.boarding_s
    if now is not None and halt.arrived is not None:
        at = max(at, now) if pending else max(halt.arrived, now)
    return at


def _is_over(ride: BookingOnDay, visit: Visit) -> bool:
    """Tell whether this end of a ride has happened, or never will."""
    if ride.state is BookingState.CONFIRMED:
        return False
    return visit.is_pickup or ride.state is not BookingState.ON_BOARD


def _route_after(duty: DutyOnDay, part: FixedPart, without: frozenset[str]) -> Route:
    """Return the visits after the fixed part, with the break that the duty still owes if it drives."""
    done = {visit for halt in part.halts for visit in halt.visits}
    route = tuple(v for v in duty.order if v not in done and v.ride not in without)
    riders = tuple(visit for visit in route if visit.ride is not None)
    if not riders or not owes_break(duty, part):
        return riders
    # A change of driver can bring a break that no visit was planned for: last, until a better place is found.
    return route if len(route) > len(riders) else (*route, Visit(None))


def owes_break(duty: DutyOnDay, part: FixedPart) -> bool:
    """Tell whether a duty must still have a break after the fixed part of its run."""
    return duty.break_need is not None and all(halt.kind is not CallKind.BREAK for halt in part.halts)


def _frame(line: LineData, duty: DutyOnDay, part: FixedPart, now: int) -> DutyFrame:
    last = part.halts[-1] if part.halts else None
    back_by = duty.ends_at - line.rules.base_margin_s
    return DutyFrame(
        id=duty.id,
        start=line.place(last.stop if last else duty.base),
        end=line.place(duty.base),
        leave_from=part.free_at,
        back_by=back_by if duty.late_back_by is None else max(back_by, duty.late_back_by),
        layouts=duty.layouts,
        break_need=duty.break_need if owes_break(duty, part) else None,
        under_way=last is not None and last.kind is not CallKind.BASE,
        driver_known=duty.driver_id is not None,
    )


def _rides(line: LineData, day: Day, duty: DutyOnDay, part: FixedPart, route: Route) -> list[Ride]:
    pickups_ahead = {visit.ride for visit in route if visit.is_pickup}
    rides = []
    for ride_id in dict.fromkeys(visit.ride for visit in route if visit.ride is not None):
        booking = day.ride(ride_id)
        if ride_id in pickups_ahead:
            rides.append(ride_of(line, booking))
        else:
            boarded_at = _boarded_at(day, booking, part)
            rides.append(replace(ride_of(line, booking), boarded_at=boarded_at, duty_id=duty.id))
    return rides


def ride_of(line: LineData, booking: BookingOnDay) -> Ride:
    """Return a booking as the planner knows it.

    Plans keep the line's slack at the end of each window free. Where the world has used it up, bookings
    carry when they are expected now: no plan makes them later than that.
    """
    slack_s = line.rules.promise_slack_s
    direct_s = line.drive_s(booking.from_stop, booking.to_stop)
    limit_s = line.rules.max_ride_s(direct_s)
    return Ride(
        id=booking.id,
        origin=line.place(booking.from_stop),
        destination=line.place(booking.to_stop),
        seats=booking.seats,
        wheelchairs=booking.wheelchairs,
        boarding_s=booking.boarding_s,
        alighting_s=booking.boarding_s,
        pickup_from=booking.pickup_from,
        pickup_to=max(booking.pickup_from, booking.pickup_to - slack_s, booking.late_pickup_to or 0),
        dropoff_from=booking.pickup_from,
        dropoff_by=max(booking.pickup_from, booking.dropoff_by - slack_s, booking.late_dropoff_by or 0),
        max_ride_s=max(direct_s, limit_s - slack_s, booking.late_ride_s or 0),
    )


def at_promise(line: LineData, booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` binding at what was promised and allowed, without the line's slack."""
    return replace(
        booking,
        late_pickup_to=booking.pickup_to,
        late_dropoff_by=booking.dropoff_by,
        late_ride_s=line.max_ride_s(booking.from_stop, booking.to_stop),
    )


def as_promised(booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` without any lateness: bound by its promise less the line's slack."""
    return replace(booking, late_pickup_to=None, late_dropoff_by=None, late_ride_s=None)


def _boarded_at(day: Day, booking: BookingOnDay, part: FixedPart) -> int:
    """Return when boarding ended, or will end in the fixed part of the run."""
    if booking.boarded_at is not None:
        return booking.boarded_at
    for halt in part.halts:
        if booking.id in halt.board:
            at = halt.arrived if halt.arrived is not None else halt.arrive
            for visit in halt.visits:
                ride = day.bookings[visit.ride or ""]
                at = max(at, ride.pickup_from if visit.is_pickup else 0) + ride.boarding_s
                if visit == Visit(booking.id, True):
                    return at
    return part.free_at
