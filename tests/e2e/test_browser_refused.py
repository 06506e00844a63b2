"""A refusal in the browser: said in words, and the next time that works booked with two keys."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import fill_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock

pytestmark = pytest.mark.browser


def test_another_time_is_one_key_away(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    # No van is lent between a quarter past three and half past six.
    fill_with_keys(page, "joop nep", "bibl", "vandaag", "1630")
    refusal = page.locator(".refusal")
    expect(refusal).to_contain_text("Er rijdt dan geen busje van de lijn.")
    expect(refusal).to_contain_text("Op dinsdag 24 november kunnen we u niet ophalen tussen")
    _needs_no_scrolling(page)

    first = refusal.locator("[data-key='2']").inner_text()
    page.keyboard.press("2")
    chosen = page.locator("[name=offer_out]:checked")
    expect(chosen).to_be_focused()
    expect(chosen.locator("xpath=..")).to_contain_text(first.split("\n")[1].strip())
    page.keyboard.press("Enter")
    expect(page.locator(".say-aloud")).to_contain_text("halen we u op tussen")


def test_two_refusals_fit_beside_the_form(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    fill_with_keys(page, "joop nep", "bibl", "vandaag", "1630", "1730")
    expect(page.locator(".refusal")).to_have_count(2)
    _needs_no_scrolling(page)


def test_a_refused_way_back_stands_beside_the_way_out(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    fill_with_keys(page, "joop nep", "bibl", "vandaag", "1030", "1630")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    expect(page.locator(".refusal")).to_contain_text("Terug lukt niet.")
    # What can be done stands at the foot of the answer, and covers none of the other times.
    acts = page.locator(".offers > .offers-acts").bounding_box()
    last = page.locator(".other-time").last.bounding_box()
    assert acts is not None
    assert last is not None
    assert last["y"] + last["height"] <= acts["y"]
    assert acts["y"] + acts["height"] <= 800


def _needs_no_scrolling(page: Page) -> None:
    last = page.locator("#answer > *").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 800
