"""Several coordinators at once: who is busy with whom, and nobody books over a colleague's change."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.nouns import BookingState
from busline.record.tables import Booking
from tests.api.house import at
from tests.e2e.booked import book
from tests.e2e.browsing import PHONE, book_with_keys, sit_down
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


def _changing(browser: Browser, line: LineOnAClock, login: str, clock: str) -> Page:
    """Return a desk where Joop's ride is about to be changed to another time."""
    page = listening(sit_down(browser, line, login), "/desk?resident=b002")
    page.locator("[data-function-key=F2]").click()
    expect(page.get_by_text("U wijzigt de rit van di 24 nov, 10:")).to_be_visible()
    page.locator("#time").fill(clock)
    return page


def _rides(line: LineOnAClock, resident: str) -> list[Booking]:
    with line.record.read() as session:
        wanted = select(Booking).where(
            Booking.resident_id == resident, Booking.state == BookingState.CONFIRMED
        )
        return list(session.scalars(wanted))


def test_who_changes_a_ride_second_is_told_what_changed_and_keeps_the_words(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    corrie, bea = (
        _changing(browser, line, login, clock) for login, clock in (("corrie", "14:00"), ("bea", "14:30"))
    )
    for desk in (corrie, bea):
        desk.locator("#time").press("Enter")
        expect(desk.locator("[name=offer_out]:checked")).to_be_focused()
    corrie.keyboard.press("Enter")
    expect(corrie.locator(".say-aloud")).to_be_visible()
    # Bea hears of it where the change is announced, before she presses anything.
    told = bea.locator(".booking-wide.notice")
    expect(told).to_contain_text("Corrie heeft deze rit om 08:00 al gewijzigd. De rit is nu di 24 nov, 14:0")
    check(bea, "told of a colleague's change")
    bea.keyboard.press("Enter")  # books all the same
    expect(bea.locator("#answer")).to_contain_text(
        "Corrie heeft deze rit om 08:00 al gewijzigd", timeout=20_000
    )
    expect(bea.locator("#time")).to_have_value("14:30")
    assert len(_rides(line, "b002")) == 1

    bea.locator("#time").press("Enter")  # the ride that is there now becomes hers
    expect(bea.locator("[name=offer_out]:checked")).to_be_focused()
    bea.keyboard.press("Enter")
    expect(bea.locator(".say-aloud")).to_contain_text("halen we u op")
    (ride,) = _rides(line, "b002")
    assert ride.pickup_from >= at("14:30")


def test_a_ride_that_a_colleague_cancelled_is_told_when_it_is_asked_for(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    bea = _changing(browser, line, "bea", "14:30")
    bea.evaluate("document.body.removeAttribute('data-live')")
    bea.route("**/desk/changing/*", lambda route: route.abort())  # the news is lost on its way
    corrie = sit_down(browser, line, "corrie")
    corrie.goto("/desk?resident=b002")
    corrie.keyboard.press("F4")
    corrie.keyboard.press("Enter")
    expect(corrie.locator("#card-said")).to_contain_text("Afgezegd")
    bea.locator("#time").press("Enter")
    expect(bea.locator("#answer")).to_contain_text("Corrie heeft deze rit om 08:00 afgezegd.")
    expect(bea.locator("#time")).to_have_value("14:30")
    expect(bea.locator("[name=replaces]")).to_have_value("")
    assert booking
    assert _rides(line, "b002") == []


def test_a_double_click_books_once(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    desk = sit_down(browser, line, "corrie")
    book_with_keys(desk, "joop nep", "bibl", "vandaag", "1030")
    desk.get_by_role("button", name="Boek deze rit").dblclick()
    expect(desk.locator(".say-aloud")).to_contain_text("Uw nummer is")
    assert len(_rides(line, "b002")) == 1


def test_two_presses_that_pass_each_other_book_once(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    desk = sit_down(browser, line, "corrie")
    book_with_keys(desk, "joop nep", "bibl", "vandaag", "1030")
    # As two windows of one browser would send it: the same form twice, neither waiting for the other.
    replies = desk.evaluate(
        """async () => {
            const form = new URLSearchParams(new FormData(document.querySelector(".offers")));
            const how = { method: "POST", body: form, headers: { "HX-Request": "true" } };
            const send = () => fetch("/desk/confirm", how);
            return Promise.all([send(), send(), send()].map(async (sent) => (await sent).text()));
        }"""
    )
    numbers = {reply.split("Uw nummer is ")[1][:8] for reply in replies}
    assert len(numbers) == 1
    assert len(_rides(line, "b002")) == 1
