"""Reading a day for the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.board.views import Board, VanOnDay, draw, least_free
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.plan.queries import day_card
from api.plan.schemas import CallCard, DayCard, DutyCard
from busline.nouns import BookingState, DutyState, Layout, Places
from busline.record.tables import Booking, Driver, Duty, Request, Van


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody who gets on or off, and the booking of the ride."""

    booking_id: str
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
    day: date
    van: str
    starts_at: datetime
    ends_at: datetime
    driver: str
    driver_phone: str
    state: str
    least: Places
    calls: list[CallLine]


def board_of(session: Session, frame: Reader, card: DayCard) -> Board:
    """Return the drawing of a day."""
    promised_by: dict[str, datetime] = {
        booking.id: booking.promise.pickup_to
        for booking in card.bookings
        if booking.state is BookingState.CONFIRMED
    }
    return draw(card.date, _vans(session, frame.line.id), card.duties, promised_by, frame.now, frame.times)


def read_run(session: Session, frame: Reader, duty_id: str) -> RunView | None:
    """Return one duty's run with names; None if there is no such duty on this line."""
    row = session.get(Duty, duty_id)
    if row is None or row.line_id != frame.line.id:
        return None
    return run_of(session, frame, day_card(session, frame.line.id, row.service_date), duty_id)


def run_of(session: Session, frame: Reader, card: DayCard, duty_id: str) -> RunView | None:
    """Return one run of a day with names; None if the day has no such duty."""
    duty = next((one for one in card.duties if one.id == duty_id), None)
    if duty is None:
        return None
    van = next(one for one in _vans(session, frame.line.id) if one.id == duty.van_id)
    driver = session.get(Driver, (card.line_id, duty.driver_id)) if duty.driver_id else None
    return RunView(
        id=duty.id,
        day=card.date,
        van=van.name,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        driver=duty.driver_name or "",
        driver_phone=driver.phone if driver else "",
        state=duty.state.value,
        least=least_free(van, duty.calls),
        calls=_lines(duty, _riders(session, card), stop_names(session, frame.line.id)),
    )


def _lines(duty: DutyCard, riders: Mapping[str, Rider], names: Mapping[str, str]) -> list[CallLine]:
    ahead = [call for call in duty.calls if call.arrived is None]
    following = ahead[0] if ahead and duty.state is DutyState.UNDER_WAY else None
    return [_line(call, riders, names, is_next=call is following) for call in duty.calls]


def _line(
    call: CallCard, riders: Mapping[str, Rider], names: Mapping[str, str], *, is_next: bool
) -> CallLine:
    return CallLine(
        at=call.arrived or call.arrive,
        stop=names[call.stop],
        kind=call.kind.value,
        board=[riders[one] for one in call.board if one in riders],
        alight=[riders[one] for one in call.alight if one in riders],
        taken=call.load,
        done=call.departed is not None,
        is_next=is_next,
    )


def _vans(session: Session, line_id: str) -> list[VanOnDay]:
    rows = session.scalars(select(Van).where(Van.line_id == line_id).order_by(Van.name, Van.id))
    return [
        VanOnDay(van.id, van.name, van.plate, tuple(Layout.model_validate(one) for one in van.layouts))
        for van in rows
    ]


def _riders(session: Session, day: DayCard) -> dict[str, Rider]:
    aids = session.execute(
        select(Booking.id, Request.aid)
        .join(Request, Request.id == Booking.request_id)
        .where(Booking.line_id == day.line_id, Booking.service_date == day.date)
    )
    aid_of = {booking_id: aid for booking_id, aid in aids}  # noqa: C416 - rows are not pairs to the type checker
    return {
        booking.id: Rider(booking.id, booking.resident_name, aid_of[booking.id].value)
        for booking in day.bookings
    }
