"""Refusals: what is missing, when it was looked for, and the times that work instead.

By hand on the small line's road. A ride from a to d boards, drives 15 minutes and gets off; where only one
pickup is tried (no reach, nothing earlier) it must begin from 10:15 to 10:22, as the line keeps 3 minutes
of the window free.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from busline.clock import VirtualClock
from busline.feed.messages import AnyReply, Offers, QuoteRequest
from busline.nouns import (
    Layout,
    LegName,
    NearTime,
    Places,
    RefusalReason,
    Shortage,
    TimeMode,
    WhyNot,
)
from busline.record.engine import Record
from dispatcher.day.day import BookingOnDay, Day
from dispatcher.day.framing.framing import frame_day
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.fitting import best_duties
from dispatcher.day.offering.nearest import Asked, nearest_times
from dispatcher.day.offering.quoting import quote
from dispatcher.day.offering.shortage import lacking
from dispatcher.day.wishes import LegToQuote, RequestToQuote, promised
from tests.dispatcher.desk.hand_made import duty, make_day, make_line_data, ride, s
from tests.dispatcher.desk.small_line import ask, at

Tell = Callable[..., AnyReply]
ONE_TIME = make_line_data(offer_reach_s=0, offer_early_s=0)


def wish(
    start: str = "a",
    end: str = "d",
    wanted: str = "10:15",
    mode: TimeMode = TimeMode.DEPART_AT,
    **party: int,
) -> RequestToQuote:
    leg = LegToQuote(LegName.OUT, start, end, mode, s(wanted))
    party = {"seats": 1, "wheelchairs": 0, "boarding_s": 60} | party
    return RequestToQuote("asked", (leg,), **party)


def refused(
    request: RequestToQuote, day: Day, line: LineData = ONE_TIME, now: str = "08:00"
) -> tuple[RefusalReason, WhyNot]:
    ids = count()
    (answer,) = quote(line, day, request, s(now), lambda: f"offer{next(ids)}").answers
    assert answer.refusal is not None, answer
    assert answer.why_not is not None
    return answer.refusal, answer.why_not


def taken_by(**party: int) -> Day:
    """Return a day whose one van brings a party from a to d at 10:15."""
    booked = ride("booked", "a", "d", "10:15", "10:25", "11:05", **party)
    return make_day(ONE_TIME, duty(1, booked), rides=(booked,))


def begins(*times: NearTime | None) -> list[str]:
    return [f"{near.promise.pickup_from.hour + 1}:{near.promise.pickup_from:%M}" for near in times if near]


def test_a_wheelchair_place_that_somebody_took_and_when_it_is_free_again() -> None:
    day = taken_by(seats=0, wheelchairs=1, boarding_s=240)
    reason, why_not = refused(wish(seats=0, wheelchairs=1, boarding_s=240), day)
    assert (reason, why_not.shortage) == (RefusalReason.FULL, Shortage.WHEELCHAIR_PLACES)
    assert why_not.party == Places(wheelchairs=1)
    assert why_not.looked_from == why_not.looked_to == at("10:15")
    # The first wheelchair is at d from 10:34 to 10:38, so the van is at a again at 10:53: a pickup promised
    # from 10:50 on holds that until 10:57. It brings the second to d by 11:12, and is back at 11:36.
    assert begins(why_not.first) == ["10:50"]
    assert why_not.first is not None
    assert why_not.first.van_id == "v1"


@pytest.mark.parametrize(
    ("booked", "asked", "shortage"),
    [
        ({"seats": 2}, {"seats": 1}, Shortage.SEATS),
        # A floor of two seats, or of one seat and one wheelchair place: either alone would still fit.
        ({"seats": 1}, {"seats": 1, "wheelchairs": 1}, Shortage.PLACES_TOGETHER),
        ({"seats": 0, "wheelchairs": 1}, {"seats": 1, "wheelchairs": 1}, Shortage.WHEELCHAIR_PLACES),
        ({"seats": 2}, {"seats": 1, "wheelchairs": 1}, Shortage.PLACES_TOGETHER),
    ],
)
def test_places_that_others_took_are_told_by_kind(
    booked: dict[str, int], asked: dict[str, int], shortage: Shortage
) -> None:
    reason, why_not = refused(wish(**asked), taken_by(**booked))
    assert (reason, why_not.shortage) == (RefusalReason.FULL, shortage)


def test_a_van_that_is_elsewhere_lacks_time_and_not_places() -> None:
    # From a at 10:15 at the earliest nobody is at d by 10:22, nor the other way round.
    reason, why_not = refused(wish("d", "a"), taken_by(seats=1))
    assert (reason, why_not.shortage) == (RefusalReason.FULL, Shortage.TIME)


def test_a_van_without_a_driver_is_no_van_that_is_full() -> None:
    day = make_day(ONE_TIME, replace(duty(1), driver_id=None), rides=())
    reason, why_not = refused(wish(), day)
    assert (reason, why_not.shortage) == (RefusalReason.NO_DRIVER, Shortage.DRIVER)
    assert why_not.nearest == ()


def test_a_party_that_no_van_has_room_for_is_told_what_is_missing() -> None:
    reason, why_not = refused(wish(seats=0, wheelchairs=2), make_day(ONE_TIME, duty(1), rides=()))
    assert (reason, why_not.shortage) == (RefusalReason.NO_PLACE_KIND, Shortage.WHEELCHAIR_PLACES)
    assert (why_not.first, why_not.nearest) == (None, ())


def test_of_places_that_vans_do_not_have_the_scarce_kind_is_named() -> None:
    layouts = [Layout(seats=4), Layout(seats=2, wheelchairs=1)]
    assert lacking(Places(wheelchairs=2), layouts) is Shortage.WHEELCHAIR_PLACES
    assert lacking(Places(seats=5), layouts) is Shortage.SEATS
    assert lacking(Places(seats=3, wheelchairs=1), layouts) is Shortage.PLACES_TOGETHER


def test_who_asks_too_late_hears_from_when_on_a_ride_can_begin() -> None:
    # Ten minutes of freeze time and three for deciding after 10:02, on the grid of five minutes.
    late = wish(wanted="10:20", mode=TimeMode.ARRIVE_BY)
    _, why_not = refused(late, make_day(ONE_TIME, duty(1), rides=()), now="10:02")
    assert why_not.shortage is Shortage.NOTICE
    assert why_not.looked_from == at("10:20")
    assert begins(why_not.first) == ["10:20"]


def test_after_the_last_window_the_times_before_it_are_named(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    reply = tell(QuoteRequest, request_id=ask(small_record, clock, wanted="16:00"))
    assert isinstance(reply, Offers)
    why_not = reply.legs[0].why_not
    assert why_not is not None
    assert why_not.shortage is Shortage.VAN
    assert (why_not.looked_from, why_not.looked_to) == (at("15:45"), at("16:45"))
    # From a over c to the base takes 27 minutes with getting on and off, and the van must be back by 11:40:
    # the last round time is 11:10. The one named before it lies a quarter of an hour off.
    assert begins(*why_not.nearest) == ["10:55", "11:10"]
    assert why_not.first is None


def test_before_the_first_window_its_first_time_is_named(
    tell: Tell, small_record: Record, clock: VirtualClock
) -> None:
    reply = tell(QuoteRequest, request_id=ask(small_record, clock, wanted="08:45"))
    assert isinstance(reply, Offers)
    why_not = reply.legs[0].why_not
    assert why_not is not None
    # Vans may leave their base from 09:50 on and need five minutes to a: inside 09:50 to 09:57.
    assert begins(why_not.first) == ["9:50"]
    assert begins(*why_not.nearest) == ["9:50", "10:05", "10:20", "10:35"]


@pytest.mark.parametrize("wanted", ["09:00", "10:00", "10:15", "10:50", "11:30", "13:00"])
def test_no_time_nearer_than_those_named_works(wanted: str) -> None:
    booked = [
        ride("booked", "a", "d", "10:15", "10:25", "11:05", seats=2),
        ride("later", "d", "a", "10:50", "11:00", "11:20", seats=2),
    ]
    line = make_line_data()
    day = make_day(line, duty(1, *booked), rides=tuple(booked))
    framing = frame_day(line, day, s("08:00"))
    request = wish("a", "b", wanted)
    asked = Asked(line, framing, request, request.legs[0], s("08:15"), frozenset({"duty1"}))
    first, nearest = nearest_times(asked, s(wanted))

    grid = range(s("08:15"), s("13:00"), 300)
    rides: list[BookingOnDay] = [promised(line, request, request.legs[0], time, None) for time in grid]
    works = [
        one.pickup_from
        for one, duty_id in zip(rides, best_duties(line, framing, rides, {"duty1"}), strict=True)
        if duty_id is not None
    ]
    later = [time for time in works if time >= s(wanted)]
    earlier = [time for time in works if time < s(wanted)]
    named = [near.ride.pickup_from for near in nearest]
    assert works
    assert (first.ride.pickup_from if first else None) == min(later, default=None)
    assert set(named) <= set(works)
    assert not later or min(later) in named
    assert not earlier or max(earlier) in named
