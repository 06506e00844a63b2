"""A resident's usual trips, read from what they have booked before: one key books the next of them.

A trip is usual by weekday, stops and clock times: "on Tuesdays to the coffee morning, and back at twelve".
What stands in the day already is not proposed for that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.desk.activities import activities_at, activity_near
from api.pages.desk.views import BookingForm, UsualTrip
from api.pages.frame import Reader
from api.pages.names import stop_names
from busline.days import at
from busline.nouns import BookingState, LegName, TimeMode
from busline.record.tables import Booking, Request, RequestLeg, Resident, Stop
from busline.record.windows import drives_on

LOOK_BACK = timedelta(days=120)
LEAST_TIMES = 2
MOST_TRIPS = 3
HELD = (BookingState.CONFIRMED, BookingState.ON_BOARD, BookingState.COMPLETED)


@dataclass(frozen=True, slots=True)
class _Trip:
    """One earlier request as a pattern: what makes two of them the same trip."""

    weekday: int
    from_stop: str
    to_stop: str
    mode: str
    clock: time
    back: time | None
    activity_id: str


def usual_trips(session: Session, frame: Reader, resident: Resident, horizon_days: int) -> list[UsualTrip]:
    """Return the trips that the resident makes most, each for the next day that it can be booked on."""
    made = _requests(session, frame, resident)
    counted: dict[_Trip, list[date]] = defaultdict(list)
    for request, legs in made:
        counted[_trip(frame, request, legs)].append(request.service_date)
    booked = {(day, trip.to_stop) for trip, days in counted.items() for day in days}
    often = [trip for trip in counted if len(counted[trip]) >= LEAST_TIMES]
    often.sort(key=lambda trip: (len(counted[trip]), max(counted[trip])), reverse=True)
    proposed: dict[tuple[date, str], _Trip] = {}
    for trip in often:
        day = _next_day(session, frame, trip, booked, horizon_days)
        if day is not None and _is_open(session, frame, trip, day):
            proposed.setdefault((day, trip.to_stop), trip)
    names = stop_names(session, frame.line.id)
    return [
        UsualTrip(str(key), *_named(session, frame, resident, trip, day, names))
        for key, ((day, _), trip) in enumerate(list(proposed.items())[:MOST_TRIPS], start=1)
    ]


def _requests(
    session: Session, frame: Reader, resident: Resident
) -> list[tuple[Request, Sequence[RequestLeg]]]:
    """Return what the resident asked for and got, standing bookings aside: those are filled in anyway."""
    kept = select(Booking.request_id).where(
        Booking.line_id == frame.line.id,
        Booking.resident_id == resident.id,
        Booking.service_date >= frame.today - LOOK_BACK,
        Booking.state.in_(HELD),
    )
    made = select(Request).where(Request.id.in_(kept), Request.standing_id.is_(None))
    requests = session.scalars(made).all()
    legs: dict[str, list[RequestLeg]] = defaultdict(list)
    wanted = select(RequestLeg).where(RequestLeg.request_id.in_([request.id for request in requests]))
    for leg in session.scalars(wanted):
        legs[leg.request_id].append(leg)
    # One that was stored without its ways is no trip.
    return [(request, legs[request.id]) for request in requests if request.id in legs]


def _trip(frame: Reader, request: Request, legs: Iterable[RequestLeg]) -> _Trip:
    by_name = {leg.leg: leg for leg in legs}
    back = by_name.get(LegName.BACK)
    first = by_name.get(LegName.OUT) or next(iter(by_name.values()))
    local = frame.times.local(first.wanted_at)
    return _Trip(
        weekday=local.weekday(),
        from_stop=first.from_stop_id,
        to_stop=first.to_stop_id,
        mode=first.mode.value,
        clock=_minute(local),
        back=None if back is None or back is first else _minute(frame.times.local(back.wanted_at)),
        activity_id=request.activity_id or "",
    )


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


def _next_day(
    session: Session, frame: Reader, trip: _Trip, booked: set[tuple[date, str]], horizon_days: int
) -> date | None:
    """Return the next day of the trip's weekday on which the line drives and no ride goes there yet."""
    day = frame.today + timedelta(days=(trip.weekday - frame.today.weekday()) % 7)
    while day <= frame.today + timedelta(days=horizon_days):
        is_free = at(day, trip.clock, frame.line.zone) > frame.now and (day, trip.to_stop) not in booked
        if is_free and drives_on(session, frame.line.id, day):
            return day
        day += timedelta(days=7)
    return None


def _is_open(session: Session, frame: Reader, trip: _Trip, day: date) -> bool:
    stops = [session.get_one(Stop, (frame.line.id, stop_id)) for stop_id in (trip.from_stop, trip.to_stop)]
    return all(stop.closed_on is None or stop.closed_on > day for stop in stops)


def _named(
    session: Session, frame: Reader, resident: Resident, trip: _Trip, day: date, names: dict[str, str]
) -> tuple[str, BookingForm]:
    """Return how a trip is called, and the form that asks for it: by its activity, where it is for one."""
    there = activities_at(session, frame.line.id, trip.to_stop)
    meant = next((one for one in there if one.id == trip.activity_id), None)
    meant = meant or activity_near(there, trip.weekday, trip.clock, TimeMode(trip.mode))
    form = _form(frame, resident, trip, day, names)
    if meant is None:
        return names[trip.to_stop], form
    name = frame.words("usual-activity", activity=meant.name, stop=names[trip.to_stop])
    return name, replace(form, activity_id=meant.id)


def _form(frame: Reader, resident: Resident, trip: _Trip, day: date, names: dict[str, str]) -> BookingForm:
    return BookingForm(
        resident_id=resident.id,
        from_stop=trip.from_stop,
        from_text=names[trip.from_stop],
        to_stop=trip.to_stop,
        to_text=names[trip.to_stop],
        day=frame.times.day(day),
        time=f"{trip.clock:%H:%M}",
        mode=trip.mode,
        back="" if trip.back is None else f"{trip.back:%H:%M}",
        aid=resident.aid.value,
        companions=str(resident.companions),
        activity_id=trip.activity_id,
    )
