"""One ride beside its run: what was promised and is expected, why this van, and which others could."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.bookings.explaining import ask_why
from api.bookings.pins import pinner_names
from api.bookings.queries import get_booking
from api.pages.board.run import minutes_late
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.problem_page import say_error
from api.plan.queries import calls_of
from api.residents.service import get_resident
from api.vans.queries import van_names
from api.words import verdict, why_here
from busline.errors import BuslineError
from busline.nouns import BookingState, Call, RideExplained
from busline.record.tables import Booking, Duty, Pin, Run

STILL_PLANNED = (BookingState.CONFIRMED, BookingState.ON_BOARD)


@dataclass(frozen=True, slots=True)
class OtherVan:
    """Another van and whether the ride fits there; ``duty_id`` is empty where it does not."""

    name: str
    duty_id: str
    verdict: str


@dataclass(frozen=True, slots=True)
class WhyHere:
    """The planner's account of a ride, true of the plan with this ``revision``."""

    sentence: str
    others: tuple[OtherVan, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """When the van is expected, or was there, at either end of a ride, and by how much that is late."""

    pickup_at: datetime
    dropoff_at: datetime
    late_minutes: int


@dataclass(frozen=True, slots=True)
class RideView:
    """A ride as the board shows it; ``why`` once somebody has asked why it is on its van."""

    booking_id: str
    name: str
    pickup_from: datetime
    pickup_to: datetime
    dropoff_by: datetime
    origin: str
    destination: str
    state: str
    van: str
    duty_id: str
    expected: Expected | None
    pinned_by: str
    explicable: bool
    pinnable: bool
    why: WhyHere | None = None


def ride_view(session: Session, frame: Reader, booking_id: str, why: WhyHere | None = None) -> RideView:
    """Return a ride of the line.

    Raises
    ------
    UnknownNoun
        If there is no such booking.
    """
    booking = get_booking(session, frame.line.id, booking_id)
    names = stop_names(session, frame.line.id)
    duty, calls = _run_of(session, booking)
    pin = session.get(Pin, booking.id)
    pinned = pin is not None and pin.freed_at is None
    return RideView(
        booking_id=booking.id,
        name=get_resident(session, frame.line.id, booking.resident_id).name,
        pickup_from=booking.pickup_from,
        pickup_to=booking.pickup_to,
        dropoff_by=booking.dropoff_by,
        origin=names[booking.from_stop_id],
        destination=names[booking.to_stop_id],
        state=booking.state.value,
        van=van_names(session, frame.line.id)[duty.van_id] if duty else "",
        duty_id=duty.id if duty else "",
        expected=_expected(booking, calls),
        pinned_by=pinner_names(session, [pin])[booking.id] if pin is not None and pinned else "",
        explicable=booking.state in STILL_PLANNED,
        pinnable=booking.state is BookingState.CONFIRMED and duty is not None,
        why=why,
    )


def why(frame: Reader, booking_id: str) -> WhyHere:
    """Return why a ride is on its van; where the planner can't say, that is the answer."""
    try:
        explained = ask_why(frame.services, frame.caller, frame.line.id, booking_id)
    except BuslineError as error:
        return WhyHere(say_error(frame.words, error))
    with frame.services.record.read() as session:
        vans, pin = van_names(session, frame.line.id), session.get(Pin, booking_id)
        who = "" if pin is None else pinner_names(session, [pin])[booking_id]
    return WhyHere(
        why_here(frame.words, explained, vans, who), _others(frame, explained, vans), explained.revision
    )


def _others(frame: Reader, explained: RideExplained, vans: Mapping[str, str]) -> tuple[OtherVan, ...]:
    return tuple(
        OtherVan(vans[one.van_id], one.duty_id or "", verdict(frame.words, explained, one, vans[one.van_id]))
        for one in explained.elsewhere
    )


def _run_of(session: Session, booking: Booking) -> tuple[Duty | None, list[Call]]:
    """Return the duty whose run a booking is on, and its calls."""
    rows = session.execute(
        select(Duty, Run)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == booking.line_id, Duty.service_date == booking.service_date)
    )
    for duty, run in rows:
        calls = calls_of(run)
        if any(booking.id in call.board for call in calls):
            return duty, calls
    return None, []


def _expected(booking: Booking, calls: list[Call]) -> Expected | None:
    into = next((call for call in calls if booking.id in call.board), None)
    out = next((call for call in calls if booking.id in call.alight), None)
    if into is None or out is None:
        return None
    pickup_at = max(into.arrived or into.arrive, booking.pickup_from)
    dropoff_at = out.arrived or out.arrive
    late = max(minutes_late(pickup_at, booking.pickup_to), minutes_late(dropoff_at, booking.dropoff_by))
    return Expected(pickup_at, dropoff_at, late)
