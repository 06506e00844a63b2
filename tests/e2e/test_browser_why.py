"""Why a ride is on its van, asked on the day board by keyboard; what is read stays where it is."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until

pytestmark = pytest.mark.browser


def test_why_a_ride_is_on_its_van(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/board")
    run = _open_a_run(page)

    rider = page.locator(".rider a").first
    rider.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ride h3")).to_be_focused()
    expect(page.locator("#ride h3")).to_have_text(rider.inner_text())
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Waarom dit busje")).to_be_focused()
    table = page.locator(".calls").bounding_box()
    page.keyboard.press("Enter")
    expect(page.locator("#ride h4").first).to_be_focused()
    first = page.locator(".why")
    expect(first).to_contain_text("Busje")
    assert page.locator(".calls").bounding_box() == table

    # The plan changes while somebody reads: the run, the ride and the answer stay where they are.
    said = page.locator(".why").inner_text()
    page.evaluate("document.activeElement.blur()")
    with page.expect_response(lambda reply: "/board/chart" in reply.url) as drawn_anew:
        page.evaluate("htmx.trigger(document.body, 'live:plan')")
    assert drawn_anew.value.ok
    expect(page.locator(".why")).to_have_text(said, use_inner_text=True)
    expect(page.locator("#run h2")).to_have_text(run, use_inner_text=True)


def test_a_run_fits_on_a_phone(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie", phone=True)
    page.goto("/board")
    _open_a_run(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _open_a_run(page: Page) -> str:
    """Open the first duty with rides in it, once the standing bookings are planned; return its heading."""

    def with_rides() -> bool:
        page.reload()
        return page.locator("a.duty:has(rect.seats)").count() > 0

    wait_until(with_rides)
    page.locator("a.duty:has(rect.seats)").first.press("Enter")
    heading = page.locator("#run h2")
    expect(heading).to_be_visible()
    return heading.inner_text()
