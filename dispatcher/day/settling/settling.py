"""Giving every duty of a day its halts and times anew, after a change or because time has passed."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from busline.nouns import CallKind
from dispatcher.day.day import Day, DutyOnDay, Halt
from dispatcher.day.framing.binding import as_expected, begins_ahead, with_slack, without_slack
from dispatcher.day.framing.duty_framing import FramedDuty, frame_duty
from dispatcher.day.framing.framing import FixedPart, frame_day, owes_break
from dispatcher.day.line_data import LineData
from dispatcher.day.settling.one_call import call_once
from dispatcher.day.settling.running_late import keep_plan
from dispatcher.planning.problem import Visit
from dispatcher.planning.route.schedule import Schedule, relaxed_schedule, schedule


@dataclass(frozen=True, slots=True)
class Lateness:
    """A booking whose promise can't be kept on its duty as things stand, and when it is expected."""

    booking_id: str
    duty_id: str
    pickup_at: int | None
    dropoff_at: int


@dataclass(frozen=True)
class Settled:
    """A day with the halts that follow from its orders, and the bookings that run late."""

    day: Day
    late: tuple[Lateness, ...] = ()
    # Duties on which not everything can be kept, if only by seconds.
    strained: frozenset[str] = frozenset()


def settle(line: LineData, day: Day, now: int, duty_ids: Collection[str] | None = None) -> Settled:
    """Schedule the runs of `duty_ids` (all where left out) as of `now`.

    Where no schedule keeps the line's slack, the promises alone count; where none keeps those, the run
    goes on as early as it can, and what is late is listed. The bookings in the returned day then carry
    the times that they are expected at, so that later plans don't make them later still.
    """
    wanted = [d for d in day.duties.values() if d.drives and (duty_ids is None or d.id in duty_ids)]
    day = with_slack(day, wanted)
    for duty in wanted:
        day = call_once(line, day, day.duties[duty.id], now)
    return _timed(line, day, now, [duty.id for duty in wanted])


def _timed(line: LineData, day: Day, now: int, duty_ids: Collection[str]) -> Settled:
    """Return `day`, bound with slack, with the times of its runs in the orders that they have."""
    late: list[Lateness] = []
    strained = set()
    for duty in [day.duties[duty_id] for duty_id in duty_ids]:
        halts, in_slack = _halts(line, day, duty, now)
        if not in_slack:
            halts, on_time = _halts_without_slack(line, day, duty, now)
            strained |= set() if on_time else {duty.id}
            day = as_expected(line, day, duty, halts)
        halts = keep_plan(duty.halts, halts)
        late += _lateness(line, day, duty, halts)
        if halts != duty.halts:
            day = day.with_duties(replace(day.duties[duty.id], halts=halts))
    return Settled(day, tuple(late), frozenset(strained))


def ease(line: LineData, day: Day, now: int) -> Day:
    """Return `day` with what runs late binding at when it is expected `now`; its runs stay as they are.

    Time that has passed, or a day just read from the record, would else leave late runs that nothing can
    be planned into. Held offers that no longer fit beside what runs late are let go.
    """
    wanted = [duty for duty in day.duties.values() if duty.drives]
    settled = _timed(line, with_slack(day, wanted), now, [duty.id for duty in wanted]).day
    late = [
        replace(day.duties[duty.id], late_back_by=duty.late_back_by)
        for duty in settled.duties.values()
        if duty.late_back_by != day.duties[duty.id].late_back_by
    ]
    eased = replace(day.with_duties(*late), bookings=settled.bookings)
    return eased.without_rides(*_holds_that_do_not_fit(line, eased, now)) if eased.holds else eased


def _holds_that_do_not_fit(line: LineData, day: Day, now: int) -> list[str]:
    framing = frame_day(line, day, now)
    gone: list[str] = []
    for frame, route in zip(framing.problem.duties, framing.plan.routes, strict=True):
        held = {visit.ride for visit in route if visit.ride in day.holds}
        if held and schedule(framing.problem, frame, route) is None:
            gone += [ride for ride in held if ride is not None]
    return gone


def _halts(line: LineData, day: Day, duty: DutyOnDay, now: int) -> tuple[tuple[Halt, ...], bool]:
    """Return the halts of a duty, and whether what is not fixed in them keeps every rule."""
    framed = frame_duty(line, day, duty, now, without=frozenset(day.holds))
    if framed is None:
        return duty.halts, True
    if not framed.route:
        halts = _with_return(line, duty, framed.fixed)
        return halts, not halts or halts[-1].arrive <= framed.frame.back_by
    problem = framed.alone(line)
    times = schedule(problem, framed.frame, framed.route)
    on_time = times is not None
    if times is None:
        times = relaxed_schedule(problem, framed.frame, framed.route).schedule
    return _join(line, duty, framed, times), on_time


def _halts_without_slack(
    line: LineData, day: Day, duty: DutyOnDay, now: int
) -> tuple[tuple[Halt, ...], bool]:
    """Return the halts of a duty that give up as little slack as needed, and whether that is enough."""
    halts, on_time = duty.halts, False
    for bound in without_slack(line, day, duty):
        halts, on_time = _halts(line, bound, duty, now)
        if on_time:
            break
    return halts, on_time


def _with_return(line: LineData, duty: DutyOnDay, part: FixedPart) -> tuple[Halt, ...]:
    """Return the halts of a run that has nothing ahead but the way back to its base, and its break there."""
    if not part.halts:
        return ()
    halts, last = part.halts, part.halts[-1]
    if last.kind is not CallKind.BASE:
        leave = last.departed if last.departed is not None else part.free_at
        back = leave + line.drive_s(last.stop, duty.base)
        if last.departed is None:
            last = _left(last, part.free_at)
        halts = (*halts[:-1], last, _base_halt(duty, back))
    return _with_break(duty, part, halts)


def _with_break(duty: DutyOnDay, part: FixedPart, halts: tuple[Halt, ...]) -> tuple[Halt, ...]:
    """Return `halts`, which end at the base, with the break that a duty without rides ahead still owes."""
    at_base, need = halts[-1], duty.break_need
    if need is None or at_base.departed is not None or not owes_break(duty, part):
        return halts
    begin = max(at_base.arrive, need.earliest, part.free_at)
    end = begin + need.duration_s
    if end > duty.ends_at:
        return halts
    rest = Halt(CallKind.BREAK, duty.base, begin, end)
    return (*halts[:-1], replace(at_base, depart=begin), rest, _base_halt(duty, end))


def _join(line: LineData, duty: DutyOnDay, framed: FramedDuty, times: Schedule) -> tuple[Halt, ...]:
    """Return fixed part, planned halts and the return to the base as one run."""
    first = framed.fixed.halts or (Halt(CallKind.BASE, duty.base, duty.starts_at, times.leave),)
    if first[-1].departed is None:
        first = (*first[:-1], _left(first[-1], times.leave))
    planned = _planned_halts(line, duty, framed, times)
    linked = [
        replace(halt, depart=after.arrive - line.drive_s(halt.stop, after.stop))
        for halt, after in zip(planned, [*planned[1:], _base_halt(duty, times.back)], strict=True)
    ]
    return (*first, *linked, _base_halt(duty, times.back))


def _left(halt: Halt, at: int) -> Halt:
    """Return `halt` left at `at`; where the van came long before it was expected, it is planned so too."""
    return replace(halt, depart=at, arrive=min(halt.arrive, at))


def _base_halt(duty: DutyOnDay, at: int) -> Halt:
    return Halt(CallKind.BASE, duty.base, at, at)


def _planned_halts(line: LineData, duty: DutyOnDay, framed: FramedDuty, times: Schedule) -> list[Halt]:
    """Return one halt for each run of visits at the same stop that are all out first, or all in first."""
    halts: list[Halt] = []
    for visit, begin in zip(framed.route, times.begins, strict=True):
        if visit.ride is None:
            halts.append(Halt(CallKind.BREAK, duty.base, begin, begin))
            continue
        ride = framed.rides[visit.ride]
        stop = line.matrix.stop_ids[ride.origin if visit.is_pickup else ride.destination]
        joins = bool(halts) and halts[-1].stop == stop and _may_join(halts[-1], visit)
        halt = halts.pop() if joins else Halt(CallKind.STOP, stop, begin, begin)
        if visit.is_pickup:
            halts.append(replace(halt, board=(*halt.board, visit.ride)))
        else:
            halts.append(replace(halt, alight=(*halt.alight, visit.ride), board_first=bool(halt.board)))
    return halts


def _may_join(halt: Halt, visit: Visit) -> bool:
    """Tell whether a visit at the same stop can be part of `halt` too, as the last of it."""
    if halt.kind is not CallKind.STOP:
        return False
    if visit.is_pickup:
        return not halt.board_first
    return halt.board_first or not halt.board or not halt.alight


def _lateness(line: LineData, day: Day, duty: DutyOnDay, halts: tuple[Halt, ...]) -> list[Lateness]:
    """Return the bookings that `halts` serve outside their promise, from here on."""
    slack_s = line.rules.late_tolerance_s
    begins = begins_ahead(day, halts)
    late = []
    for ride_id in dict.fromkeys(ride for ride, _ in begins):
        booking = day.bookings[ride_id]
        pickup, dropoff = begins.get((ride_id, True)), begins.get((ride_id, False))
        if dropoff is None:
            continue
        too_late = pickup is not None and pickup > booking.pickup_to + slack_s
        if too_late or dropoff > booking.dropoff_by + slack_s:
            late.append(Lateness(ride_id, duty.id, pickup, dropoff))
    return late
