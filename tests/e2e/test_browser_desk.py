"""The phone desk in a call, with everything in view and every slip put right."""

import pytest
from playwright.sync_api import Browser, Page, expect

from busline.nouns import BookingState, TaskKind
from busline.record.tables import Booking, Task
from tests.api.house import DAY, LINE
from tests.e2e.booked import book
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


def test_day_and_time_are_typed_as_the_caller_says_them(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk = sit_down(browser, line_on_a_clock, "corrie")
    book_with_keys(desk, "joop nep", "bibl", "zaterdag half elf", "", "kwart voor drie")
    for field, understood in (("#day", "za 28 nov"), ("#time", "10:30"), ("#back", "14:45")):
        expect(desk.locator(field)).to_have_value(understood)


def _state(line: LineOnAClock, booking_id: str) -> BookingState:
    with line.record.read() as session:
        return session.get_one(Booking, booking_id).state


def _changing(browser: Browser, line: LineOnAClock) -> tuple[Page, str]:
    """Return a desk where Joop's ride is about to be changed to 14:00, and the booking."""
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    desk = sit_down(browser, line, "corrie")
    desk.goto("/desk?resident=b002")
    desk.locator("[data-function-key=F2]").click()
    expect(desk.get_by_text("U wijzigt de rit")).to_be_visible()
    desk.locator("#time").fill("14:00")
    return desk, booking


def _changed(browser: Browser, line: LineOnAClock) -> tuple[Page, str]:
    """Return a desk at which Joop's ride has just been changed, and the old booking."""
    desk, old = _changing(browser, line)
    desk.keyboard.press("Enter")
    expect(desk.locator("[name=offer_out]:checked")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".say-aloud")).to_be_visible()
    assert _state(line, old) is BookingState.CANCELLED
    return desk, old


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_whoever_types_faster_than_the_list_comes_gets_what_was_typed(
    browser: Browser, line_on_a_clock: LineOnAClock, key: str
) -> None:
    desk = sit_down(browser, line_on_a_clock, "corrie")
    desk.goto("/desk?resident=b001")
    desk.locator("#to").click()
    desk.keyboard.type("b")
    first = desk.locator("#to-list [role=option][aria-selected=true]")
    expect(first).to_be_visible()
    expect(first).not_to_contain_text("Bibliotheek")
    desk.route("**/desk/stops*", lambda route: (desk.wait_for_timeout(600), route.continue_()))
    desk.keyboard.type("ibl")
    desk.keyboard.press(key)
    expect(desk.locator("#to")).to_have_value("Bibliotheek Osdorp")
    expect(desk.locator("[name=to_stop]")).to_have_value("bibliotheek")


def test_an_undone_change_leaves_the_old_ride(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    desk, old = _changed(browser, line_on_a_clock)
    desk.keyboard.press("z")
    expect(desk.get_by_text("De oude rit staat weer: di 24 nov, 10:")).to_be_visible()
    assert _state(line_on_a_clock, old) is BookingState.CONFIRMED
    expect(desk.locator("#rides .ride")).to_have_count(1)
    expect(desk.locator("#rides .ride")).to_contain_text("di 24 nov, 10:")


def test_a_cancelled_ride_is_given_back_with_a_key(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    desk = sit_down(browser, line, "corrie")
    desk.goto("/desk?resident=b002")
    desk.locator("#rides summary").click()
    desk.get_by_role("button", name="Zeg deze rit af").click()
    said = desk.locator("#card-said")
    expect(said).to_contain_text("Afgezegd: di 24 nov")
    expect(said.locator("[tabindex]")).to_be_focused()  # and not the page's beginning
    assert _state(line, booking) is BookingState.CANCELLED
    desk.wait_for_timeout(1500)  # the live list has come anew meanwhile: what can be undone is still there
    desk.keyboard.press("z")
    expect(said).to_contain_text("De rit staat weer: di 24 nov")
    assert _state(line, booking) is BookingState.CONFIRMED


def test_a_no_is_taken_back_with_a_key(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    desk = _offers_for_saturday(browser, line_on_a_clock)
    desk.keyboard.press("x")
    expect(desk.get_by_text("Genoteerd: geen rit.")).to_be_visible()
    desk.keyboard.press("z")
    expect(desk.locator("[name=offer_out]:checked")).to_be_focused()
    expect(desk.get_by_role("button", name="Boek deze ritten")).to_be_in_viewport(ratio=1)


def test_ways_that_overlap_are_chosen_anew_from_the_same_offers(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk = sit_down(browser, line_on_a_clock, "corrie")
    book_with_keys(desk, "joop nep", "bibl", "zaterdag", "1200", "12:40")
    desk.get_by_role("radio", name="Weg om").check()
    desk.get_by_role("button", name="Zoek ritten").click()
    out, back = desk.locator("[name=offer_out]"), desk.locator("[name=offer_back]")
    expect(desk.locator("[name=offer_out]:checked")).to_be_focused()
    kept = [option.get_attribute("value") for option in (*out.all(), *back.all())]
    desk.keyboard.press("4")  # the latest way out ends after the earliest way back has begun
    desk.keyboard.press("5")
    desk.keyboard.press("Enter")
    fault = desk.get_by_text("Heen en terug lopen door elkaar. Kies andere ritten.")
    expect(fault).to_be_visible()
    assert [option.get_attribute("value") for option in (*out.all(), *back.all())] == kept
    expect(desk.get_by_role("button", name="Boek deze ritten")).to_be_in_viewport(ratio=1)

    desk.keyboard.press("0")  # one way only, by the same form
    desk.keyboard.press("Enter")
    expect(desk.locator(".say-aloud")).to_contain_text("Uw nummer is")


def test_what_has_just_appeared_can_be_pressed_at_once(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk = _offers_for_saturday(browser, line_on_a_clock)
    desk.evaluate(
        """() => new MutationObserver((_, observer) => {
            const button = document.querySelector("#answer .undo button");
            if (button) { observer.disconnect(); button.click(); }
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    with desk.expect_response("**/desk/ask-again"):
        desk.keyboard.press("x")
    expect(desk.locator("[name=offer_out]:checked")).to_be_focused()
    assert "csrf_token" not in desk.url  # the browser has not sent the form past the page's scripts


def test_a_ride_that_was_being_changed_still_is_after_a_reload(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk, booking = _changing(browser, line_on_a_clock)
    desk.reload()
    expect(desk.get_by_text("U wijzigt de rit van di 24 nov, 10:")).to_be_visible()
    expect(desk.locator("#time")).to_have_value("14:00")
    expect(desk.locator("[name=replaces]")).to_have_value(booking)


def test_a_ride_that_was_left_as_it_is_is_not_changed_after_a_reload(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    desk, _ = _changing(browser, line_on_a_clock)
    desk.get_by_role("button", name="Laat de oude rit staan").click()
    expect(desk.get_by_text("U wijzigt de rit")).to_have_count(0)
    desk.reload()
    expect(desk.locator("#booking-form")).to_be_visible()
    desk.wait_for_timeout(500)
    expect(desk.locator("[name=replaces]")).to_have_value("")
    expect(desk.locator("#time")).to_have_value("")


def test_a_ride_that_a_colleague_cancelled_meanwhile_is_not_changed_after_a_reload(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    desk, booking = _changing(browser, line)
    with line.record.change("test") as session:
        session.get_one(Booking, booking).state = BookingState.CANCELLED
    desk.reload()
    expect(desk.locator("#notices")).to_contain_text("al anders afgehandeld")
    expect(desk.locator("[name=replaces]")).to_have_value("")


def test_a_phone_call_opens_with_what_it_is_about(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    with line.record.change("test") as session:
        about = {"booking_id": booking, "resident_id": "b002", "about": {}, "made_at": line.clock.now()}
        session.add(Task(line_id=LINE, kind=TaskKind.PROMISE_AT_RISK, service_date=DAY, **about))
    desk = sit_down(browser, line, "corrie")
    desk.goto("/desk?resident=b002")
    expect(desk.locator("#who")).to_have_value("Joop Nepstra")
    desk.locator("#time").fill("16:45")  # typed before, and about something else
    desk.reload()
    expect(desk.locator("#time")).to_have_value("16:45")
    desk.get_by_role("link", name="Andere rit").click()
    expect(desk.get_by_text("U wijzigt de rit van di 24 nov, 10:")).to_be_visible()
    expect(desk.locator("#time")).to_have_value("10:30")
    expect(desk.locator("[name=replaces]")).to_have_value(booking)


def test_a_notice_outlasts_news(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    desk = sit_down(browser, line_on_a_clock, "corrie")
    desk.goto("/desk?resident=b002")
    notice = desk.locator("#notices .notice")
    desk.evaluate("htmx.ajax('GET', '/desk/change/none', { target: '#booking' })")
    expect(notice).to_be_visible()
    with desk.expect_response("**/desk/day"):
        desk.evaluate("htmx.trigger(document.body, 'live:plan')")
    desk.wait_for_timeout(200)
    expect(notice).to_be_visible()
