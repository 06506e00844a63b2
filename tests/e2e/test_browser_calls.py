"""A telephone rings: the card is there before the coordinator has said hello, and nothing typed is lost."""

from urllib.parse import unquote_plus

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.access.permissions import Role
from api.access.users import add_token
from busline.record.tables import Resident, User
from tests.api.house import HERE, LINE, add_user
from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser

TRUUS, JOOP = "+31205550200", "+31205550201"
NOBODY = "+31612345678"


class Exchange:
    """The telephone exchange: announces calls by its token."""

    def __init__(self, line: LineOnAClock) -> None:
        add_user(line.record, "exchange", Role.TELEPHONE)
        token = add_token(line.record, "exchange", "test", "test")
        self._client = httpx.Client(base_url=line.url, headers={"Authorization": f"Bearer {token}"})

    def tell(self, number: str, call_id: str = "one", **more: str) -> None:
        """Announce a call."""
        reply = self._client.post(f"{HERE}/calls", json={"number": number, "call_id": call_id, **more})
        assert reply.status_code == 202, reply.text


def _digits(address: str) -> str:
    """Return the digits of an address as a person would read it: numbers may be written with spaces."""
    return "".join(filter(str.isdigit, unquote_plus(address)))


def _listening(page: Page) -> Page:
    """Return the page once it hears what happens: the first thing it does then is to look who calls."""
    with page.expect_response("**/desk/calls"):
        page.goto(page.url)
    return page


def _desk(browser: Browser, line: LineOnAClock, login: str = "corrie", *, phone: bool = False) -> Page:
    page = sit_down(browser, line, login, phone=phone)
    expect(page.locator("#who")).to_be_focused()
    return _listening(page)


@pytest.fixture
def exchange(line_on_a_clock: LineOnAClock) -> Exchange:
    """Return the exchange; the first two residents have a telephone each."""
    with line_on_a_clock.record.change("test") as session:
        for resident_id, number in (("b001", TRUUS), ("b002", JOOP)):
            session.get_one(Resident, (LINE, resident_id)).phone = number
    return Exchange(line_on_a_clock)


def test_on_an_idle_desk_the_card_opens_by_itself(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    exchange.tell("0031205550200")
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(desk.locator("#to")).to_be_focused()
    expect(desk.locator("#who")).to_have_value("Truus Voorbeeld")
    expect(desk.locator("#calls")).to_contain_text("Belt nu: mevrouw Voorbeeld")
    expect(desk.locator("#calls")).to_contain_text("De kaart is open.")
    assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight")
    check(desk, "a call")
    desk.reload()
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(desk.locator("#calls")).to_contain_text("De kaart is open.")
    exchange.tell(TRUUS, state="ended")
    expect(desk.locator("#calls .call")).to_have_count(0)
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")


def test_a_typed_form_stays_as_it_was_and_waits_while_another_is_helped(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    desk.goto("/desk?resident=b005")
    desk.locator("#time").fill("10:45")
    desk.locator("#back").fill("11:15")
    desk.locator("#to").fill("bibl")
    desk.locator("#to").press("Escape")
    desk.locator("#day").focus()
    name = desk.locator(".card-name").inner_text()
    exchange.tell(TRUUS)
    expect(desk.locator("#calls")).to_contain_text("Belt nu: mevrouw Voorbeeld")
    desk.wait_for_timeout(500)
    expect(desk.locator(".card-name")).to_have_text(name)
    expect(desk.locator("#day")).to_be_focused()
    for field, value in (("#time", "10:45"), ("#back", "11:15"), ("#to", "bibl")):
        expect(desk.locator(field)).to_have_value(value)

    desk.keyboard.press("F9")
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(desk.locator("#to")).to_be_focused()
    expect(desk.locator("#calls .call")).to_have_count(0)
    expect(desk.locator("#parked")).to_contain_text(f"Wat u typte voor {name} staat klaar.")
    check(desk, "parked")
    desk.keyboard.press("F9")
    expect(desk.locator(".card-name")).to_have_text(name)
    for field, value in (("#time", "10:45"), ("#back", "11:15"), ("#to", "bibl")):
        expect(desk.locator(field)).to_have_value(value)
    expect(desk.locator("#parked")).to_be_hidden()


def test_letters_in_the_search_field_keep_the_card_closed(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    desk.locator("#who").press_sequentially("joo")
    exchange.tell(TRUUS)
    expect(desk.locator("#calls")).to_contain_text("Belt nu: mevrouw Voorbeeld")
    desk.wait_for_timeout(500)
    expect(desk.locator(".card-name")).to_have_count(0)
    expect(desk.locator("#who")).to_have_value("joo")
    expect(desk.locator("#who")).to_be_focused()
    desk.keyboard.press("F9")
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(desk.locator("#parked")).to_be_visible()
    desk.keyboard.press("F9")
    expect(desk.locator(".card-name")).to_have_count(0)
    expect(desk.locator("#who")).to_have_value("joo")


def test_of_two_with_one_number_a_digit_chooses(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    with line_on_a_clock.record.change("test") as session:
        session.get_one(Resident, (LINE, "b002")).phone = TRUUS
    desk = _desk(browser, line_on_a_clock)
    exchange.tell(TRUUS)
    second = desk.locator("#calls [data-digit='2']")
    expect(second).to_be_visible()
    expect(desk.locator(".card-name")).to_have_count(0)
    check(desk, "two residents")
    expected = second.get_attribute("data-name") or ""
    desk.keyboard.press("2")
    expect(desk.locator(".card-name")).to_have_text(expected)

    desk.goto("/desk?resident=b005")
    desk.locator("#time").fill("10:45")
    exchange.tell(TRUUS, "two")
    expect(second).to_be_visible()
    desk.keyboard.press("F9")  # into the strip, where a digit is no time
    expect(desk.locator("#calls [data-digit='1']")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("#time")).to_be_focused()
    desk.keyboard.press("F9")
    desk.keyboard.press("2")
    expect(desk.locator(".card-name")).to_have_text(expected)


def test_an_unknown_number_waits_in_the_search_field(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    exchange.tell(NOBODY)
    expect(desk.locator("#calls")).to_contain_text("onbekend nummer 06 12 34 56 78")
    expect(desk.locator("#who")).to_have_value("06 12 34 56 78")
    desk.keyboard.type("tru")  # a name takes its place
    expect(desk.locator("#who")).to_have_value("tru")
    desk.locator("#who").fill("")
    exchange.tell(NOBODY, state="ended")
    expect(desk.locator("#calls .call")).to_have_count(0)
    exchange.tell(NOBODY, "two")
    expect(desk.locator("#who")).to_have_value("06 12 34 56 78")
    exchange.tell(NOBODY, "two", state="ended")
    expect(desk.locator("#who")).to_have_value("")
    exchange.tell(TRUUS, "three")
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")


def test_somebody_new_is_taken_in_with_the_number_they_call_from(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    addresses: list[str] = []
    desk.on("request", lambda request: addresses.append(request.url))
    exchange.tell(NOBODY)
    desk.locator("#calls").get_by_role("button", name="Nieuwe bewoner").click()
    expect(desk.locator("#newcomer-phone")).to_have_value("06 12 34 56 78")
    expect(desk.locator("#newcomer-name")).to_be_focused()
    expect(desk.locator("#calls .call")).to_have_count(0)
    desk.keyboard.type("Nel Nieuw")
    exchange.tell(TRUUS, "two")
    expect(desk.locator("#calls")).to_contain_text("Belt nu: mevrouw Voorbeeld")
    desk.keyboard.press("F9")
    expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(desk.locator("#calls .call")).to_have_count(0)
    desk.keyboard.press("F9")  # and back
    expect(desk.locator("#newcomer-name")).to_have_value("Nel Nieuw")
    expect(desk.locator("#newcomer-phone")).to_have_value("06 12 34 56 78")
    asked = [address for address in addresses if "/desk" in address]
    assert asked
    assert not [address for address in asked if NOBODY[3:] in _digits(address)]


def test_the_number_comes_along_when_the_name_is_not_found(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    desk = _desk(browser, line_on_a_clock)
    exchange.tell(NOBODY)
    expect(desk.locator("#who")).to_have_value("06 12 34 56 78")
    desk.keyboard.press("F9")
    desk.keyboard.type("Qqqnieuw")
    desk.wait_for_selector("#hit-new[aria-selected=true]")
    desk.keyboard.press("Enter")
    expect(desk.locator("#newcomer-name")).to_have_value("Qqqnieuw")
    expect(desk.locator("#newcomer-phone")).to_have_value("06 12 34 56 78")


def test_one_takes_the_call_and_the_other_hears_who(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    corrie, bea = (_desk(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    exchange.tell(TRUUS)
    for desk in (corrie, bea):
        expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    corrie.keyboard.press("F9")
    expect(bea.locator("#calls")).to_contain_text("Corrie helpt deze beller: mevrouw Voorbeeld")
    expect(bea.locator(".card-name")).to_have_count(0)  # opened by itself, not worked with
    expect(bea.locator("#who")).to_have_value("")
    expect(corrie.locator(".card-name")).to_have_text("Truus Voorbeeld")
    exchange.tell(TRUUS, state="answered")
    expect(bea.locator("#calls .call")).to_have_count(0)


def test_whoever_types_on_a_card_has_taken_the_call(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    corrie, bea = (_desk(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    exchange.tell(TRUUS)
    for desk in (corrie, bea):
        expect(desk.locator(".card-name")).to_have_text("Truus Voorbeeld")
    bea.keyboard.type("b")
    expect(corrie.locator("#calls")).to_contain_text("Bea helpt deze beller")
    expect(bea.locator("#to")).to_have_value("b")


def test_a_call_that_rings_elsewhere_opens_nothing_here(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    with line_on_a_clock.record.change("test") as session:
        for user in session.query(User).where(User.login.in_(("corrie", "bea"))):
            user.extension = {"corrie": "201", "bea": "202"}[user.login]
    corrie, bea = (_desk(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    exchange.tell(TRUUS, extension="201")
    expect(corrie.locator(".card-name")).to_have_text("Truus Voorbeeld")
    expect(bea.locator("#calls")).to_contain_text("Belt nu: mevrouw Voorbeeld")
    expect(bea.locator(".card-name")).to_have_count(0)
    exchange.tell(TRUUS, state="answered", extension="201")
    expect(bea.locator("#calls .call")).to_have_count(0)
    expect(corrie.locator("#calls")).to_contain_text("Aan de lijn: mevrouw Voorbeeld")


def test_the_strip_fits_a_telephone(
    browser: Browser, line_on_a_clock: LineOnAClock, exchange: Exchange
) -> None:
    with line_on_a_clock.record.change("test") as session:
        session.get_one(Resident, (LINE, "b002")).phone = TRUUS
        session.get_one(
            Resident, (LINE, "b002")
        ).name = "Wilhelmina-Alexandra van Oosterhoudt-Schimmelpenninck"
    desk = _desk(browser, line_on_a_clock, phone=True)
    exchange.tell(TRUUS)
    expect(desk.locator("#calls [data-digit='2']")).to_be_in_viewport(ratio=1)
    check(desk, f"two residents at {PHONE['width']}")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bar, strip = (desk.locator(place).bounding_box() for place in ("header.bar", "#calls"))
    assert bar
    assert strip
    assert bar["y"] + bar["height"] <= strip["y"], "the strip covers a part of the bar"
    exchange.tell(NOBODY, "two")
    expect(desk.locator("#calls .call")).to_have_count(2)
    check(desk, "two calls")
    desk.locator("#companions").focus()  # what is worked with is never under the strip
    strip, field = (desk.locator(place).bounding_box() for place in ("#calls", "#companions"))
    assert strip
    assert field
    assert field["y"] + field["height"] <= strip["y"]
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
