"""Several coordinators at once: who is busy with whom, and nobody books over a colleague's change."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser
BUSY = "Corrie is bezig met meneer Nepstra."


def listening(page: Page, path: str = "/desk") -> Page:
    """Return the page once it hears what happens: the first thing it does then is to look who is busy."""
    with page.expect_response(
        lambda reply: reply.url.endswith("/desk/busy") and reply.request.method == "GET"
    ):
        page.goto(path)
    return page


def test_colleagues_see_who_is_busy_with_whom(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    corrie, bea = (sit_down(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    listening(bea, "/desk?resident=b002")
    expect(bea.locator("#busy-card")).to_be_hidden()
    place = bea.locator(".card-name").bounding_box()
    corrie.goto("/desk?resident=b002")
    expect(bea.locator("#busy-card")).to_have_text(BUSY)
    assert bea.locator(".card-name").bounding_box() == place  # nothing moves under the eye
    expect(corrie.locator("#busy-card")).to_have_text("Bea is bezig met meneer Nepstra.")
    check(bea, "a colleague is busy")

    bea.locator("#who").fill("joop nep")
    hit = bea.locator("#who-list [role=option]").first
    expect(hit).to_contain_text(BUSY)
    check(bea, "a colleague is busy with who was found")
    corrie.goto("/board")  # leaves the card
    expect(hit).not_to_contain_text("is bezig")
    expect(bea.locator("#busy-card")).to_be_hidden()

    bea.set_viewport_size(PHONE)  # type: ignore[arg-type]
    corrie.goto("/desk?resident=b002")
    expect(bea.locator("#busy-card")).to_have_text(BUSY)
    assert bea.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_card_that_is_left_open_is_nobodys_work(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    corrie, bea = (sit_down(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    listening(bea, "/desk?resident=b002")
    corrie.goto("/desk?resident=b002")
    expect(bea.locator("#busy-card")).to_have_text(BUSY)
    corrie.clock.run_for(6 * 60_000)
    expect(bea.locator("#busy-card")).to_be_hidden()
    corrie.keyboard.press("Shift")  # somebody is there again
    expect(bea.locator("#busy-card")).to_have_text(BUSY)


def test_presence_that_is_lost_with_the_feed_comes_back_by_itself(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    corrie, bea = (sit_down(browser, line_on_a_clock, login) for login in ("corrie", "bea"))
    listening(bea, "/desk?resident=b002")
    corrie.goto("/desk?resident=b002")
    expect(bea.locator("#busy-card")).to_have_text(BUSY)
    line_on_a_clock.feed.redis.delete("busline:line:osdorp:presence")
    bea.evaluate("htmx.trigger(document.body, 'live:presence')")
    expect(bea.locator("#busy-card")).to_be_hidden()
    corrie.clock.run_for(16_000)
    expect(bea.locator("#busy-card")).to_have_text(BUSY)
