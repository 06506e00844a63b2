"""Rides moved and pinned on the day board, hands on the keyboard, before a colleague's eyes."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.record.tables import Duty, Pin, Run
from tests.e2e.booked import book
from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser


def van_of(line: LineOnAClock, booking_id: str) -> tuple[str, str]:
    """Return the van and the duty that a booking is on."""
    with line.record.read() as session:
        for duty, run in session.execute(select(Duty, Run).join(Run, Run.duty_id == Duty.id)):
            if any(booking_id in call["board"] for call in run.calls):
                return duty.van_id, duty.id
    raise AssertionError("it is on no van")


def open_ride(page: Page, line: LineOnAClock, booking_id: str) -> None:
    """Open the board at a ride and ask the planner about it, by keyboard."""
    page.goto(f"/board?duty={van_of(line, booking_id)[1]}")
    rider = page.locator(f".calls a[href*='{booking_id}']").first
    rider.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ride h3")).to_be_focused()
    page.keyboard.press("w")
    expect(page.locator("#ride h4").first).to_be_focused()


def test_a_ride_is_moved_undone_and_pinned_by_keyboard(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    ride = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    before, _ = van_of(line, ride)
    page, colleague = sit_down(browser, line, "corrie"), sit_down(browser, line, "bea")
    colleague.goto("/board")
    open_ride(page, line, ride)
    expect(page.locator(".other.is-fit").first).to_contain_text("Past. Met Busje")

    page.keyboard.press("1")
    said = page.locator("#ride .notice")
    expect(said).to_contain_text("en staat daar vast")
    expect(said).to_be_focused()
    after, duty_id = van_of(line, ride)
    assert after != before
    # The chart, the run under it and the ride show the new van; a colleague sees the pin by itself.
    expect(page.locator("a.duty.is-chosen")).to_have_count(1)
    expect(page.locator("#run .pin").first).to_contain_text("vast")
    expect(page.locator("#ride .why")).to_contain_text("vastgezet op")
    expect(page.locator("#ride .why")).to_contain_text("door Corrie")
    expect(colleague.locator("path.pinned")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.keyboard.press("z")
    expect(said).to_contain_text("De rit staat weer op")
    assert van_of(line, ride)[0] == before
    expect(page.locator("path.pinned")).to_have_count(0)

    page.keyboard.press("v")
    expect(said).to_contain_text("De rit staat vast op")
    with line.record.read() as session:
        pin = session.get(Pin, ride)
        assert pin is not None
        assert pin.pinned_by == "corrie"
    page.clock.run_for(11_000)
    expect(page.locator(".undo button")).to_be_disabled()
    page.keyboard.press("v")
    expect(said).to_contain_text("staat niet meer vast")
    with line.record.read() as session:
        assert session.get(Pin, ride) is None
    assert duty_id


def test_a_van_that_does_not_fit_says_why_and_has_no_button(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    ride = book(line, "b002", "wc-zuidwest", "bibliotheek", "19:30")  # one van is lent in the evening
    page = sit_down(browser, line, "corrie")
    open_ride(page, line, ride)
    others = page.locator(".other")
    expect(others.first).to_contain_text("Past niet, want")
    expect(others.first).to_contain_text("rijdt dan niet voor de lijn.")
    assert others.locator("button").count() == page.locator(".other.is-fit").count()


def test_a_plan_that_changed_meanwhile_is_said_and_shown_anew(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    ride = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    open_ride(page, line, ride)
    before = van_of(line, ride)
    # Somebody books the same way at the same time: the run that was looked at is another now.
    other = book(line, "b005", "wc-zuidwest", "bibliotheek", "10:30")
    assert van_of(line, other) == before
    page.keyboard.press("1")
    said = page.locator("#ride .notice")
    expect(said).to_contain_text("De planning is net veranderd. Er is niets verplaatst.")
    assert van_of(line, ride) == before
    expect(page.locator(".other").first).to_be_visible()
    page.keyboard.press("1")
    expect(said).to_contain_text("en staat daar vast")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_moving_keeps_nobody_out(browser: Browser, line_on_a_clock: LineOnAClock, language: str) -> None:
    line = line_on_a_clock
    ride = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    page.context.add_cookies([{"name": "language", "value": language, "url": line.url}])
    open_ride(page, line, ride)
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)  # type: ignore[arg-type]
        check(page, f"other vans {size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("1")
    expect(page.locator("#ride .notice")).to_be_focused()
    check(page, "moved")
    with line.record.change("test") as session:
        pin = session.get_one(Pin, ride)
        pin.freed_at = line.clock.now()
    page.reload()
    expect(page.locator(".freed-ride")).to_be_visible()
    check(page, "came loose")
