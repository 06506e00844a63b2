"""Reading a day's plan."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.bookings.queries import booking_card
from api.plan.occupancy import left, loads_after
from api.plan.schemas import BoundCard, CallCard, DayCard, DutyCard
from busline.nouns import Call, Layout, Places, PlanBound
from busline.record.bounds import bound_of
from busline.record.pins import pins_of_day
from busline.record.tables import Booking, DayPlan, Driver, Duty, Resident, Run, Van


def calls_of(run: Run | None) -> list[Call]:
    """Return the calls of a run in order; none of a duty that has no run yet."""
    return [Call.model_validate(call) for call in run.calls] if run else []


def day_card(session: Session, line_id: str, day: date) -> DayCard:
    """Return a day with its duties by van and start, and its bookings by promised pickup."""
    plan = session.get(DayPlan, (line_id, day))
    bookings = _bookings(session, line_id, day)
    places = {
        booking.id: Places(seats=booking.seats, wheelchairs=booking.wheelchairs) for booking, _ in bookings
    }
    vans = {van.id: van for van in session.scalars(select(Van).where(Van.line_id == line_id))}
    names = {
        driver.id: driver.name for driver in session.scalars(select(Driver).where(Driver.line_id == line_id))
    }
    found = session.execute(
        select(Duty, Run)
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date == day)
        .order_by(Duty.van_id, Duty.starts_at)
    )
    return DayCard(
        line_id=line_id,
        date=day,
        revision=plan.revision if plan else 0,
        bound=_bound_card(bound_of(plan)),
        duties=[_duty_card(duty, run, vans[duty.van_id], names, places) for duty, run in found],
        bookings=[booking_card(booking, name) for booking, name in bookings],
        pins={key: pin.duty_id for key, pin in pins_of_day(session, line_id, day).items()},
    )


def _bound_card(bound: PlanBound | None) -> BoundCard | None:
    return None if bound is None else BoundCard.model_validate(bound)


def _bookings(session: Session, line_id: str, day: date) -> list[tuple[Booking, str]]:
    rows = session.execute(
        select(Booking, Resident.name)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.line_id == line_id, Booking.service_date == day)
        .order_by(Booking.pickup_from, Booking.id)
    )
    return [(booking, name) for booking, name in rows]


def _duty_card(
    duty: Duty, run: Run | None, van: Van, names: Mapping[str, str], places: Mapping[str, Places]
) -> DutyCard:
    calls = calls_of(run)
    layouts = [Layout.model_validate(layout) for layout in van.layouts]
    return DutyCard(
        id=duty.id,
        window_id=duty.window_id,
        van_id=duty.van_id,
        driver_id=duty.driver_id,
        driver_name=names.get(duty.driver_id or ""),
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        state=duty.state,
        breaks=run.breaks if run else [],
        calls=_call_cards(calls, loads_after(calls, places), layouts),
    )


def _call_cards(calls: Sequence[Call], loads: Sequence[Places], layouts: Sequence[Layout]) -> list[CallCard]:
    return [
        CallCard(**call.model_dump(), load=load, left=left(layouts, load))
        for call, load in zip(calls, loads, strict=True)
    ]
