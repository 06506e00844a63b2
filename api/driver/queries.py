"""Reading what a driver may see."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.driver.schemas import DriverCall, DriverDuty, EventCard, RiderCard
from api.plan.queries import calls_of
from busline.nouns import Call, DriverEventKind, DutyState
from busline.record.driver_events import OVERRUN
from busline.record.tables import Booking, DriverEvent, Duty, Request, Resident, Run, Stop, Van

ONE_DAY = timedelta(days=1)
OVER = (DutyState.DONE, DutyState.WITHDRAWN)


def duties_of(session: Session, line_id: str, driver_id: str, today: date, now: datetime) -> list[DriverDuty]:
    """Return a driver's own duties of today with their manifests, by start.

    One of yesterday is among them for as long as it is under way: a late van still has people aboard.
    """
    found = session.execute(
        select(Duty, Run, Van)
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(
            Duty.line_id == line_id,
            Duty.driver_id == driver_id,
            Duty.service_date.between(today - ONE_DAY, today),
            Duty.state != DutyState.WITHDRAWN,
        )
        .order_by(Duty.starts_at)
    )
    stops = {stop.id: stop for stop in session.scalars(select(Stop).where(Stop.line_id == line_id))}
    return [
        _duty(session, duty, calls_of(run), van, stops)
        for duty, run, van in found
        if duty.service_date == today or is_under_way(session, duty, now)
    ]


def is_under_way(session: Session, duty: Duty, now: datetime) -> bool:
    """Tell whether a duty has begun and is not clocked out yet; some hours after its end it no longer is.

    By what its driver has reported, also where the plan has not taken that in yet.
    """
    if duty.state in OVER or now >= duty.ends_at + OVERRUN:
        return False
    kinds = set(
        session.scalars(
            select(DriverEvent.kind).where(DriverEvent.duty_id == duty.id, DriverEvent.rejected_why.is_(None))
        )
    )
    has_begun = duty.state is DutyState.UNDER_WAY or DriverEventKind.CLOCK_IN in kinds
    return has_begun and DriverEventKind.CLOCK_OUT not in kinds


def manifest_of(session: Session, duty: Duty, calls: Sequence[Call] | None = None) -> DriverDuty:
    """Return one duty with its manifest, whoever drives it: with its run, or with `calls` if given."""
    run = session.get(Run, duty.id)
    van = session.get_one(Van, (duty.line_id, duty.van_id))
    stops = {stop.id: stop for stop in session.scalars(select(Stop).where(Stop.line_id == duty.line_id))}
    return _duty(session, duty, calls_of(run) if calls is None else calls, van, stops)


def _duty(
    session: Session, duty: Duty, calls: Sequence[Call], van: Van, stops: Mapping[str, Stop]
) -> DriverDuty:
    riders = _riders(session, {one for call in calls for one in (*call.board, *call.alight)})
    events = session.scalars(
        select(DriverEvent)
        .where(DriverEvent.duty_id == duty.id)
        .order_by(DriverEvent.happened_at, DriverEvent.received_at, DriverEvent.id)
    )
    return DriverDuty(
        id=duty.id,
        van_id=van.id,
        van_name=van.name,
        plate=van.plate,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        state=duty.state,
        calls=[_call(call, stops[call.stop], riders) for call in calls],
        events=[EventCard.model_validate(event) for event in events],
    )


def _call(call: Call, stop: Stop, riders: Mapping[str, RiderCard]) -> DriverCall:
    return DriverCall(
        kind=call.kind,
        stop_id=stop.id,
        stop_name=stop.name,
        street=stop.street,
        lat=stop.lat,
        lon=stop.lon,
        arrive=call.arrive,
        depart=call.depart,
        arrived=call.arrived,
        departed=call.departed,
        board=[riders[one] for one in call.board if one in riders],
        alight=[riders[one] for one in call.alight if one in riders],
        board_first=call.board_first,
    )


def _riders(session: Session, booking_ids: Iterable[str]) -> dict[str, RiderCard]:
    found = session.execute(
        select(Booking, Request, Resident)
        .join(Request, Request.id == Booking.request_id)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.id.in_(list(booking_ids)))
    )
    return {
        booking.id: RiderCard(
            booking_id=booking.id,
            name=resident.salutation or resident.name,
            aid=request.aid,
            companions=request.companions,
            driver_note=resident.driver_note,
            phone=resident.phone,
            state=booking.state,
            pickup_from=booking.pickup_from,
            pickup_to=booking.pickup_to,
        )
        for booking, request, resident in found
    }
