"""A resident's card changed, and a ride from paper typed in, hands on the keyboard."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from busline.nouns import Aid
from busline.record.tables import Request, Resident
from tests.api.house import LINE, at
from tests.e2e.browsing import PHONE, fill_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_is_changed_by_keyboard_and_the_ride_typed_meanwhile_stays(
    browser: Browser, line_on_a_clock: LineOnAClock, language: str
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.context.add_cookies([{"name": "language", "value": language, "url": line_on_a_clock.url}])
    page.goto("/desk?resident=b002")
    page.locator("#time").fill("10:45")
    page.locator("#to").focus()
    page.keyboard.press("F7")
    expect(page.locator("#person-phone")).to_be_focused()
    expect(page.locator("#time")).to_have_value("10:45")
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)  # type: ignore[arg-type]
        check(page, f"a card as a form {size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("Control+a")
    page.keyboard.type("0612345678")
    for _ in range(4):  # postcode, house number, stop, aid
        page.keyboard.press("Tab")
    expect(page.locator("#person-aid")).to_be_focused()
    page.keyboard.type("rol" if language == "nl" else "wal")
    page.locator("#person-companions").focus()
    # A colleague is a moment earlier.
    with line_on_a_clock.record.change("bea") as session:
        session.get_one(Resident, (LINE, "b002")).companions = 2
    page.keyboard.press("Enter")
    expect(page.locator("#person-companions-fault")).to_contain_text("2")
    check(page, "changed meanwhile")
    page.locator("#person-companions").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator("#card dl.facts")).to_contain_text("06 12 34 56 78")
    expect(page.locator("#time")).to_have_value("10:45")
    with line_on_a_clock.record.read() as session:
        card = session.get_one(Resident, (LINE, "b002"))
    assert (card.phone, card.aid, card.companions) == ("+31612345678", Aid.WALKER, 2)


def test_a_care_note_is_written_by_keyboard(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.goto("/desk?resident=b002")
    page.locator("#care-edit summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Heeft zuurstof bij zich.")
    check(page, "a care note to write")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#care")).to_contain_text("Alleen voor coördinatoren.")
    check(page, "a care note")
    page.locator("#care button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#care, #card")).to_contain_text(["Heeft zuurstof bij zich."] * 2)
    check(page, "a care note as it is read")


def test_a_ride_from_paper_is_typed_in_with_the_time_it_was_made(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    page = sit_down(browser, line_on_a_clock, "corrie")
    page.get_by_role("link", name="Typ ritten van papier over").click()
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)  # type: ignore[arg-type]
        check(page, f"a ride from paper {size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    fill_with_keys(page, "stanley", "bibl", "morgen", "1030")
    expect(page.locator("#called-fault")).to_contain_text("Schrijf hoe laat de beller belde.")
    check(page, "without the time of the call")
    page.locator("#called").fill("gisteren half vier")
    page.locator("#called").press("Enter")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()
    expect(page.locator("#called-fault")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("Enter")
    expect(page.locator(".say-aloud")).to_contain_text("Uw nummer is")
    with line_on_a_clock.record.read() as session:
        made = session.scalars(select(Request).where(Request.typed_at.is_not(None))).one()
    assert (made.made_at, made.made_by) == (at("15:30") - timedelta(days=1), "corrie")
