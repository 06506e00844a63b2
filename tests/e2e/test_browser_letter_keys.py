"""Single-letter keys can be switched off, and stay off (WCAG 2.2, 2.1.4)."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.booked import book
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock

pytestmark = pytest.mark.browser


def test_letter_keys_are_switched_off_for_good_and_function_keys_stay(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    book(line_on_a_clock, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/board")
    page.get_by_role("button", name="Lettertoetsen uit").click()
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Lettertoetsen aan")).to_be_visible()
    page.goto("/desk?resident=b002")  # also after the page was left
    page.locator("#day-title").click()
    page.keyboard.press("l")
    page.keyboard.press("F2")
    expect(page.get_by_text("U wijzigt de rit")).to_be_visible()
    page.goto("/board")
    page.get_by_role("button", name="Lettertoetsen aan").click()
    page.keyboard.press("k")
    page.wait_for_url("**/board/map**")
