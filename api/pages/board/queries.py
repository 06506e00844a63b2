"""Reading a day for the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.board.occupancy import least_free, loads
from api.pages.board.views import DutyOnDay, VanOnDay
from api.pages.desk.queries import stop_names
from api.pages.frame import Reader
from busline.nouns import BookingState, Call, DutyState, Layout, Places
from busline.record.tables import Booking, Driver, Duty, Request, Resident, Run, Van

COUNTED = (BookingState.CONFIRMED, BookingState.ON_BOARD, BookingState.COMPLETED)


@dataclass(frozen=True, slots=True)
class DayOnBoard:
    """Everything of a day that the chart draws."""

    vans: list[VanOnDay]
    duties: list[DutyOnDay]
    places: Mapping[str, Places]
    promised_by: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody who gets on or off."""

    name: str
    aid: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in the list under the chart."""

    at: datetime
    stop: str
    kind: str
    board: list[Rider]
    alight: list[Rider]
    taken: Places
    done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class RunView:
    """One run, call by call."""

    id: str
    van: str
    starts_at: datetime
    ends_at: datetime
    driver: str
    driver_phone: str
    state: str
    least: Places
    calls: list[CallLine]


def read_day(session: Session, line_id: str, day: date) -> DayOnBoard:
    """Return vans, duties with runs, and what each booking takes, of one service day."""
    vans = [
        _van(van)
        for van in session.scalars(select(Van).where(Van.line_id == line_id).order_by(Van.name, Van.id))
    ]
    bookings = session.scalars(
        select(Booking).where(
            Booking.line_id == line_id, Booking.service_date == day, Booking.state.in_(COUNTED)
        )
    ).all()
    return DayOnBoard(
        vans,
        _duties(session, line_id, day),
        {one.id: Places(seats=one.seats, wheelchairs=one.wheelchairs) for one in bookings},
        {one.id: one.pickup_to for one in bookings if one.state is BookingState.CONFIRMED},
    )


def read_run(session: Session, frame: Reader, duty_id: str) -> RunView | None:
    """Return one duty's run with names; None if there is no such duty on this line."""
    row = session.get(Duty, duty_id)
    if row is None or row.line_id != frame.line.id:
        return None
    day = read_day(session, frame.line.id, row.service_date)
    duty = next(one for one in day.duties if one.id == duty_id)
    van = next(one for one in day.vans if one.id == duty.van_id)
    riders = _riders(session, duty)
    names = stop_names(session, frame.line.id)
    run = loads(duty.calls, day.places)
    taken = [load.taken for load in run] + [Places()]
    following = next((i for i, call in enumerate(duty.calls) if call.arrived is None), None)
    return RunView(
        duty.id,
        van.name,
        duty.starts_at,
        duty.ends_at,
        duty.driver,
        duty.driver_phone,
        duty.state.value,
        least_free(van.layouts, run),
        [
            CallLine(
                at=call.arrived or call.arrive,
                stop=names[call.stop],
                kind=call.kind.value,
                board=[riders[one] for one in call.board if one in riders],
                alight=[riders[one] for one in call.alight if one in riders],
                taken=taken[i] if taken else Places(),
                done=call.departed is not None,
                is_next=i == following and duty.state is DutyState.UNDER_WAY,
            )
            for i, call in enumerate(duty.calls)
        ],
    )


def _duties(session: Session, line_id: str, day: date) -> list[DutyOnDay]:
    rows = session.execute(
        select(Duty, Run, Driver)
        .outerjoin(Run, Run.duty_id == Duty.id)
        .outerjoin(Driver, (Driver.line_id == Duty.line_id) & (Driver.id == Duty.driver_id))
        .where(Duty.line_id == line_id, Duty.service_date == day)
        .order_by(Duty.starts_at, Duty.van_id)
    )
    return [_duty(duty, run, driver) for duty, run, driver in rows.tuples()]


def _duty(duty: Duty, run: Run | None, driver: Driver | None) -> DutyOnDay:
    return DutyOnDay(
        id=duty.id,
        van_id=duty.van_id,
        driver=driver.name if driver else "",
        driver_phone=driver.phone if driver else "",
        state=duty.state,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        calls=tuple(Call.model_validate(call) for call in (run.calls if run else [])),
    )


def _van(van: Van) -> VanOnDay:
    return VanOnDay(van.id, van.name, van.plate, tuple(Layout.model_validate(one) for one in van.layouts))


def _riders(session: Session, duty: DutyOnDay) -> dict[str, Rider]:
    ids = {one for call in duty.calls for one in (*call.board, *call.alight)}
    rows = session.execute(
        select(Booking.id, Resident.name, Request.aid)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .join(Request, Request.id == Booking.request_id)
        .where(Booking.id.in_(ids))
    )
    return {booking_id: Rider(name, aid.value) for booking_id, name, aid in rows.tuples()}
