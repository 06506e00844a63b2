"""From a duty of a service day to what the planner sees of it now.

That is its run from the end of the fixed part on: who is on board there, where the van is, and from when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from busline.nouns import CallKind
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.fixed import FixedPart, boarded_at, fixed_part, owes_break
from dispatcher.day.line_data import LineData
from dispatcher.planning.problem import DutyFrame, Problem, Ride, Route, Visit


@dataclass(frozen=True, slots=True)
class FramedDuty:
    """What is fixed of a duty at one moment, and what may still change: its frame, route and rides."""

    fixed: FixedPart
    frame: DutyFrame
    route: Route
    rides: Mapping[str, Ride]
    # What the rides were made of; a booking that is still the same object is the same ride.
    bookings: Mapping[str, BookingOnDay] = field(compare=False, repr=False)

    def alone(self, line: LineData) -> Problem:
        """Return the planning problem of this duty and its rides."""
        return Problem(line.matrix.seconds, (self.frame,), tuple(self.rides.values()))

    def with_ride(self, line: LineData, booking: BookingOnDay, route: Route) -> FramedDuty:
        """Return the duty with one more ride that is to be picked up, on `route`."""
        rides = {**self.rides, booking.id: ride_of(line, booking)}
        bookings = {**self.bookings, booking.id: booking}
        in_order = dict.fromkeys([visit.ride for visit in route if visit.ride is not None])
        return replace(
            self,
            route=route,
            rides={ride_id: rides[ride_id] for ride_id in in_order},
            bookings={ride_id: bookings[ride_id] for ride_id in in_order},
        )

    def waits_with(self, booking: BookingOnDay) -> bool:
        """Tell whether exactly this booking is to be picked up here."""
        return self.bookings.get(booking.id) is booking and self.rides[booking.id].boarded_at is None


def frame_duty(
    line: LineData,
    day: Day,
    duty: DutyOnDay,
    now: int,
    *,
    without: frozenset[str] = frozenset(),
    part: FixedPart | None = None,
    known: FramedDuty | None = None,
) -> FramedDuty | None:
    """Return `duty` as the planner sees it at `now`; None if it is over or never drives.

    Parameters
    ----------
    without
        Rides to leave out.
    part
        Its fixed part, where that is known.
    known
        What it was framed to before something changed, if that is known, for the same line.
    """
    if not duty.drives:
        return None
    part = fixed_part(line, day, duty, now) if part is None else part
    route = _route_after(duty, part, without)
    frame = _frame(line, duty, part)
    has_ended = not duty.halts or duty.halts[-1].arrived is not None
    if not route and has_ended and not frame.under_way and frame.leave_from >= frame.back_by:
        return None
    rides, bookings = _rides(line, day, duty, part, route, known)
    return FramedDuty(part, frame, route, rides, bookings)


def _route_after(duty: DutyOnDay, part: FixedPart, without: frozenset[str]) -> Route:
    """Return the visits after the fixed part, with the break that the duty still owes if it drives."""
    done, route = part.visits, duty.order
    if done or without:
        route = tuple(v for v in route if v not in done and v.ride not in without)
    riders = tuple([visit for visit in route if visit.ride is not None])
    if not riders or not owes_break(duty, part):
        return riders
    # A change of driver can bring a break that no visit was planned for: last, until a better place is found.
    return _resting_when_empty(route) if len(route) > len(riders) else (*route, Visit(None))


def _resting_when_empty(route: Route) -> Route:
    """Return `route` with its break no sooner than when nobody is on board.

    A held offer can have moved the break before a ride that the van then went to pick up: what is recorded
    of a run knows no held offers, so that ride came first.
    """
    # Who is only dropped off is aboard from the start.
    aboard = sum([-1 if visit.is_pickup else 1 for visit in route if visit.ride is not None])
    rested: list[Visit] = []
    is_due = False
    for visit in route:
        if is_due and not aboard:
            rested.append(Visit(None))
            is_due = False
        if visit.ride is None:
            is_due = True
            continue
        rested.append(visit)
        aboard += 1 if visit.is_pickup else -1
    return (*rested, Visit(None)) if is_due else tuple(rested)


def _frame(line: LineData, duty: DutyOnDay, part: FixedPart) -> DutyFrame:
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


def _rides(
    line: LineData, day: Day, duty: DutyOnDay, part: FixedPart, route: Route, known: FramedDuty | None
) -> tuple[dict[str, Ride], dict[str, BookingOnDay]]:
    pickups_ahead = {visit.ride for visit in route if visit.is_pickup}
    rides: dict[str, Ride] = {}
    bookings: dict[str, BookingOnDay] = {}
    for ride_id in dict.fromkeys(visit.ride for visit in route if visit.ride is not None):
        booking = bookings[ride_id] = day.ride(ride_id)
        if ride_id not in pickups_ahead:
            since = boarded_at(day, booking, part)
            rides[ride_id] = replace(ride_of(line, booking), boarded_at=since, duty_id=duty.id)
        elif known is not None and known.waits_with(booking):
            rides[ride_id] = known.rides[ride_id]
        else:
            rides[ride_id] = ride_of(line, booking)
    return rides, bookings


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
        duty_id=booking.pinned_to,
    )


def at_promise(line: LineData, booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` binding at what was promised, without the line's slack at the end of its windows.

    Its time on board keeps the slack: that is for the road to use up, and for no plan.
    """
    return replace(booking, late_pickup_to=booking.pickup_to, late_dropoff_by=booking.dropoff_by)


def unpinned(booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` free to ride on any duty."""
    return booking if booking.pinned_to is None else replace(booking, pinned_to=None)


def as_promised(booking: BookingOnDay) -> BookingOnDay:
    """Return `booking` without any lateness: bound by its promise less the line's slack."""
    if booking.late_pickup_to is None and booking.late_dropoff_by is None and booking.late_ride_s is None:
        return booking
    return replace(booking, late_pickup_to=None, late_dropoff_by=None, late_ride_s=None)
