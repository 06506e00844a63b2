"""Where is my van? Said in sentences, from the run as it is planned and driven."""

import re
from datetime import datetime

from api.access.permissions import Role
from busline.nouns import BookingState, Call, CallKind
from busline.record.tables import Booking, Run
from tests.api.house import BASE, HOME, SHOPS, House, at
from tests.api.pages.forms import HTMX

OTHER = "bibliotheek"


def said(house: House, resident: str = "b001") -> list[str]:
    page = house.as_role(Role.COORDINATOR).get(f"/desk/residents/{resident}/where", headers=HTMX)
    assert page.status_code == 200
    return re.findall(r"<p>(.*?)</p>", page.text)


def drive(house: House, *calls: Call) -> None:
    """Let the example duty have these calls."""
    with house.record.change("test") as session:
        session.get_one(Run, "example-duty").calls = [call.model_dump(mode="json") for call in calls]


def base(departed: datetime | None = None) -> Call:
    return Call(kind=CallKind.BASE, stop=BASE, arrive=at("09:50"), depart=at("09:50"), departed=departed)


def halt(stop: str, clock: str, *, board: str = "", alight: str = "", **done: datetime) -> Call:
    rides = {"board": (board,) if board else (), "alight": (alight,) if alight else ()}
    return Call(stop=stop, arrive=at(clock), depart=at(clock), **rides, **done)


PICKUP = halt(HOME, "10:12", board="example-booking")
DROPOFF = halt(SHOPS, "10:25", alight="example-booking")


def test_a_van_that_has_not_left(house: House) -> None:
    drive(house, base(), halt(OTHER, "10:00"), PICKUP, DROPOFF)
    house.clock.move_to(at("09:45"))
    assert said(house) == [
        "Busje 1 staat nog op de standplaats en stopt eerst nog 1 keer.",
        "Over 27 minuten, om 10:12, bij Wooncomplex Botteskerksingel.",
    ]


def test_a_van_that_comes_much_later(each_house: House) -> None:
    drive(each_house, base(), PICKUP, DROPOFF)
    assert said(each_house)[1] == "Het komt om 10:12 bij Wooncomplex Botteskerksingel."


def test_a_van_that_stands_at_a_stop_or_has_left_it(house: House) -> None:
    house.clock.move_to(at("10:05"))
    left = base(departed=at("09:50"))
    drive(house, left, halt(OTHER, "10:00", arrived=at("10:01")), PICKUP, DROPOFF)
    assert said(house)[0] == "Busje 1 staat bij Bibliotheek Osdorp."
    drive(house, left, halt(OTHER, "10:00", arrived=at("10:01"), departed=at("10:03")), PICKUP, DROPOFF)
    assert said(house)[0] == "Busje 1 is weg bij Bibliotheek Osdorp."
    assert said(house)[1] == "Over 7 minuten, om 10:12, bij Wooncomplex Botteskerksingel."


def test_a_late_van_is_owned_up_to(house: House) -> None:
    drive(house, base(departed=at("09:50")), halt(HOME, "10:19", board="example-booking"), DROPOFF)
    assert said(house)[-1] == "Dat is 4 minuten later dan beloofd."  # the promise was 10:15 at the latest


def test_a_van_that_has_come(house: House) -> None:
    drive(house, base(), PICKUP.model_copy(update={"arrived": at("10:10")}), DROPOFF)
    assert said(house) == ["Busje 1 staat bij Wooncomplex Botteskerksingel."]


def test_somebody_who_is_on_board(house: House) -> None:
    drive(house, base(), PICKUP, DROPOFF)
    with house.record.change("test") as session:
        session.get_one(Booking, "example-booking").state = BookingState.ON_BOARD
    house.clock.move_to(at("10:20"))
    assert said(house) == [
        "De reiziger zit in Busje 1.",
        "Over 5 minuten, om 10:25, bij Osdorpplein winkelcentrum.",
    ]


def test_a_ride_that_is_planned_for_nobody_and_no_ride_at_all(house: House) -> None:
    drive(house, base())
    assert said(house) == ["Deze rit heeft nog geen busje."]
    assert said(house, "b002") == ["Er is geen rit meer geboekt."]


def test_a_ride_of_another_day(house: House) -> None:
    house.clock.move_to(at("08:00"))
    with house.record.change("test") as session:
        booking = session.get_one(Booking, "example-booking")
        booking.service_date = booking.service_date.replace(day=26)
        booking.pickup_from = booking.pickup_from.replace(day=26)
        booking.pickup_to = booking.pickup_to.replace(day=26)
        booking.dropoff_by = booking.dropoff_by.replace(day=26)
    assert said(house) == ["De volgende rit is do 26 nov, 10:05–10:15."]
