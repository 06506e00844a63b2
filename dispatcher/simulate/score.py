"""How a simulated day went, read from the record alone: what was promised, and what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.figures import count_ridership
from busline.nouns import BookingState, Call, CallKind, Layout, Places, RequestState, fits
from busline.record.availability import worked_elsewhere_of
from busline.record.tables import Booking, Duty, Hours, IdleWindow, Line, Request, Run, Van
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules, WorkSpan, violations
from busline.travel.matrix import StopMatrix, latest_matrix


@dataclass(frozen=True)
class Score:
    """The figures of a day; shares and means are 0 where there is nothing to count."""

    requests: int
    offered: int
    confirmed: int
    refused: int
    rides: int
    completed: int
    cancelled: int
    no_show: int
    broken: int
    on_time_share: float
    rides_per_van_hour: float
    mean_detour: float
    window_violations: int
    driver_rule_violations: int
    over_capacity: int
    ride_time_violations: int
    lost: int

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON."""
        return asdict(self)


def score_day(session: Session, line_id: str, day: date, now: datetime) -> Score:
    """Count and check what the record says of a day at `now`."""
    requests = session.scalars(
        select(Request).where(Request.line_id == line_id, Request.service_date == day)
    ).all()
    bookings = session.scalars(
        select(Booking).where(Booking.line_id == line_id, Booking.service_date == day)
    ).all()
    runs = _runs(session, line_id, day)
    matrix = latest_matrix(session, line_id)
    rules = LineRules.model_validate(session.get_one(Line, line_id).rules)
    done = [b for b in bookings if b.state is BookingState.COMPLETED]
    rides = _rides(runs, bookings)
    counted = count_ridership(session, line_id, day, day, now)
    van_hours = (
        sum((duty.ends_at - duty.starts_at).total_seconds() for duty, _, calls in runs if calls) / 3600
    )
    detours = [_detour(matrix, booking, rides[booking.id]) for booking in done if booking.id in rides]
    states = [booking.state for booking in bookings]
    return Score(
        requests=len(requests),
        offered=sum(bool(request.offers) for request in requests),
        confirmed=sum(request.state is RequestState.CONFIRMED for request in requests),
        refused=sum(request.state is RequestState.REFUSED for request in requests),
        rides=len(bookings),
        completed=len(done),
        cancelled=states.count(BookingState.CANCELLED),
        no_show=states.count(BookingState.NO_SHOW),
        broken=states.count(BookingState.BROKEN),
        on_time_share=round(counted.on_time_share or 0.0, 4),
        rides_per_van_hour=round(len(done) / van_hours, 2) if van_hours else 0.0,
        mean_detour=round(sum(detours) / len(detours), 3) if detours else 0.0,
        window_violations=sum(_out_of_window(window, calls) for _, window, calls in runs),
        driver_rule_violations=_driver_rule_violations(session, line_id, day),
        over_capacity=sum(
            _over_capacity(_layouts(session, duty), calls, {b.id: b for b in bookings})
            for duty, _, calls in runs
        ),
        ride_time_violations=rides_too_long(rules, matrix, bookings, rides),
        lost=_lost(bookings, rides),
    )


def _runs(session: Session, line_id: str, day: date) -> list[tuple[Duty, IdleWindow, list[Call]]]:
    rows = session.execute(
        select(Duty, IdleWindow, Run)
        .join(IdleWindow, Duty.window_id == IdleWindow.id)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date == day)
    )
    return [(duty, window, [Call.model_validate(call) for call in run.calls]) for duty, window, run in rows]


def _rides(
    runs: Iterable[tuple[Duty, IdleWindow, list[Call]]], bookings: Iterable[Booking]
) -> dict[str, tuple[Call, Call]]:
    """Return the boarding and the alighting call of every booking that is on a run whole."""
    boards = {b: call for _, _, calls in runs for call in calls for b in call.board}
    alights = {b: call for _, _, calls in runs for call in calls for b in call.alight}
    return {
        booking.id: (boards[booking.id], alights[booking.id])
        for booking in bookings
        if booking.id in boards and booking.id in alights
    }


def _detour(matrix: StopMatrix, booking: Booking, ride: tuple[Call, Call]) -> float:
    """Return the time on board divided by the direct drive."""
    assert booking.boarded_at is not None
    arrived = ride[1].arrived or ride[1].arrive
    direct_s = max(matrix.between(booking.from_stop_id, booking.to_stop_id), 1)
    return max((arrived - booking.boarded_at).total_seconds(), direct_s) / direct_s


def rides_too_long(
    rules: LineRules,
    matrix: StopMatrix,
    bookings: Iterable[Booking],
    rides: Mapping[str, tuple[Call, Call]],
) -> int:
    """Count rides that last longer than the line allows, from the van's leaving to its arrival.

    What has happened counts as it was, whatever was expected; what has not counts as planned.
    """
    too_long = 0
    for booking in bookings:
        if booking.id in rides:
            board, alight = rides[booking.id]
            limit_s = rules.max_ride_s(matrix.between(booking.from_stop_id, booking.to_stop_id))
            lasted = (alight.arrived or alight.arrive) - (board.departed or board.depart)
            too_long += lasted.total_seconds() > limit_s
    return too_long


def _out_of_window(window: IdleWindow, calls: list[Call]) -> int:
    if len(calls) < 2:
        return 0
    left = calls[0].departed or calls[0].depart
    back = calls[-1].arrived or calls[-1].arrive
    return int(left < window.starts_at) + int(back > window.ends_at)


def _layouts(session: Session, duty: Duty) -> list[Layout]:
    van = session.get_one(Van, (duty.line_id, duty.van_id))
    return [Layout.model_validate(layout) for layout in van.layouts]


def _over_capacity(layouts: list[Layout], calls: list[Call], bookings: dict[str, Booking]) -> int:
    on_board: set[str] = set()
    over = 0
    for call in calls:
        on_board = (on_board - set(call.alight)) | set(call.board)
        taken = Places()
        for booking_id in on_board:
            booking = bookings[booking_id]
            taken += Places(seats=booking.seats, wheelchairs=booking.wheelchairs)
        over += not fits(layouts, taken)
    return over


def _driver_rule_violations(session: Session, line_id: str, day: date) -> int:
    rules = WorkingTimeRules.model_validate(session.get_one(Line, line_id).working_time)
    one = timedelta(days=1)
    spans: dict[str, list[WorkSpan]] = {}
    for driver_id, elsewhere in worked_elsewhere_of(session, line_id, day - one, day + one).items():
        spans[driver_id] = [WorkSpan(start, end, elsewhere=True) for start, end in elsewhere]
    for duty, hours, run in session.execute(
        select(Duty, Hours, Run)
        .join(Hours, Hours.duty_id == Duty.id)
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date == day)
    ):
        breaks = tuple(_breaks(run.calls if run else []))
        end = hours.worked_to or duty.ends_at
        spans.setdefault(hours.driver_id, []).append(WorkSpan(hours.worked_from, end, breaks))
    return sum(len(violations(driver, rules)) for driver in spans.values())


def _breaks(calls: Iterable[Any]) -> Iterable[tuple[datetime, datetime]]:
    for call in map(Call.model_validate, calls):
        if call.kind is CallKind.BREAK and call.arrived is not None and call.departed is not None:
            yield call.arrived, call.departed


def _lost(bookings: Iterable[Booking], rides: dict[str, tuple[Call, Call]]) -> int:
    """Count bookings that nobody took back and that no run carries, or that never came to an end."""
    open_states = {BookingState.CONFIRMED, BookingState.ON_BOARD}
    return sum(
        booking.state in open_states or (booking.state is BookingState.COMPLETED and booking.id not in rides)
        for booking in bookings
    )
