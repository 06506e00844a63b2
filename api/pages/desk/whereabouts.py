"""Where is my van? The answer as sentences to read aloud."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.desk.replying import Coordinator
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.render import render
from api.plan.queries import calls_of
from api.residents.service import get_resident
from api.stops.nearest import nearest_stop
from api.van_places.queries import places_of
from api.vans.queries import van_names
from busline.nouns import BookingState, Call, CallKind, DutyState
from busline.record.tables import Booking, Duty, Run

router = APIRouter()
NEAR_M = 250  # further from a stop than this, its name says little of where a van is
SOON_MIN = 90  # what takes longer is said by the clock alone


@router.get("/desk/residents/{resident_id}/where")
def where(frame: Coordinator, resident_id: str) -> Response:
    """Say where the van of a resident's next ride is."""
    with frame.services.record.read() as session:
        resident = get_resident(session, frame.line.id, resident_id)
        sentences = list(where_is_the_van(session, frame, resident.id))
    return render(frame, "desk/where.html", {"sentences": sentences})


def where_is_the_van(session: Session, frame: Reader, resident_id: str) -> Iterator[str]:
    """Yield sentences: which van, how far along, how many minutes to go, and whether that is late."""
    booking = _next_ride(session, frame, resident_id)
    if booking is None:
        yield frame.words("where-none")
        return
    if booking.service_date != frame.today:
        yield frame.words(
            "where-another-day", when=frame.times.day_span(booking.pickup_from, booking.pickup_to)
        )
        return
    found = _run_of(session, booking)
    if found is None:
        yield frame.words("where-no-van")
        return
    duty, calls, at = found
    names, van = stop_names(session, frame.line.id), van_names(session, frame.line.id)[duty.van_id]
    call = calls[at]
    if booking.state is BookingState.ON_BOARD:
        yield frame.words("where-on-board", van=van)
    elif call.arrived is not None:
        yield frame.words("where-arrived", van=van, stop=names[call.stop])
        return
    else:
        yield _so_far(frame, van, calls[:at], names)
    yield from _seen(session, frame, duty)
    yield _to_come(frame, call, names[call.stop])
    late_s = (call.arrive - _promised(booking)).total_seconds()
    if late_s > 0:
        yield frame.words("where-late", minutes=-int(-late_s // 60))


def _next_ride(session: Session, frame: Reader, resident_id: str) -> Booking | None:
    return session.scalars(
        select(Booking)
        .where(
            Booking.line_id == frame.line.id,
            Booking.resident_id == resident_id,
            Booking.state.in_((BookingState.CONFIRMED, BookingState.ON_BOARD)),
            Booking.service_date >= frame.today,
        )
        .order_by(Booking.pickup_from)
    ).first()


def _run_of(session: Session, booking: Booking) -> tuple[Duty, list[Call], int] | None:
    """Return the duty and the calls that serve a ride, and which of them is the next for the rider."""
    found = session.execute(
        select(Duty, Run)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == booking.line_id, Duty.service_date == booking.service_date)
    )
    on_board = booking.state is BookingState.ON_BOARD
    for duty, run in found:
        calls = calls_of(run)
        for at, call in enumerate(calls):
            if booking.id in (call.alight if on_board else call.board):
                return duty, calls, at
    return None


def _promised(booking: Booking) -> datetime:
    return booking.dropoff_by if booking.state is BookingState.ON_BOARD else booking.pickup_to


def _so_far(frame: Reader, van: str, before: Sequence[Call], names: dict[str, str]) -> str:
    """Return how far a van is that has not come yet: `before` are its calls until then."""
    reached = [at for at, call in enumerate(before) if call.arrived or call.departed]
    last = reached[-1] if reached else 0
    halts = sum(call.kind is not CallKind.BASE for call in before[last + 1 :])
    if not before or (before[last].kind is CallKind.BASE and before[last].departed is None):
        return frame.words("where-at-base", van=van, halts=halts)
    stop = names[before[last].stop]
    key = "where-left" if before[last].departed else "where-at-stop"
    return frame.words(key, van=van, stop=stop, halts=halts)


def _seen(session: Session, frame: Reader, duty: Duty) -> Iterator[str]:
    """Say by which stop a van was, if its driver shares that and there is one near."""
    if duty.state is not DutyState.UNDER_WAY:
        return
    place = places_of(frame.services, frame.line.id, [duty.id], frame.now).get(duty.id)
    near = nearest_stop(session, frame.line.id, place.lat, place.lon) if place else None
    if place and near and near.metres <= NEAR_M:
        yield frame.words("where-seen", at=frame.times.clock(place.at), stop=near.name)


def _to_come(frame: Reader, call: Call, stop: str) -> str:
    minutes = max(0, round((call.arrive - frame.now).total_seconds() / 60))
    if minutes > SOON_MIN:
        return frame.words("where-comes-later", stop=stop, at=frame.times.clock(call.arrive))
    return frame.words("where-comes", stop=stop, at=frame.times.clock(call.arrive), minutes=minutes)
