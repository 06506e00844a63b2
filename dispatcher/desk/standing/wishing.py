"""What a standing booking asks for on one day, and whether a stored request asks just that."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from busline.days import at
from busline.nouns import LegName, TimeMode
from busline.record.requests import LegWish, RequestWish
from busline.record.tables import RequestLeg, StandingBooking

# Which way, from where, to where, and the time that was asked for.
Trip = frozenset[tuple[LegName, str, str, TimeMode, datetime]]


def wish_on(standing: StandingBooking, service_date: date, zone: ZoneInfo) -> RequestWish:
    """Return what is asked for on a day; clock times are local, so they stay when the clock changes."""
    legs = [
        LegWish(
            from_stop=standing.from_stop_id,
            to_stop=standing.to_stop_id,
            mode=standing.mode,
            wanted_at=at(service_date, standing.out_at, zone),
        )
    ]
    if standing.back_at is not None:
        legs.append(
            LegWish(
                leg=LegName.BACK,
                from_stop=standing.to_stop_id,
                to_stop=standing.from_stop_id,
                mode=TimeMode.DEPART_AT,
                wanted_at=at(service_date, standing.back_at, zone),
            )
        )
    return RequestWish(
        resident_id=standing.resident_id,
        legs=tuple(legs),
        activity_id=standing.activity_id,
        standing_id=standing.id,
    )


def trip_wished(wish: RequestWish) -> Trip:
    """Return the trip that a wish is for."""
    return frozenset((leg.leg, leg.from_stop, leg.to_stop, leg.mode, leg.wanted_at) for leg in wish.legs)


def trip_asked(legs: Iterable[RequestLeg]) -> Trip:
    """Return the trip that a stored request is for."""
    return frozenset((leg.leg, leg.from_stop_id, leg.to_stop_id, leg.mode, leg.wanted_at) for leg in legs)
