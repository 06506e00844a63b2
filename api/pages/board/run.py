"""One run, call by call: who gets on and off, what was promised them, and what is free after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.bookings.schemas import BookingCard
from api.pages.board.vans import back_margin, vans_of
from api.pages.board.views import back_late, least_free, most
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.plan.queries import day_card
from api.plan.schemas import CallCard, DayCard, DutyCard
from busline.nouns import BookingState, CallKind, DutyState, Places
from busline.record.tables import Booking, Driver, Duty, Request


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody on this day, and the booking of the ride."""

    name: str
    aid: str
    pinned: bool
    booking: BookingCard


@dataclass(frozen=True, slots=True)
class RiderAtCall:
    """Somebody who gets on or off at a call, beside what was promised.

    ``promised_from`` is None for who gets off: ``promised_to`` is then by when. ``late_minutes`` says how
    much later than that it was, or is expected to be.
    """

    booking_id: str
    name: str
    aid: str
    pinned: bool
    promised_from: datetime | None
    promised_to: datetime
    late_minutes: int


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in the list under the chart; ``left`` is free from here to the next, None after the last."""

    at: datetime
    stop: str
    kind: str
    board: list[RiderAtCall]
    alight: list[RiderAtCall]
    taken: Places
    left: Places | None
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
    late_minutes: int
    back_late: datetime | None
    calls: list[CallLine]


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
    van = next(one for one in vans_of(session, frame.line.id) if one.id == duty.van_id)
    driver = session.get(Driver, (card.line_id, duty.driver_id)) if duty.driver_id else None
    calls = _lines(duty, _riders(session, card), stop_names(session, frame.line.id))
    ahead = [who.late_minutes for line in calls if not line.done for who in line.board + line.alight]
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
        late_minutes=max(ahead, default=0),
        back_late=back_late(duty, back_margin(session, frame.line.id)),
        calls=calls,
    )


def minutes_late(at: datetime, promised: datetime) -> int:
    """Return by how many whole minutes `at` is after what was promised; 0 if it is not."""
    return max(0, int((at - promised).total_seconds() // 60))


def _lines(duty: DutyCard, riders: Mapping[str, Rider], names: Mapping[str, str]) -> list[CallLine]:
    ahead = [call for call in duty.calls if call.arrived is None]
    following = ahead[0] if ahead and duty.state is DutyState.UNDER_WAY else None
    return [
        _line(call, riders, names, is_next=call is following, is_last=call is duty.calls[-1])
        for call in duty.calls
    ]


def _line(
    call: CallCard, riders: Mapping[str, Rider], names: Mapping[str, str], *, is_next: bool, is_last: bool
) -> CallLine:
    at = call.arrived or call.arrive
    return CallLine(
        at=at,
        stop=names[call.stop],
        kind=call.kind.value,
        board=[_boards(riders[one], at) for one in call.board if one in riders],
        alight=[_alights(riders[one], at) for one in call.alight if one in riders],
        taken=call.load,
        left=None if is_last or call.kind is CallKind.BREAK else most(call.left),
        done=call.departed is not None,
        is_next=is_next,
    )


def _boards(rider: Rider, at: datetime) -> RiderAtCall:
    promise, state = rider.booking.promise, rider.booking.state
    # Who does not come is waited for: that is not the van's lateness.
    late = 0 if state is BookingState.NO_SHOW else minutes_late(at, promise.pickup_to)
    return RiderAtCall(
        rider.booking.id, rider.name, rider.aid, rider.pinned, promise.pickup_from, promise.pickup_to, late
    )


def _alights(rider: Rider, at: datetime) -> RiderAtCall:
    by = rider.booking.promise.dropoff_by
    late = 0 if rider.booking.state is BookingState.NO_SHOW else minutes_late(at, by)
    return RiderAtCall(rider.booking.id, rider.name, rider.aid, rider.pinned, None, by, late)


def _riders(session: Session, day: DayCard) -> dict[str, Rider]:
    aids = session.execute(
        select(Booking.id, Request.aid)
        .join(Request, Request.id == Booking.request_id)
        .where(Booking.line_id == day.line_id, Booking.service_date == day.date)
    )
    aid_of = {booking_id: aid for booking_id, aid in aids}  # noqa: C416 - rows are not pairs to the type checker
    return {
        booking.id: Rider(booking.resident_name, aid_of[booking.id].value, booking.id in day.pins, booking)
        for booking in day.bookings
    }
