"""What a desk's decision writes beside the plan: bookings, refusals, tasks, hours."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import instant, seconds
from busline.hours.breaks import break_length_s
from busline.nouns import (
    BookingState,
    DriverEventKind,
    HoursState,
    LegName,
    Offer,
    RefusalReason,
    RequestState,
    TaskState,
)
from busline.record.bookings import set_state
from busline.record.engine import WriteSession
from busline.record.tables import (
    Booking,
    ClosedMonth,
    DriverEvent,
    Duty,
    Hours,
    Refusal,
    Request,
    Task,
)
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.rescuing.disruption import CallToMake, about
from dispatcher.day.wishes import LegToQuote
from dispatcher.desk.finding import find
from dispatcher.desk.stored_requests import StoredRequest

NEWS_S = 300  # so much later than said is worth another phone call


def days_of_bookings(session: Session, booking_ids: Iterable[str]) -> dict[date, list[str]]:
    """Return bookings by the service day on which they ride.

    Raises
    ------
    UnknownNoun
        If there is no booking with one of the ids.
    """
    days: dict[date, list[str]] = {}
    for booking_id in booking_ids:
        days.setdefault(find(session, Booking, booking_id, "booking").service_date, []).append(booking_id)
    return days


def add_booking(
    session: WriteSession,
    request: Request,
    booking: BookingOnDay,
    offer: Offer,
    reference: str,
    now: datetime,
) -> None:
    """Add the booking that an offer became."""
    row = Booking(
        id=booking.id,
        line_id=request.line_id,
        reference=reference,
        request_id=request.id,
        leg=offer.leg,
        resident_id=request.resident_id,
        service_date=request.service_date,
        from_stop_id=booking.from_stop,
        to_stop_id=booking.to_stop,
        seats=booking.seats,
        wheelchairs=booking.wheelchairs,
        boarding_s=booking.boarding_s,
        pickup_from=offer.promise.pickup_from,
        pickup_to=offer.promise.pickup_to,
        dropoff_by=offer.promise.dropoff_by,
        state=BookingState.CONFIRMED,
        confirmed_at=now,
    )
    session.add(row)


def add_refusal(
    session: WriteSession,
    request: StoredRequest,
    leg: LegToQuote,
    reason: RefusalReason,
    now: datetime,
    explanation: str = "",
) -> None:
    """Keep that a leg became no booking, once: a request that is asked again is one refusal."""
    kept = session.scalar(select(Refusal).where(Refusal.request_id == request.id, Refusal.leg == leg.leg))
    if kept is not None:
        kept.reason, kept.explanation = reason, explanation
        return
    session.add(
        Refusal(
            line_id=request.line_id,
            request_id=request.id,
            leg=leg.leg,
            service_date=request.service_date,
            from_stop_id=leg.from_stop,
            to_stop_id=leg.to_stop,
            wanted_at=instant(leg.wanted_at),
            refused_at=now,
            reason=reason,
            explanation=explanation,
        )
    )


def drop_refusals(session: WriteSession, request_id: str, legs: Iterable[LegName]) -> None:
    """Take refusals back for `legs`, because they became bookings after all."""
    wanted = list(legs)
    for refusal in session.scalars(
        select(Refusal).where(Refusal.request_id == request_id, Refusal.leg.in_(wanted))
    ):
        session.delete(refusal)


def close_request(request: Request, made: int) -> None:
    """Set the state that follows from how many rides of a request were booked; nobody is phoned about it."""
    request.state = RequestState.CONFIRMED if made else RequestState.REFUSED
    request.call_back_since = None


def write_states(
    session: WriteSession, changes: Iterable[tuple[str, BookingState, int]], why: str = ""
) -> None:
    """Move bookings to new states, in order."""
    for booking_id, state, at in changes:
        row = session.get(Booking, booking_id)
        if row is not None:
            set_state(row, state, at=instant(at), why=why)


def write_duties(session: WriteSession, day: Day, duty_ids: Iterable[str]) -> None:
    """Write state, driver and span of duties as they stand in memory."""
    for duty_id in duty_ids:
        row = session.get(Duty, duty_id)
        duty = day.duties[duty_id]
        if row is not None:
            row.state = duty.state
            row.driver_id = duty.driver_id
            row.starts_at = instant(duty.starts_at)
            row.ends_at = instant(duty.ends_at)


def write_calls(
    session: WriteSession,
    line_id: str,
    day: Day,
    calls: Iterable[CallToMake],
    now: datetime,
) -> None:
    """Put each call on the coordinators' list, once a booking and kind.

    Who was phoned already is phoned again only if it has become notably later since.
    """
    for call in calls:
        duty = day.duties.get(call.duty_id or "")
        facts = about(call, day.bookings[call.booking_id], duty.van_id if duty else None)
        last = session.scalar(
            select(Task)
            .where(Task.booking_id == call.booking_id, Task.kind == call.kind)
            .order_by(Task.made_at.desc())
            .limit(1)
        )
        if last is not None and last.state is not TaskState.DONE:
            last.about = dict(facts)
        elif last is None or _is_news(call, last):
            booking = session.get(Booking, call.booking_id)
            task = Task(
                line_id=line_id,
                kind=call.kind,
                state=TaskState.OPEN,
                service_date=day.date,
                resident_id=None if booking is None else booking.resident_id,
                booking_id=call.booking_id,
                duty_id=call.duty_id,
                about=dict(facts),
                made_at=now,
            )
            session.add(task)
            session.flush()


def _is_news(call: CallToMake, done: Task) -> bool:
    """Tell whether a ride is expected notably later than what was said in the call that is done."""
    expected = {"expected_pickup": call.expected_pickup, "expected_dropoff": call.expected_dropoff}
    said = {key: done.about.get(key) for key in expected}
    return any(
        at - seconds(datetime.fromisoformat(str(said[key]))) >= NEWS_S
        for key, at in expected.items()
        if at is not None and said[key] is not None
    )


def write_hours(session: WriteSession, event: DriverEvent) -> None:
    """Let the hours of a duty follow clock-in, breaks and clock-out.

    Those of a closed month stay as they are: what a phone sends only now is kept among the events, and the
    driver can ask for a correction.
    """
    hours = session.get(Hours, event.duty_id)
    duty = session.get(Duty, event.duty_id)
    if duty is None:
        return
    if session.get(ClosedMonth, (duty.line_id, duty.service_date.replace(day=1))) is not None:
        return
    if hours is None:
        hours = Hours(
            duty_id=event.duty_id,
            line_id=event.line_id,
            driver_id=event.driver_id,
            service_date=duty.service_date,
            worked_from=event.happened_at,
            break_s=0,
            state=HoursState.OPEN,
        )
        session.add(hours)
    if hours.state is not HoursState.OPEN:
        return  # reviewed already: a correction changes it, no late event
    if event.kind is DriverEventKind.CLOCK_IN:
        hours.worked_from = event.happened_at
    elif event.kind is DriverEventKind.BREAK_END:
        hours.break_s = _breaks_s(session, event.duty_id)
    elif event.kind is DriverEventKind.CLOCK_OUT:
        hours.worked_to = max(event.happened_at, hours.worked_from)
        hours.state = HoursState.SUBMITTED


def _breaks_s(session: WriteSession, duty_id: str) -> int:
    """Return the length of all breaks: from all that was pressed, in whichever order it came in."""
    presses = session.execute(
        select(DriverEvent.kind, DriverEvent.happened_at).where(DriverEvent.duty_id == duty_id)
    )
    return break_length_s((kind, happened_at) for kind, happened_at in presses)


def free_references(session: Session, line_id: str, count: int) -> list[str]:
    """Return `count` different references of six digits that no booking of the line has: short to say."""
    found: list[str] = []
    while len(found) < count:
        digits = f"{secrets.randbelow(900_000) + 100_000}"
        taken = session.scalar(
            select(Booking.id).where(Booking.line_id == line_id, Booking.reference == digits)
        )
        if taken is None and digits not in found:
            found.append(digits)
    return found
