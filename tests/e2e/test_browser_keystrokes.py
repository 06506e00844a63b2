"""How many keys a call takes, counted in a real browser; they are printed as ``keystrokes: N``."""

import sys
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from sqlalchemy import select

from busline.nouns import BookingState
from busline.record.tables import Booking
from tests.api.house import DAY
from tests.api.pages.desk.earlier_trips import add_trip
from tests.e2e.booked import book
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock

pytestmark = pytest.mark.browser


class CountedKeys:
    """A keyboard that counts, and the time of all replies meanwhile."""

    def __init__(self, page: Page) -> None:
        self._keyboard = page.keyboard
        self.count = 0
        self.replies_ms = 0.0
        page.on("requestfinished", self._add_reply)

    def type(self, text: str) -> None:
        self._keyboard.type(text)
        self.count += len(text)

    def press(self, key: str) -> None:
        self._keyboard.press(key)
        self.count += 1

    def say(self, what: str) -> None:
        sys.stdout.write(f"\n{what}: keystrokes: {self.count}, replies together {self.replies_ms:.0f} ms\n")

    def _add_reply(self, request: Request) -> None:
        if "/live" not in request.url:
            self.replies_ms += max(0.0, request.timing["responseEnd"])


def _open_card(page: Page, keys: CountedKeys, letters: str) -> None:
    expect(page.locator("#who")).to_be_focused()
    keys.type(letters)
    page.wait_for_selector("#who-list [role=option][aria-selected=true]")
    keys.press("Enter")
    expect(page.locator("#to")).to_be_focused()


def test_keystrokes_of_a_usual_trip_there_and_back(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    for weeks in (1, 2):
        day = DAY - timedelta(days=7 * weeks)
        add_trip(line.record, "b002", day, ("wc-zuidwest", "bibliotheek"), ("11:00", "14:00"))
    page = sit_down(browser, line, "corrie")
    keys = CountedKeys(page)
    _open_card(page, keys, "joo")
    keys.press("1")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".say-aloud")).to_contain_text("Uw nummers zijn")
    keys.say("A known caller's usual trip there and back")
    assert keys.count <= 12
    with line.record.read() as session:
        made = select(Booking).where(
            Booking.resident_id == "b002",
            Booking.service_date == DAY,
            Booking.state == BookingState.CONFIRMED,
        )
        assert len(session.scalars(made).all()) == 2


def test_keystrokes_of_a_cancelled_ride(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    keys = CountedKeys(page)
    _open_card(page, keys, "joo")
    keys.press("F4")
    expect(page.locator("[name=why]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#card-said")).to_contain_text("Afgezegd: di 24 nov")
    keys.say("Cancelling the next ride")
    assert keys.count <= 6
    with line.record.read() as session:
        assert session.get_one(Booking, booking).state is BookingState.CANCELLED


def test_keystrokes_of_a_newcomer_and_a_first_ride(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    keys = CountedKeys(page)
    expect(page.locator("#who")).to_be_focused()
    keys.type("Geertje Voorbeeldig")
    expect(page.locator("#hit-new[aria-selected=true]")).to_be_visible()
    keys.press("Enter")
    expect(page.locator("#newcomer-phone")).to_be_focused()
    keys.type("0205550123")
    for text in ("1068el", "16"):  # not checked here: without a network the stop is chosen by hand
        keys.press("Tab")
        keys.type(text)
    keys.press("Tab")
    keys.type("nierkerk")
    page.wait_for_selector("#home-list [role=option][aria-selected=true]")
    keys.press("Enter")
    keys.press("Enter")
    expect(page.locator("#to")).to_be_focused()
    expect(page.locator(".card-name")).to_have_text("Geertje Voorbeeldig")
    keys.type("bibl")
    page.wait_for_selector("#to-list [role=option][aria-selected=true]")
    keys.press("Enter")
    for text in ("za", "12"):
        keys.press("Tab")
        keys.type(text)
    keys.press("Enter")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".say-aloud")).to_contain_text("Uw nummer is")
    keys.say("A new resident and their first ride")
    assert keys.count <= 90


def test_keystrokes_of_where_is_my_van(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    book(line_on_a_clock, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/desk?resident=b002")  # as it stands when the caller's card is open
    page.locator("#who").focus()
    keys = CountedKeys(page)
    keys.press("F8")
    said = page.locator("#card-said .where")
    expect(said).to_contain_text("staat nog op de standplaats")
    expect(said).to_contain_text("bij Wooncomplex Nierkerkestraat")
    expect(said).to_be_focused()
    keys.say("Where is my van, with the card open")
    assert keys.count <= 2
