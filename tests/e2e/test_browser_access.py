"""Every page for everybody: no axe violations, in both themes, at desk and phone width, empty and in use."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.api.house import DAY, at
from tests.api.pages.desk.earlier_trips import add_trip
from tests.e2e.booked import book
from tests.e2e.browsing import PHONE, book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock

pytestmark = pytest.mark.browser

PAGES = {
    "corrie": (
        *("/desk", "/desk?resident=b005", "/board", "/board?day=2026-12-24"),
        *("/board/map", "/waiting", "/messages", "/hours"),
        *("/roster", "/roster/drivers", "/roster/drivers/anna"),
    ),
    "wil": (
        *("/review", "/review/month", "/review/hours", "/review/hours/sign-off"),
        *("/report", "/report?quarter=2026-Q4"),
    ),
    "cor": ("/lend", "/lend/offer", "/lend/report", "/lend/report?month=2026-10", "/vans", "/vans/van-1"),
    "hans": ("/drive", "/hours", "/vans/van-1", "/duties", "/duties/times"),
}


# What is as it should be is not listed: to name every such element takes as long as to look at it.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def check(page: Page, what: str) -> None:
    """Let a page through that axe finds no fault with."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"


def test_no_page_keeps_anybody_out(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    nobody = browser.new_page(base_url=line_on_a_clock.url)
    for path in ("/login", "/nowhere"):
        nobody.goto(path)
        check(nobody, path)
    for login, paths in PAGES.items():
        page = sit_down(browser, line_on_a_clock, login)
        for path in paths:
            for size in (None, PHONE):
                if size:
                    page.set_viewport_size(size)  # type: ignore[arg-type]
                page.goto(path)
                check(page, f"{path} {size}")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.set_viewport_size({"width": 1280, "height": 800})


def test_a_call_needs_no_scrolling_and_no_mouse(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    book_with_keys(page, "stanley", "bibl", "morgen", "1030", "11:15")
    check(page, "offers")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("Escape")  # one step back, to the time
    expect(page.locator("#time")).to_be_focused()
    page.keyboard.press("Enter")  # asks again
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".is-promise")).to_be_focused()
    check(page, "promise")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    box = page.locator(".undo button").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800

    expect(page.locator("#rides .ride")).to_have_count(2)
    page.keyboard.press("z")
    expect(page.locator("#answer")).to_contain_text("Ongedaan gemaakt")
    expect(page.locator("#rides .ride")).to_have_count(0)


def test_undo_ends_after_ten_seconds_and_its_place_stays(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    book_with_keys(page, "stanley", "bibl", "morgen", "1030")
    page.keyboard.press("Enter")
    expect(page.locator(".is-promise")).to_be_focused()
    beside = page.locator(".offers-acts a").bounding_box()
    page.clock.run_for(11_000)
    expect(page.locator(".undo button")).to_be_disabled()
    assert page.locator(".offers-acts a").bounding_box() == beside


def test_what_was_typed_outlives_a_reload_and_a_lost_connection(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/desk?resident=b005")
    page.locator("#time").fill("10:45")
    page.locator("#back").fill("11:15")
    page.context.set_offline(True)
    page.locator("#to").fill("biblio")
    page.clock.run_for(500)
    expect(page.locator("#strip-offline")).to_be_visible()
    page.context.set_offline(False)
    page.clock.run_for(5000)
    expect(page.locator("#strip-offline")).to_be_hidden()
    page.reload()
    expect(page.locator("#time")).to_have_value("10:45")
    expect(page.locator("#back")).to_have_value("11:15")
    # What a change would give up is not brought back unseen.
    page.locator("[name=replaces]").evaluate("field => { field.value = 'an-old-ride'; }")
    page.locator("#time").fill("10:50")
    page.reload()
    expect(page.locator("#time")).to_have_value("10:50")
    expect(page.locator("[name=replaces]")).to_have_value("")
    # Another caller starts with a fresh form.
    page.goto("/desk?resident=b002")
    expect(page.locator("#time")).to_have_value("")


def test_an_ended_session_is_told_and_nothing_typed_is_lost(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/desk?resident=b005")
    page.locator("#time").fill("10:45")
    line_on_a_clock.clock.move_to(at("23:30"))  # a session lasts twelve hours, and it was eight
    page.locator("#time").press("Enter")
    expect(page.locator("#strip-session")).to_be_visible()
    page.locator("#strip-session a").click()
    page.locator("#login").fill("corrie")
    page.locator("#password").fill(line_on_a_clock.password)
    page.locator("#password").press("Enter")
    expect(page.locator("#time")).to_have_value("10:45")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_in_every_state_keeps_nobody_out(
    browser: Browser, line_on_a_clock: LineOnAClock, language: str
) -> None:
    line = line_on_a_clock
    for weeks in (1, 2):
        day = DAY - timedelta(days=7 * weeks)
        add_trip(line.record, "b002", day, ("wc-zuidwest", "bibliotheek"), ("11:00", "14:00"))
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    page.context.add_cookies([{"name": "language", "value": language, "url": line.url}])
    page.goto("/desk?resident=b002")
    expect(page.locator("[data-usual]")).to_have_count(1)
    check(page, "usual trips")
    page.keyboard.press("F8")
    expect(page.locator("#card-said .where")).to_be_focused()
    check(page, "where the van is")
    page.keyboard.press("F4")
    expect(page.locator("[name=why]")).to_be_focused()
    check(page, "about to cancel")
    page.locator("#who").fill("Geertje Voorbeeldig")
    page.wait_for_selector("#hit-new[aria-selected=true]")
    check(page, "nobody found")
    page.keyboard.press("Enter")
    expect(page.locator("#newcomer-phone")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#home[aria-invalid=true]")).to_be_visible()
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)  # type: ignore[arg-type]
        check(page, f"a newcomer without a stop {size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
