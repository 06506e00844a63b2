"""The phone desk in a call, with everything in view and every slip put right."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock

pytestmark = pytest.mark.browser


def _offers_for_saturday(browser: Browser, line: LineOnAClock) -> Page:
    """Return a desk with offers there and back, four of them back: on Saturday every van is lent."""
    desk = sit_down(browser, line, "corrie")
    book_with_keys(desk, "joop nep", "bibl", "zaterdag", "1200", "14:00")
    expect(desk.locator("[name=offer_back][value]:not([value=''])")).to_have_count(4)
    return desk


def test_what_can_be_done_with_the_offers_is_always_in_view(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk = _offers_for_saturday(browser, line_on_a_clock)
    needed = "answer => answer.scrollHeight - answer.clientHeight"
    assert desk.locator("#answer").evaluate(needed) == 0  # at 1280 × 800 nothing in a call is scrolled
    for height in (800, 700):
        desk.set_viewport_size({"width": 1280, "height": height})
        for words in ("Boek deze ritten", "Beller wil geen van deze"):
            expect(desk.get_by_role("button", name=words)).to_be_in_viewport(ratio=1)
        expect(desk.get_by_text("Deze plaatsen blijven vrij tot")).to_be_in_viewport(ratio=1)
