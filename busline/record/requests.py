"""Taking in what a caller asks for: checked against the line, stored before anybody answers it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import service_day
from busline.errors import Fault, InvalidInput
from busline.nouns import Aid, BookingState, Instant, LegName, Party, RequestState, TimeMode
from busline.record.engine import WriteSession
from busline.record.tables import Activity, Booking, Request, RequestLeg, StandingBooking
from busline.record.tables.base import new_id
from busline.record.wish_facts import LineTerms, line_terms, rider_terms, some_van_takes, stops_named


class LegWish(BaseModel):
    """One way: from, to, and the time of leaving or of being there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    leg: LegName = LegName.OUT
    from_stop: str = Field(max_length=64)
    to_stop: str = Field(max_length=64)
    mode: TimeMode = TimeMode.DEPART_AT
    wanted_at: Instant


class RequestWish(BaseModel):
    """What a caller asks for. ``aid`` and ``companions`` default to those on the resident's card."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    resident_id: str = Field(max_length=64)
    legs: tuple[LegWish, ...] = Field(min_length=1, max_length=2)
    aid: Aid | None = None
    companions: int | None = Field(default=None, ge=0, le=7)
    activity_id: str | None = Field(default=None, max_length=64)
    standing_id: str | None = Field(default=None, max_length=64)
    replaces: tuple[str, ...] = Field(default=(), max_length=2)
    note: str = Field(default="", max_length=2000)


def store_request(
    session: WriteSession,
    line_id: str,
    wish: RequestWish,
    *,
    who: str,
    now: datetime,
    request_id: str | None = None,
    called_at: datetime | None = None,
) -> Request:
    """Check `wish` against the line and add it to the record as ``waiting``, under `request_id` if given.

    One that was written on paper first was made at `called_at`, which is not later than `now`, and is typed
    in now.

    Raises
    ------
    UnknownNoun
        If the line or the resident does not exist.
    InvalidInput
        With one fault for each thing that can't be: a stop that is unknown, closed or a base, a time that
        is past or too far ahead, legs on different days or in the wrong order, a party no van can take, a
        booking to replace that is not the resident's or is over, an activity that does not exist.
    """
    line = line_terms(session, line_id)
    rider = rider_terms(session, line_id, wish.resident_id)
    party = Party(
        aid=rider.aid if wish.aid is None else wish.aid,
        companions=rider.companions if wish.companions is None else wish.companions,
    )
    day = service_day(wish.legs[0].wanted_at, line.zone)
    faults = [
        *_time_faults(wish.legs, day, line, now),
        *_stop_faults(session, line_id, wish.legs, day),
        *_party_faults(session, line_id, party),
        *_replaced_faults(session, line_id, wish),
        *_named_faults(session, line_id, wish),
    ]
    if faults:
        raise InvalidInput(faults[0].message, faults=faults)
    request = Request(
        id=request_id or new_id(),
        line_id=line_id,
        resident_id=wish.resident_id,
        service_date=day,
        made_at=called_at or now,
        typed_at=now if called_at else None,
        made_by=who,
        state=RequestState.WAITING,
        aid=party.aid,
        companions=party.companions,
        seats=party.places.seats,
        wheelchairs=party.places.wheelchairs,
        boarding_s=getattr(line.rules.boarding_s, party.boarding_key) + rider.extra_boarding_s,
        activity_id=wish.activity_id,
        standing_id=wish.standing_id,
        replaces=list(wish.replaces),
        note=wish.note,
    )
    session.add(request)
    for leg in wish.legs:
        session.add(
            RequestLeg(
                request=request,
                leg=leg.leg,
                line_id=line_id,
                from_stop_id=leg.from_stop,
                to_stop_id=leg.to_stop,
                mode=leg.mode,
                wanted_at=leg.wanted_at,
            )
        )
    return request


def asks_the_same(session: Session, request: Request, wish: RequestWish) -> bool:
    """Tell whether a stored request asks for all that `wish` does, their notes aside."""
    rows = session.scalars(select(RequestLeg).where(RequestLeg.request_id == request.id))
    stored = {(row.leg, row.from_stop_id, row.to_stop_id, row.mode, row.wanted_at) for row in rows}
    asked = {(leg.leg, leg.from_stop, leg.to_stop, leg.mode, leg.wanted_at) for leg in wish.legs}
    return stored == asked and (
        (request.resident_id, request.aid, request.companions, request.activity_id, list(request.replaces))
        == (wish.resident_id, wish.aid, wish.companions, wish.activity_id, list(wish.replaces))
    )


def _time_faults(legs: Sequence[LegWish], day: date, line: LineTerms, now: datetime) -> list[Fault]:
    faults = []
    horizon_days = line.rules.horizon_days
    for index, leg in enumerate(legs):
        where = f"legs.{index}.wanted_at"
        if leg.wanted_at < now:
            faults.append(Fault(where, "That time is past. Name a later one.", "time-past"))
        elif leg.wanted_at > now + timedelta(days=horizon_days):
            faults.append(
                Fault(
                    where,
                    f"Rides can be booked {horizon_days} days ahead. Name an earlier day.",
                    "too-far-ahead",
                    {"days": horizon_days},
                )
            )
        if service_day(leg.wanted_at, line.zone) != day:
            faults.append(
                Fault(where, "Both ways must be on the same day. Book the other day apart.", "two-days")
            )
    return faults + _order_faults(legs)


def _order_faults(legs: Sequence[LegWish]) -> list[Fault]:
    if len(legs) < 2:
        return []
    at = {leg.leg: index for index, leg in enumerate(legs)}
    if set(at) != {LegName.OUT, LegName.BACK}:
        return [Fault("legs", "Two legs are one way out and one way back.", "leg-names")]
    if legs[at[LegName.BACK]].wanted_at > legs[at[LegName.OUT]].wanted_at:
        return []
    where = f"legs.{at[LegName.BACK]}.wanted_at"
    return [Fault(where, "The way back must be later than the way out.", "back-before-out")]


def _stop_faults(session: Session, line_id: str, legs: Sequence[LegWish], day: date) -> list[Fault]:
    faults = []
    stops = stops_named(session, line_id, {end for leg in legs for end in (leg.from_stop, leg.to_stop)})
    for index, leg in enumerate(legs):
        for end, stop_id in (("from_stop", leg.from_stop), ("to_stop", leg.to_stop)):
            stop = stops.get(stop_id)
            where = f"legs.{index}.{end}"
            if stop is None:
                faults.append(
                    Fault(where, f"There is no stop “{stop_id}”.", "unknown-stop", {"stop": stop_id})
                )
            elif not stop.is_served:
                faults.append(
                    Fault(where, f"Nobody can board at {stop.name}.", "stop-not-served", {"stop": stop.name})
                )
            elif stop.is_closed(day):
                faults.append(
                    Fault(where, f"{stop.name} is closed from that day.", "stop-closed", {"stop": stop.name})
                )
        if leg.from_stop == leg.to_stop:
            faults.append(
                Fault(f"legs.{index}.to_stop", "From and to are the same stop. Name another.", "same-stop")
            )
    return faults


def _party_faults(session: Session, line_id: str, party: Party) -> list[Fault]:
    if some_van_takes(session, line_id, party.places):
        return []
    return [
        Fault(
            "aid",
            f"No van of this line takes {party.places.seats} in seats and {party.places.wheelchairs} "
            "in wheelchair places together.",
            "no-van-takes-party",
            {"seats": party.places.seats, "wheelchairs": party.places.wheelchairs},
        )
    ]


def _replaced_faults(session: Session, line_id: str, wish: RequestWish) -> list[Fault]:
    faults = []
    for index, booking_id in enumerate(wish.replaces):
        where, params = f"replaces.{index}", {"booking": booking_id}
        booking = session.get(Booking, booking_id)
        if booking is None or booking.line_id != line_id or booking.resident_id != wish.resident_id:
            faults.append(Fault(where, "That booking is not this resident's.", "unknown-booking", params))
        elif booking.state is not BookingState.CONFIRMED:
            said = f"That booking is {booking.state.value} and can't be changed. Book a new ride."
            faults.append(Fault(where, said, "booking-over", params | {"state": booking.state.value}))
    if len(set(wish.replaces)) < len(wish.replaces):
        faults.append(Fault("replaces", "The same booking is named twice.", "booking-twice"))
    return faults


def _named_faults(session: Session, line_id: str, wish: RequestWish) -> list[Fault]:
    faults = []
    if wish.activity_id is not None and session.get(Activity, (line_id, wish.activity_id)) is None:
        said = f"There is no activity “{wish.activity_id}”."
        faults.append(Fault("activity_id", said, "unknown-activity", {"activity": wish.activity_id}))
    if wish.standing_id is not None:
        standing = session.get(StandingBooking, (line_id, wish.standing_id))
        if standing is None or standing.resident_id != wish.resident_id:
            said = f"“{wish.standing_id}” is no standing booking of this resident."
            faults.append(Fault("standing_id", said, "unknown-standing", {"standing": wish.standing_id}))
    return faults
