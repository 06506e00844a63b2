"""Reading what the desk shows."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api.etags import etag
from api.lines.queries import get_line
from api.pages.desk.past import last_rides, no_show_days
from api.pages.desk.usual import usual_trips
from api.pages.desk.views import Card, Choice, DayGlance, RideLine, Waiting, wishes_of
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.standing.on_card import standing_lines
from api.pages.tasks.queries import open_tasks
from api.pages.waiting.queries import days_with_waiting
from api.residents.search import Findable, best
from busline.addresses.door import shown_postcode
from busline.addresses.known import known_door
from busline.days import day_span
from busline.nouns import BookingState, LegName, RequestState, StopKind
from busline.record.tables import Activity, Booking, Refusal, Request, RequestLeg, Resident, Stop
from busline.rules.line_rules import LineRules

NEXT_RIDES = 4
COMING = 6
LIVE = (BookingState.CONFIRMED, BookingState.ON_BOARD)


def card_of(session: Session, frame: Reader, resident: Resident) -> Card:
    """Return a resident's card with the rides that are still to come, and the trips that come often."""
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    names = stop_names(session, frame.line.id)
    coming = session.scalars(
        select(Booking)
        .where(
            Booking.line_id == frame.line.id,
            Booking.resident_id == resident.id,
            Booking.state.in_((*LIVE, BookingState.BROKEN)),
            Booking.dropoff_by > frame.now,
        )
        .order_by(Booking.pickup_from)
        .limit(NEXT_RIDES)
    )
    return Card(
        id=resident.id,
        name=resident.name,
        salutation=resident.salutation,
        phone=resident.phone,
        address=_address(resident),
        is_checked=not resident.postcode
        or known_door(session, resident.postcode, resident.house_number) is not None,
        home_stop_id=resident.home_stop_id,
        home_stop=names.get(resident.home_stop_id, ""),
        aid=resident.aid.value,
        companions=resident.companions,
        extra_minutes=-(-resident.extra_boarding_s // 60),
        driver_note=resident.driver_note,
        has_care_note=bool(resident.care_note),
        wishes=wishes_of(resident),
        rides=[_ride(booking, resident.name, names) for booking in coming],
        etag=etag(resident),
        past=[_ride(booking, resident.name, names) for booking in last_rides(session, frame, resident)],
        no_shows=[frame.times.day(day) for day in no_show_days(session, frame, resident)],
        usual=usual_trips(session, frame, resident, rules.horizon_days),
        standing=standing_lines(session, frame, resident),
    )


def _address(resident: Resident) -> str:
    """Return an address on one line: “Osdorpplein 16, 1068 EL Amsterdam”."""
    place = " ".join(part for part in (shown_postcode(resident.postcode), resident.town) if part)
    return ", ".join(part for part in (resident.door, place) if part)


def find_choices(
    session: Session, frame: Reader, asked: str, *, activities: bool, limit: int
) -> list[Choice]:
    """Return the stops, and where wanted the activities, that fit a few letters; the best first."""
    stops = {
        stop.id: stop
        for stop in session.scalars(select(Stop).where(Stop.line_id == frame.line.id))
        if stop.kind is not StopKind.BASE and stop.lat is not None and not _closed(stop, frame.today)
    }
    choices = {stop.id: Choice(stop.id, stop.name, stop.street) for stop in stops.values()}
    findable = [Findable(stop.id, stop.name, "", stop.street) for stop in stops.values()]
    if activities:
        for activity in session.scalars(select(Activity).where(Activity.line_id == frame.line.id)):
            if activity.stop_id in stops:
                key = f"activity {activity.id}"
                choices[key] = _activity_choice(frame, activity, stops[activity.stop_id])
                findable.append(Findable(key, activity.name, "", stops[activity.stop_id].name))
    return [choices[key] for key in best(findable, asked, limit)]


def routes_of(session: Session, line_id: str, request_id: str) -> dict[LegName, tuple[str, str]]:
    """Return the names of the stops of each way of a request."""
    names = stop_names(session, line_id)
    legs = session.scalars(select(RequestLeg).where(RequestLeg.request_id == request_id))
    return {leg.leg: (names[leg.from_stop_id], names[leg.to_stop_id]) for leg in legs}


def day_glance(session: Session, frame: Reader) -> DayGlance:
    """Return what else the day holds: counts, phone calls to make, requests without an answer, next rides."""
    line_id, today = frame.line.id, frame.today
    counted = session.execute(
        select(Booking.state, func.count())
        .where(Booking.line_id == line_id, Booking.service_date == today)
        .group_by(Booking.state)
    )
    states = {state: count for state, count in counted}  # noqa: C416 - rows are not pairs to the type checker
    refused = select(func.count(Refusal.id)).where(Refusal.line_id == line_id, Refusal.service_date == today)
    return DayGlance(
        rides=sum(count for state, count in states.items() if state is not BookingState.CANCELLED),
        on_board=states.get(BookingState.ON_BOARD, 0),
        done=states.get(BookingState.COMPLETED, 0),
        refused=session.scalar(refused) or 0,
        on_waiting_list=sum(day.count for day in days_with_waiting(session, frame)),
        tasks=open_tasks(session, frame, frame.caller.login),
        waiting=_waiting(session, frame),
        next=_next_rides(session, frame),
    )


def _waiting(session: Session, frame: Reader) -> list[Waiting]:
    names = stop_names(session, frame.line.id)
    day_starts, _ = day_span(frame.today, frame.line.zone)
    rows = session.execute(
        select(RequestLeg, Resident.name)
        .join(Request, Request.id == RequestLeg.request_id)
        .join(Resident, (Resident.line_id == Request.line_id) & (Resident.id == Request.resident_id))
        .where(
            Request.line_id == frame.line.id,
            or_(Request.state == RequestState.WAITING, Request.call_back_since.is_not(None)),
            Request.standing_id.is_(None),
            func.coalesce(Request.typed_at, Request.made_at) >= day_starts - timedelta(days=1),
            RequestLeg.wanted_at >= frame.now,
            # One that was made just now is being answered at this moment.
            func.coalesce(Request.typed_at, Request.made_at)
            < frame.now - timedelta(seconds=frame.services.settings.reply_timeout_s),
        )
        .order_by(RequestLeg.wanted_at)
        .limit(COMING)
    )
    return [
        Waiting(name, leg.wanted_at, names[leg.from_stop_id], names[leg.to_stop_id]) for leg, name in rows
    ]


def _next_rides(session: Session, frame: Reader) -> list[RideLine]:
    names = stop_names(session, frame.line.id)
    rows = session.execute(
        select(Booking, Resident.name)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(
            Booking.line_id == frame.line.id,
            Booking.service_date == frame.today,
            Booking.state == BookingState.CONFIRMED,
            Booking.pickup_to >= frame.now,
        )
        .order_by(Booking.pickup_from)
        .limit(COMING)
    )
    return [_ride(booking, name, names) for booking, name in rows]


def _ride(booking: Booking, name: str, names: dict[str, str]) -> RideLine:
    return RideLine(
        id=booking.id,
        name=name,
        pickup_from=booking.pickup_from,
        pickup_to=booking.pickup_to,
        origin=names[booking.from_stop_id],
        destination=names[booking.to_stop_id],
        state=booking.state.value,
        changeable=booking.state is BookingState.CONFIRMED,
    )


def _closed(stop: Stop, today: date) -> bool:
    return stop.closed_on is not None and stop.closed_on <= today


def _activity_choice(frame: Reader, activity: Activity, stop: Stop) -> Choice:
    local_now: datetime = frame.times.local(frame.now)
    ahead = (activity.weekday - local_now.weekday()) % 7
    if ahead == 0 and activity.starts <= local_now.time():
        ahead = 7
    day = frame.today + timedelta(days=ahead)
    starts, ends = f"{activity.starts:%H:%M}", f"{activity.ends:%H:%M}"
    return Choice(
        value=stop.id,
        label=activity.name,
        detail=f"{frame.times.day(day)}, {starts}–{ends} · {stop.name}",
        fills={
            "day": frame.times.day(day),
            "time": starts,
            "mode": "arrive_by",
            "back": ends,
            "activity": activity.id,
        },
    )
