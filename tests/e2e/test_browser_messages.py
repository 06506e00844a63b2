"""A resident says which messages they want, hears of their ride, and the coordinator sees it go."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from busline.clock import VirtualClock
from busline.nouns import MessageChannel
from busline.record.engine import Record
from busline.record.tables import Resident
from tests.api.house import LINE
from tests.api.messages.stage import NUMBER, SmsService
from tests.e2e.browsing import PHONE, book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, running_line, wait_until
from tests.e2e.test_browser_access import check
from tests.local_server import Answer, serving

pytestmark = pytest.mark.browser

TO_RESIDENTS = "#messages-to-residents .message"


@pytest.fixture
def service() -> SmsService:
    return SmsService()


@pytest.fixture
def texting_line(
    osdorp: Record,
    clock: VirtualClock,
    embedded_feed_url: str,
    tmp_path: Path,
    service: SmsService,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[LineOnAClock]:
    """The running line with a gateway for text messages; Truus has a mobile telephone."""
    with osdorp.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).phone = NUMBER
    with serving(service) as server:
        monkeypatch.setenv("BUSLINE_SMS_URL", server.url)
        with running_line(osdorp, clock, embedded_feed_url, tmp_path) as line:
            yield line


def test_from_the_wish_by_keyboard_to_the_message_that_was_sent(
    browser: Browser, texting_line: LineOnAClock, service: SmsService
) -> None:
    desk = sit_down(browser, texting_line, "corrie")
    desk.goto("/desk?resident=b001")
    expect(desk.locator("#wishes")).to_contain_text("geen berichten")
    desk.keyboard.press("Shift+F7")
    expect(desk.locator("#wishes-channel")).to_be_focused()
    check(desk, "the wishes")
    desk.keyboard.type("sms")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#wishes")).to_contain_text("sms, alles. Bewaard.")
    check(desk, "the wishes, saved")
    board = sit_down(browser, texting_line, "bea")
    board.goto("/messages")
    expect(board.locator("#messages")).to_contain_text("Op deze dag gaan er geen berichten uit aan bewoners.")
    desk.goto("/desk")
    book_with_keys(desk, "truus voor", "bibl", "zaterdag", "1200")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer")).to_contain_text("Geboekt")
    row = board.locator(TO_RESIDENTS)
    expect(row).to_contain_text("gaat uit om 08:01")  # live, without a press
    check(board, "a message that waits")
    texting_line.clock.advance(timedelta(seconds=61))
    expect(row).to_contain_text("verstuurd om 08:01")
    (taken,) = service.taken.values()
    assert taken["to"] == NUMBER
    assert taken["text"].startswith("Osdorppleinlijn: uw rit is geboekt. Op zaterdag 28 november tussen")
    row.get_by_role("button", name="Stuur opnieuw").click()
    expect(row).to_be_focused()  # it is the row that goes out again
    expect(row).to_contain_text("verstuurd om 08:01")
    expect(row).to_be_focused()
    wait_until(lambda: len(service.taken) == 2)
    board.wait_for_timeout(3000)
    assert len(service.taken) == 2
    check(board, "a message that was sent")


def test_a_gateway_that_is_away_is_plain_to_see_and_nothing_is_lost(
    browser: Browser, texting_line: LineOnAClock, service: SmsService
) -> None:
    service.answers = [Answer(status=503)]
    with texting_line.record.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).message_channel = MessageChannel.SMS
    desk = sit_down(browser, texting_line, "corrie")
    book_with_keys(desk, "truus voor", "bibl", "zaterdag", "1200", "14:00")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer")).to_contain_text("Geboekt")
    texting_line.clock.advance(timedelta(seconds=61))
    desk.goto("/messages")
    expect(desk.locator("#messages")).to_contain_text("Sms: de dienst antwoordt nu niet.")
    for size in (None, PHONE):
        if size:
            desk.set_viewport_size(size)  # type: ignore[arg-type]
        check(desk, f"the gateway away {size}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # One is tried, and the other spared while nobody answers.
    expect(desk.locator("#messages")).to_contain_text("1 keer geprobeerd, opnieuw om 08:01")
    service.answers = [Answer(status=202)]
    texting_line.clock.advance(timedelta(minutes=2))
    for number in range(2):
        expect(desk.locator(TO_RESIDENTS).nth(number)).to_contain_text("verstuurd om")
    assert len(service.taken) == 2
    assert "dienst antwoordt" not in desk.locator("#messages").inner_text()


def test_without_a_gateway_it_shows_what_would_have_been_sent(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    with line_on_a_clock.record.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).message_channel = MessageChannel.SPOKEN
    desk = sit_down(browser, line_on_a_clock, "corrie")
    book_with_keys(desk, "truus voor", "bibl", "zaterdag", "1200")
    desk.keyboard.press("Enter")
    expect(desk.locator("#answer")).to_contain_text("Geboekt")
    line_on_a_clock.clock.advance(timedelta(seconds=61))
    desk.goto("/messages")
    expect(desk.locator(TO_RESIDENTS)).to_contain_text("zou verstuurd zijn om 08:01")
    expect(desk.locator("#messages")).to_contain_text("er is geen dienst die dit verstuurt")
    check(desk, "what would have been sent")
    desk.get_by_role("button", name="English").click()
    expect(desk.locator("#messages")).to_contain_text("would have been sent at 08:01")
    check(desk, "in English")
