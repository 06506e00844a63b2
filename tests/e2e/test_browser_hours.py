"""Hours in a browser: asked for on a phone, decided at a desk, and a coordinator's clock."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.worked_duty import add_worked_duty

pytestmark = pytest.mark.browser

# Everything on the page itself that is pressed: smaller than a thumb in either direction.
SMALL = """() => [...document.querySelectorAll('main :is(a, button, input:not([type=hidden]), summary)')]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 47.5 || box.width < 47.5).map(([name]) => name)"""


def _asks(page: Page) -> None:
    page.goto("/hours")
    page.get_by_text("Dit klopt niet").first.press("Enter")
    form = page.locator(".own-lines form").first
    form.get_by_label("Van", exact=True).fill("06:30")
    form.get_by_label("Tot", exact=True).fill("07:15")
    form.get_by_label("Wat is er gebeurd?").fill("Bus stond nog in de garage")
    assert page.evaluate(SMALL) == []
    form.get_by_role("button").press("Enter")
    expect(page.locator(".hours-told")).to_be_focused()


def test_a_driver_asks_on_a_phone_and_a_reviewer_takes_it_over(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    driver, duty_id = add_worked_duty(line_on_a_clock)
    phone = sit_down(browser, line_on_a_clock, driver, phone=True)
    _asks(phone)
    expect(phone.locator(".own-lines .notice").first).to_contain_text("Gevraagd: 06:30–07:15")
    expect(phone.locator(".own-number")).to_have_text("2:00")  # nothing counts yet
    desk = sit_down(browser, line_on_a_clock, "wil")
    desk.goto("/review/hours")
    desk.get_by_role("button", name="Neem over").press("Enter")
    expect(desk.locator(".hours-told")).to_be_focused()
    expect(desk.locator(f"#hours-{duty_id}")).to_contain_text("goedgekeurd")
    phone.reload()
    expect(phone.locator(".own-number")).to_have_text("0:45")
    expect(phone.locator(".own-lines .notice").first).to_contain_text("Goedgekeurd: 06:30–07:15")


def test_what_is_wrong_in_a_form_is_said_and_nothing_typed_is_lost(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    driver, _ = add_worked_duty(line_on_a_clock)
    phone = sit_down(browser, line_on_a_clock, driver, phone=True)
    phone.goto("/hours")
    phone.get_by_text("Dit klopt niet").first.click()
    form = phone.locator(".own-lines form").first
    form.get_by_label("Tot", exact=True).fill("straks")
    form.get_by_label("Wat is er gebeurd?").fill("Het liep uit")
    form.get_by_role("button").click()
    expect(phone.locator("#notices")).to_contain_text("Deze tijd begrijp ik niet")
    expect(form.get_by_label("Tot", exact=True)).to_have_value("straks")


def test_a_coordinator_clocks_in_and_out(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie", phone=True)
    page.goto("/hours")
    page.get_by_role("button", name="Klok in").click()
    expect(page.locator(".hours-told")).to_have_text("U bent ingeklokt.")
    assert page.evaluate(SMALL) == []
    line_on_a_clock.clock.advance(timedelta(minutes=90))
    page.get_by_label("Pauze (minuten)").first.fill("15")
    page.get_by_role("button", name="Klok uit").click()
    expect(page.locator(".hours-told")).to_have_text("U bent uitgeklokt.")
    expect(page.locator(".own-number")).to_have_text("1:15")
