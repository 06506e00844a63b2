"""The trips that a resident makes often, one key each."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from api.access.permissions import Role
from busline.feed.messages import QuoteRequest
from busline.nouns import BookingState
from busline.record.tables import IdleWindow, Stop, WindowPattern
from tests.api.dispatching import Answering
from tests.api.house import DAY, LINE, House
from tests.api.pages.desk.earlier_trips import add_trip
from tests.api.pages.forms import HTMX

HOME, LIBRARY, COFFEE = "wc-zuidwest", "bibliotheek", "huisvandewijk"
WEEK = timedelta(days=7)
FRIDAY = date(2026, 11, 20)


def card(house: House, resident: str = "b002") -> str:
    return house.as_role(Role.COORDINATOR).get(f"/desk/residents/{resident}", headers=HTMX).text


def proposals(page: str) -> list[tuple[str, str, str]]:
    """Return key, name and time in words of each usual trip."""
    button = r'data-usual="(\d)">.*?<strong>(.*?)</strong>\s*<span class="small">(.*?)</span>'
    return [(key, name, words) for key, name, words in re.findall(button, page, re.DOTALL)]


def often(
    house: House, stops: tuple[str, str], clocks: tuple[str, ...], *, days: int = 0, **trip: object
) -> None:
    """Add the trip twice: last week and the week before, some days later than the weekday of today."""
    for weeks in (1, 2):
        add_trip(house.record, "b002", DAY + timedelta(days=days) - weeks * WEEK, stops, clocks, **trip)  # type: ignore[arg-type]


def test_who_never_rode_has_no_usual_trips(house: House) -> None:
    assert proposals(card(house)) == []


def test_the_most_frequent_trip_comes_first_for_the_next_free_day(each_house: House) -> None:
    for weeks in (1, 2, 3):
        add_trip(each_house.record, "b002", DAY - weeks * WEEK, (HOME, COFFEE), ("10:30", "12:00"))
    for weeks in (0, 1):
        add_trip(each_house.record, "b002", FRIDAY - weeks * WEEK, (HOME, LIBRARY), ("14:00",))
    page = card(each_house)
    # It is Tuesday, eight o'clock: this very morning's coffee can still be booked.
    assert [words for _, _, words in proposals(page)] == [
        "di 24 nov, er om 10:30, terug om 12:00",
        "vr 27 nov, er om 14:00",
    ]
    assert [key for key, _, _ in proposals(page)] == ["1", "2"]


def test_a_day_with_a_ride_there_already_is_passed_over(house: House) -> None:
    often(house, (HOME, LIBRARY), ("10:30",))
    add_trip(house.record, "b002", DAY, (HOME, LIBRARY), ("11:00",), state=BookingState.CONFIRMED)
    assert [words for _, _, words in proposals(card(house))] == ["di 1 dec, er om 10:30"]


def test_two_times_for_one_day_and_place_are_one_proposal(house: House) -> None:
    often(house, (HOME, LIBRARY), ("10:30",))
    often(house, (HOME, LIBRARY), ("15:00",))
    assert len(proposals(card(house))) == 1


def test_what_was_cancelled_or_stands_every_week_is_no_habit(house: House) -> None:
    often(house, (HOME, LIBRARY), ("10:30",), state=BookingState.CANCELLED)
    often(house, (HOME, COFFEE), ("10:30",), standing_id="every-week")
    often(house, (HOME, COFFEE), ("15:30",), days=-19 * 7)
    add_trip(house.record, "b002", DAY - WEEK, (HOME, COFFEE), ("13:30",))  # once only
    assert proposals(card(house)) == []


def test_nobody_is_sent_to_a_stop_that_is_closed(house: House) -> None:
    often(house, (HOME, LIBRARY), ("10:30",))
    with house.record.change("test") as session:
        session.get_one(Stop, (LINE, LIBRARY)).closed_on = DAY
    assert proposals(card(house)) == []


def test_at_most_three_are_shown(house: House) -> None:
    for days, stop in enumerate((LIBRARY, COFFEE, "wc-botteskerk", "osdorpplein"), start=1):
        often(house, (HOME, stop), ("10:30",), days=days)
    assert len(proposals(card(house))) == 3


def test_a_usual_trip_asks_for_rides_at_once(planned_house: House, answering: Answering) -> None:
    often(planned_house, (HOME, LIBRARY), ("10:30", "12:00"))
    page = card(planned_house)
    form = page[page.index('<ul class="rides usual"') : page.index("data-usual")]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', form))
    reply = planned_house.as_role(Role.COORDINATOR).post("/desk/request", data=fields, headers=HTMX)
    assert reply.status_code == 200
    assert len(answering.of_type(QuoteRequest)) == 1
    assert 'value="di 24 nov"' in reply.text
    assert 'name="back"' in reply.text
    assert 'value="12:00"' in reply.text


def test_nothing_is_proposed_for_a_day_on_which_no_van_drives(each_house: House) -> None:
    often(each_house, (HOME, LIBRARY), ("10:30",))
    with each_house.record.change("test") as session:  # a holiday: Cordaan needs all its vans
        for window in session.scalars(select(IdleWindow).where(IdleWindow.line_id == LINE)):
            window.withdrawn_at = each_house.clock.now()
        session.execute(
            delete(WindowPattern).where(WindowPattern.line_id == LINE, WindowPattern.weekday == 4)
        )
    assert [words for _, _, words in proposals(card(each_house))] == ["di 1 dec, er om 10:30"]
    often(each_house, (HOME, "osdorpplein"), ("14:00",), days=3)  # nobody drives on Fridays any more
    assert [words for _, _, words in proposals(card(each_house))] == ["di 1 dec, er om 10:30"]


@pytest.mark.parametrize(
    ("stop", "clocks", "name"),
    [
        (COFFEE, ("10:30", "13:15"), "Koffieochtend met lunch in Huis van de Wijk Reimerswaal"),
        (COFFEE, ("10:00",), "Koffieochtend met lunch in Huis van de Wijk Reimerswaal"),
        (COFFEE, ("13:30",), "Huis van de Wijk Reimerswaal"),  # something else at the same place
        (LIBRARY, ("10:30",), "Bibliotheek Osdorp"),  # whose reading club is on Friday
    ],
)
def test_a_habit_is_called_by_its_activity(
    house: House, stop: str, clocks: tuple[str, ...], name: str
) -> None:
    often(house, (HOME, stop), clocks)
    assert [found for _, found, _ in proposals(card(house))] == [name]
