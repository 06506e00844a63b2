"""The review on a narrow screen and at 200 %, with hours in its table."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.nouns import HoursState
from busline.record.tables import Duty, Hours
from tests.api.house import DAY, LINE, at
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until

pytestmark = pytest.mark.browser
WIDTHS = {"desk": 1280, "desk at 200 %": 640, "phone": 390, "small phone": 320}


def _worked(line: LineOnAClock) -> str:
    """Let the first duty of the day be driven from 09:45 to 11:45; return it."""

    def first() -> Duty | None:
        with line.record.read() as session:
            wanted = select(Duty).where(Duty.service_date == DAY, Duty.driver_id.is_not(None))
            return session.scalars(wanted.order_by(Duty.id).limit(1)).first()

    wait_until(lambda: first() is not None)
    duty = first()
    assert duty is not None
    assert duty.driver_id is not None
    with line.record.change("test") as session:
        session.add(
            Hours(
                duty_id=duty.id,
                line_id=LINE,
                driver_id=duty.driver_id,
                service_date=DAY,
                worked_from=at("09:45"),
                worked_to=at("11:45"),
                state=HoursState.SUBMITTED,
            )
        )
    return duty.id


def _reviewing(browser: Browser, line: LineOnAClock) -> Page:
    _worked(line)
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
