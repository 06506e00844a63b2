"""The booking form as it is opened: fresh, to change a ride, or as it was asked before."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.desk.views import BookingForm, Card
from api.pages.frame import Reader
from api.pages.names import stop_names
from busline.nouns import BookingState, ImpossibleStep, LegName, TimeMode
from busline.record.tables import Booking, Request, RequestLeg, Task

BOTH_WAYS = frozenset(LegName)


def fresh_form(frame: Reader, card: Card | None) -> BookingForm:
    """Return a fresh form: from home, today, with the aid and companions on the card."""
    if card is None:
        return BookingForm(day=frame.words("today").lower())
    return BookingForm(
        resident_id=card.id,
        from_stop=card.home_stop_id,
        from_text=card.home_stop,
        day=frame.words("today").lower(),
        aid=card.aid,
        companions=str(card.companions),
        focus="to",
    )


def form_to_change(session: Session, frame: Reader, booking: Booking) -> BookingForm:
    """Return a form with a ride that shall become another.

    Raises
    ------
    ImpossibleStep
        If the ride has begun or is over.
    """
    if booking.state is not BookingState.CONFIRMED:
        raise ImpossibleStep("This ride can't be changed any more.", state=booking.state.value)
    when = frame.times.day_span(booking.pickup_from, booking.pickup_to)
    request = session.get_one(Request, booking.request_id)
    return replace(_asked(session, frame, request, {booking.leg}), replaces=booking.id, changing=when)


def form_for_task(session: Session, frame: Reader, task: Task) -> BookingForm | None:
    """Return a form with what a phone call is about, so that nothing is asked twice; None if no ride is.

    A ride that still stands is changed; one that is broken is asked for anew, with the other way if that is
    broken too; a stored request is asked again as it was.
    """
    booking = session.get(Booking, task.booking_id) if task.booking_id else None
    if booking is not None and booking.state is BookingState.CONFIRMED:
        return form_to_change(session, frame, booking)
    if booking is not None:
        broken = select(Booking.leg).where(
            Booking.request_id == booking.request_id, Booking.state == BookingState.BROKEN
        )
        ways = {booking.leg, *session.scalars(broken)}
        return _asked(session, frame, session.get_one(Request, booking.request_id), ways)
    if task.request_id is not None:
        request = session.get_one(Request, task.request_id)
        return replace(_asked(session, frame, request, BOTH_WAYS), instead_of=request.id)
    return None


def with_times(form: BookingForm, at: str, back_at: str) -> BookingForm:
    """Return `form` with the clock times at which its ways begin, where they are given; Enter asks for it."""
    if at:
        form = replace(form, time=at, mode=TimeMode.DEPART_AT.value)
    return replace(form, back=back_at or form.back, focus="go" if at or back_at else form.focus)


def _asked(session: Session, frame: Reader, request: Request, ways: Collection[LegName]) -> BookingForm:
    """Return a form with the `ways` of a request as they were asked."""
    names = stop_names(session, frame.line.id)
    rows = session.scalars(select(RequestLeg).where(RequestLeg.request_id == request.id))
    legs = sorted((leg for leg in rows if leg.leg in ways), key=lambda leg: leg.wanted_at)
    first, *later = legs
    return BookingForm(
        resident_id=request.resident_id,
        from_stop=first.from_stop_id,
        from_text=names[first.from_stop_id],
        to_stop=first.to_stop_id,
        to_text=names[first.to_stop_id],
        day=frame.times.day(first.wanted_at),
        time=frame.times.clock(first.wanted_at),
        mode=first.mode.value,
        back=frame.times.clock(later[0].wanted_at) if later else "",
        aid=request.aid.value,
        companions=str(request.companions),
        activity_id=request.activity_id or "",
        focus="time",
    )
