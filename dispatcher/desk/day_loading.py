"""Reading a service day from the record into memory."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import seconds
from busline.nouns import BookingState, Call
from busline.record.availability import worked_elsewhere_of
from busline.record.pins import pins_of_day
from busline.record.spans import Span
from busline.record.tables import Booking, DayPlan, Duty, IdleWindow, Run
from busline.rules.working_time import WorkSpan, break_need_of
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay, Halt
from dispatcher.day.line_data import LineData
from dispatcher.planning.problem import BreakNeed, Route, Visit


def load_day(session: Session, line: LineData, day: date) -> Day:
    """Read the plan of `day`: duties, runs and bookings. Held offers are added by the desk."""
    plan = session.get(DayPlan, (line.id, day))
    pins = pins_of_day(session, line.id, day)
    bookings = {
        row.id: booking_on_day(row, pins[row.id].duty_id if row.id in pins else None)
        for row in session.scalars(
            select(Booking).where(Booking.line_id == line.id, Booking.service_date == day)
        )
    }
    rows = session.execute(
        select(Duty, IdleWindow, Run)
        .join(IdleWindow, Duty.window_id == IdleWindow.id)
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line.id, Duty.service_date == day)
        .order_by(Duty.starts_at, Duty.van_id)
    ).all()
    all_duties = [duty for duty, _, _ in rows]
    elsewhere = worked_elsewhere_of(session, line.id, day, day)
    duties = {}
    for duty, window, run in rows:
        halts = tuple(Halt.of(Call.model_validate(call)) for call in (run.calls if run else ()))
        duties[duty.id] = DutyOnDay(
            id=duty.id,
            window_id=window.id,
            van_id=duty.van_id,
            driver_id=duty.driver_id,
            starts_at=seconds(duty.starts_at),
            ends_at=seconds(duty.ends_at),
            base=window.base_stop_id,
            state=duty.state,
            layouts=line.layouts[duty.van_id],
            break_need=_break_need(line, duty, all_duties, elsewhere.get(duty.driver_id or "", ())),
            halts=halts,
            order=order_of(halts, bookings),
        )
    return Day(date=day, revision=plan.revision if plan else 0, duties=duties, bookings=bookings)


def booking_on_day(row: Booking, pinned_to: str | None = None) -> BookingOnDay:
    """Return what planning needs to know of a booking, and of the duty that it is pinned to."""
    return BookingOnDay(
        id=row.id,
        from_stop=row.from_stop_id,
        to_stop=row.to_stop_id,
        seats=row.seats,
        wheelchairs=row.wheelchairs,
        boarding_s=row.boarding_s,
        pickup_from=seconds(row.pickup_from),
        pickup_to=seconds(row.pickup_to),
        dropoff_by=seconds(row.dropoff_by),
        state=row.state,
        boarded_at=None if row.boarded_at is None else seconds(row.boarded_at),
        pinned_to=pinned_to,
    )


def order_of(halts: tuple[Halt, ...], bookings: dict[str, BookingOnDay]) -> Route:
    """Return the visits of `halts` that have not happened yet, by the state of each booking."""
    order = []
    for halt in halts:
        for visit in halt.visits:
            if visit.ride is None:
                if halt.arrived is None:
                    order.append(visit)
                continue
            if _is_ahead(visit, bookings[visit.ride].state):
                order.append(visit)
    return tuple(order)


def _is_ahead(visit: Visit, state: BookingState) -> bool:
    return state is BookingState.CONFIRMED or (state is BookingState.ON_BOARD and not visit.is_pickup)


def _break_need(
    line: LineData, duty: Duty, others: Sequence[Duty], elsewhere: Sequence[Span]
) -> BreakNeed | None:
    """Return the break that a duty owes beside what else its driver works that day."""
    work = [WorkSpan(start, end, elsewhere=True) for start, end in elsewhere]
    if duty.driver_id is not None:
        work += [
            WorkSpan(other.starts_at, other.ends_at)
            for other in others
            if other.driver_id == duty.driver_id and other.id != duty.id
        ]
    need = break_need_of(
        duty.starts_at,
        duty.ends_at,
        work,
        line.working_time,
        earliest_after_s=line.rules.break_earliest_s,
    )
    if need is None or not need.possible:
        return None
    return BreakNeed(need.duration_s, seconds(need.earliest), seconds(need.latest))
