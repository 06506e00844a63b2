"""The review on a narrow screen and at 200 %, with hours in its table."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.worked_duty import add_worked_duty

pytestmark = pytest.mark.browser
WIDTHS = {"desk": 1280, "desk at 200 %": 640, "phone": 390, "small phone": 320}


def _reviewing(browser: Browser, line: LineOnAClock) -> Page:
    add_worked_duty(line)
    return sit_down(browser, line, "wil")


def test_the_review_never_scrolls_sideways(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = _reviewing(browser, line_on_a_clock)
    for path in ("/review", "/review/month", "/review/hours"):
        page.goto(path)
        for name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 844})
            widest = page.evaluate("document.documentElement.scrollWidth")
            assert widest <= width, f"{path}, {name}: {widest} px"


def test_after_approving_the_focus_stays_there(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = _reviewing(browser, line_on_a_clock)
    page.goto("/review/hours")
    page.get_by_role("button", name="Keur goed").press("Enter")
    row = page.locator("tbody tr", has_text="goedgekeurd")
    expect(row).to_be_focused()
    page.keyboard.press("Tab")
    expect(row.locator("summary")).to_be_focused()
