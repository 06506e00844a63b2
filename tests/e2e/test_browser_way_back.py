"""Whoever asks for a ride to something that is there then is offered the way back from its end."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser


def test_one_key_asks_for_the_way_back_too(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    # The reading club in the library is on Fridays, from 10:20 to 11:15.
    book_with_keys(page, "stanley", "bibl", "vrijdag", "10:25")
    expect(page.get_by_role("button", name="Zoek ook een rit terug om 11:15")).to_be_visible()
    check(page, "offers with a way back to ask for")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("t")
    expect(page.locator("#back")).to_have_value("11:15")
    expect(page.locator("[name=offer_back]").first).to_be_attached()
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    expect(page.locator("[data-key=t]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".say-aloud")).to_contain_text("Uw nummers zijn")
