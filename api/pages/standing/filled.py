"""The form of a standing booking as it is opened: from what was just typed, from rides, or from a series."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.bookings.queries import get_booking
from api.etags import etag
from api.lines.queries import get_line
from api.pages.desk.views import BookingForm
from api.pages.frame import Reader
from api.pages.standing.queries import ahead_from, next_ride, places_of, series_now
from api.pages.standing.spoken_days import written_day
from api.pages.standing.views import StandingForm
from busline.nouns import LegName
from busline.record.tables import Request, RequestLeg, StandingBooking
from busline.rules.line_rules import LineRules


def form_of_typed(session: Session, frame: Reader, form: BookingForm) -> StandingForm:
    """Return a form with the ride that stands in the desk's form."""
    return StandingForm(
        resident_id=form.resident_id,
        from_stop=form.from_stop,
        from_text=form.from_text,
        to_stop=form.to_stop,
        to_text=form.to_text,
        day=form.day,
        time=form.time,
        mode=form.mode,
        back=form.back,
        holidays=_rules(session, frame).standing_on_holidays,
        activity_id=form.activity_id,
        focus="every",
    )


def form_of_bookings(session: Session, frame: Reader, booking_ids: Sequence[str]) -> StandingForm:
    """Return a form with the trip that bookings were made for, a week later in the same rhythm or now.

    Raises
    ------
    UnknownNoun
        If one of them is not a booking of the line.
    """
    booking = get_booking(session, frame.line.id, booking_ids[0])
    request = session.get_one(Request, booking.request_id)
    rows = session.scalars(select(RequestLeg).where(RequestLeg.request_id == request.id))
    legs = sorted(rows, key=lambda leg: leg.leg is LegName.BACK)
    first, *later = legs
    places = places_of(session, frame.line.id)
    activity = places.activities.get(request.activity_id or "")
    return StandingForm(
        resident_id=request.resident_id,
        from_stop=first.from_stop_id,
        from_text=places.stops[first.from_stop_id],
        to_stop=first.to_stop_id,
        to_text=activity.name if activity else places.stops[first.to_stop_id],
        day=frame.times.day(first.wanted_at),
        time=frame.times.clock(first.wanted_at),
        mode=first.mode.value,
        back=frame.times.clock(later[0].wanted_at) if later else "",
        holidays=_rules(session, frame).standing_on_holidays,
        activity_id=request.activity_id or "",
        focus="every",
    )


def form_of_series(session: Session, frame: Reader, standing: StandingBooking) -> StandingForm:
    """Return a form with a series that is to be changed; its day is that of the next ride."""
    places = places_of(session, frame.line.id)
    activity = places.activities.get(standing.activity_id or "")
    day = next_ride(frame, standing, series_now(session, frame, standing)) or ahead_from(frame, standing)
    rules = _rules(session, frame)
    rides = rules.standing_on_holidays if standing.on_holidays is None else standing.on_holidays
    return StandingForm(
        standing_id=standing.id,
        etag=etag(standing),
        resident_id=standing.resident_id,
        from_stop=standing.from_stop_id,
        from_text=places.stops[standing.from_stop_id],
        to_stop=standing.to_stop_id,
        to_text=activity.name if activity else places.stops[standing.to_stop_id],
        day=frame.times.day(day),
        time=f"{standing.out_at:%H:%M}",
        mode=standing.mode.value,
        back=f"{standing.back_at:%H:%M}" if standing.back_at else "",
        every=str(standing.every_weeks),
        until=written_day(frame, standing.last_on),
        holidays=rides,
        activity_id=standing.activity_id or "",
        focus="time",
    )


def _rules(session: Session, frame: Reader) -> LineRules:
    return LineRules.model_validate(get_line(session, frame.line.id).rules)
