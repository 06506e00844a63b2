"""Why a ride is on its van, and what moving it would cost, by hand on the small line's road.

Ann alone takes a van 1,920 s: five minutes to a, a minute of boarding, ten minutes to c, a minute of
getting off, fifteen minutes back. With Bob on the same way each of them takes 120 s more of it.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from busline.clock import VirtualClock
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    Explained,
    ExplainRide,
    Failed,
    Offers,
    QuoteRequest,
)
from busline.nouns import BookingState, DutyState, Elsewhere, Layout, Obstacle, Places, Shortage, Stay
from busline.record.engine import Record
from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.offering.explaining import NotOnAVan, explain
from dispatcher.planning.problem import Visit
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, on_the_road, ride, s
from tests.dispatcher.desk.small_line import ask

LINE = make_line_data()
BOB = ride("bob", "a", "c", "10:15", "10:25", "10:55")
Tell = Callable[..., AnyReply]


def elsewhere(day: Day, now: str = "08:00") -> tuple[Stay, Elsewhere]:
    told = explain(LINE, day, "ann", s(now))
    (only,) = told.elsewhere
    return told.stay, only


def test_two_on_one_way_ride_together_for_the_least_van_time() -> None:
    order = (Visit("ann", True), Visit("bob", True), Visit("ann"), Visit("bob"))
    together = replace(duty(1), order=order)
    told = explain(LINE, make_day(LINE, together, duty(2), rides=(ANN, BOB)), "ann", s("08:00"))
    assert (told.van_id, told.stay, told.van_s) == ("v1", Stay.LEAST_VAN_TIME, 120)
    # Each waits a minute for the other, getting on or off: those 120 s would be gone.
    assert told.elsewhere == (Elsewhere(van_id="v2", duty_id="duty2", van_more_s=1800, riders_more_s=-120),)


def test_an_empty_van_that_stands_at_the_same_base_would_do_as_well() -> None:
    day = make_day(LINE, duty(1, ANN), duty(2))
    told = explain(LINE, day, "ann", s("08:00"))
    assert (told.stay, told.van_s, told.party) == (Stay.AS_GOOD, 1920, Places(seats=1))
    assert told.elsewhere == (Elsewhere(van_id="v2", duty_id="duty2", van_more_s=0, riders_more_s=0),)


def test_a_ride_that_would_do_better_elsewhere_is_told_so() -> None:
    day = make_day(LINE, duty(1, ANN), duty(2, BOB), rides=(ANN, BOB))
    stay, other = elsewhere(day)
    assert stay is Stay.BETTER_ELSEWHERE
    assert (other.van_more_s, other.riders_more_s) == (120 - 1920, 120)


@pytest.mark.parametrize(
    ("other", "booked", "obstacle", "shortage"),
    [
        pytest.param(duty(2, begin="13:00", end="15:00"), (), Obstacle.NOT_LENT, None, id="another time"),
        # Ann's ride brings a van back at 10:42; this one must be there by 10:40, a margin before the end.
        pytest.param(duty(2, begin="09:45", end="10:45"), (), Obstacle.NOT_LENT, None, id="too short"),
        pytest.param(
            replace(duty(2), state=DutyState.WITHDRAWN), (), Obstacle.NOT_LENT, None, id="taken back"
        ),
        pytest.param(replace(duty(2), driver_id=None), (), Obstacle.NO_DRIVER, None, id="nobody drives it"),
        pytest.param(
            replace(duty(2), layouts=(Layout(seats=0, wheelchairs=2),)),
            (),
            Obstacle.NO_PLACE_KIND,
            Shortage.SEATS,
            id="no such place",
        ),
        pytest.param(
            duty(2, two := replace(BOB, id="two", seats=2)),
            (two,),
            Obstacle.FULL,
            Shortage.SEATS,
            id="places taken",
        ),
        # Who is picked up at d by 10:25 can't be at a by then, nor the other way round.
        pytest.param(
            duty(2, far := ride("far", "d", "b", "10:15", "10:25", "11:00")),
            (far,),
            Obstacle.PROMISES,
            None,
            id="promised elsewhere",
        ),
    ],
)
def test_a_van_that_can_not_take_it_says_why(
    other: DutyOnDay, booked: tuple, obstacle: Obstacle, shortage: Shortage | None
) -> None:
    day = make_day(LINE, duty(1, ANN), other, rides=(ANN, *booked))
    assert elsewhere(day) == (
        Stay.ONLY_VAN,
        Elsewhere(van_id="v2", obstacle=obstacle, shortage=shortage),
    )


def test_a_van_that_is_on_its_way_somewhere_else_is_past_it() -> None:
    # Gone to c, where boarding takes from 10:15 to 10:26; Ann's pickup ends at 10:25.
    slow = ride("slow", "c", "d", "10:15", "10:25", "11:05", boarding_s=660)
    day = make_day(LINE, duty(1, ANN), duty(2, slow), rides=(ANN, slow))
    two = day.duties["duty2"]
    base, *rest = two.halts
    gone = replace(base, arrived=s("09:45"), departed=s("10:00"))
    day = day.with_duties(replace(two, state=DutyState.UNDER_WAY, halts=(gone, *rest)))
    assert elsewhere(day, "10:04") == (
        Stay.ONLY_VAN,
        Elsewhere(van_id="v2", obstacle=Obstacle.UNDER_WAY),
    )


def test_of_several_duties_of_a_van_the_closest_to_fitting_is_told() -> None:
    afternoon = replace(duty(2, begin="13:00", end="15:00"), id="duty2-later")
    day = make_day(LINE, duty(1, ANN), duty(2), afternoon)
    assert elsewhere(day)[1].van_more_s == 0


def test_a_ride_that_has_begun_or_is_about_to_stays() -> None:
    day = make_day(LINE, duty(1, ANN), duty(2))
    frozen = explain(LINE, day, "ann", s("10:05:01"))
    assert (frozen.stay, frozen.elsewhere, frozen.van_s) == (Stay.FROZEN, (), None)
    aboard = explain(LINE, on_the_road(day, boarded="10:16"), "ann", s("10:20"))
    assert (aboard.stay, aboard.elsewhere) == (Stay.ON_BOARD, ())


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.COMPLETED, BookingState.BROKEN])
def test_a_ride_without_a_van_has_nothing_to_explain(state: BookingState) -> None:
    day = make_day(LINE, duty(1, ANN))
    with pytest.raises(NotOnAVan):
        explain(LINE, day.with_bookings(replace(ANN, state=state)), "ann", s("08:00"))


def test_the_desk_explains_what_it_has_booked(tell: Tell, small_record: Record, clock: VirtualClock) -> None:
    request = ask(small_record, clock)
    offers = tell(QuoteRequest, request_id=request)
    assert isinstance(offers, Offers)
    confirmed = tell(ConfirmOffers, request_id=request, offer_ids=(offers.legs[0].offers[0].id,))
    assert isinstance(confirmed, Confirmed)
    made = confirmed.bookings[0]
    told = tell(ExplainRide, booking_id=made.booking_id)
    assert isinstance(told, Explained)
    assert (told.ride.van_id, told.ride.stay) == (made.van_id, Stay.AS_GOOD)

    tell(CancelBookings, booking_ids=(made.booking_id,))
    refused = tell(ExplainRide, booking_id=made.booking_id)
    assert isinstance(refused, Failed)
    assert refused.code == "not-on-a-van"
    unknown = tell(ExplainRide, booking_id="nobody")
    assert isinstance(unknown, Failed)
    assert unknown.code == "unknown"
