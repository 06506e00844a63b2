"""Somebody new at the phone desk: the address looks itself up meanwhile, or stays out of the way."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.record.tables import Resident
from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, running_line
from tests.e2e.test_browser_access import check
from tests.e2e.test_browser_keystrokes import CountedKeys
from tests.local_server import Answer, Asked
from tests.register import as_pdok, register

pytestmark = pytest.mark.browser

NAME = "Geertje Voorbeeldig"
Lines = Callable[[str], AbstractContextManager[LineOnAClock]]


@pytest.fixture
def line_at(osdorp: Record, clock: VirtualClock, embedded_feed_url: str, tmp_path: Path) -> Lines:
    """Return how to run the line with the register at some address."""

    @contextmanager
    def run(address_url: str) -> Iterator[LineOnAClock]:
        with running_line(osdorp, clock, embedded_feed_url, tmp_path, address_url=address_url) as line:
            yield line

    return run


def start(browser: Browser, line: LineOnAClock) -> tuple[Page, CountedKeys]:
    """Open the form for somebody new, their name typed."""
    page = sit_down(browser, line, "corrie")
    keys = CountedKeys(page)
    expect(page.locator("#who")).to_be_focused()
    keys.type(NAME)
    expect(page.locator("#hit-new[aria-selected=true]")).to_be_visible()
    keys.press("Enter")
    expect(page.locator("#newcomer-phone")).to_be_focused()
    return page, keys


def address(line: LineOnAClock) -> tuple[str, str, str, str]:
    """Return what the record has of the new resident's address and stop."""
    with line.record.read() as session:
        one = session.scalars(select(Resident).where(Resident.name == NAME)).one()
    return one.street, one.house_number, one.postcode, one.home_stop_id


def test_keystrokes_of_a_newcomer_whose_address_is_known(browser: Browser, line_at: Lines) -> None:
    with register() as server, line_at(server.url) as line:
        page, keys = start(browser, line)
        for text in ("0205550123", "1069vk", "12h"):
            keys.type(text)
            keys.press("Tab")
        expect(page.locator("#home")).to_have_value("Wooncomplex Botteskerksingel")
        expect(page.locator("#address-said")).to_contain_text("Botteskerksingel, Amsterdam")
        expect(page.locator("#home")).to_be_focused()
        for size in (None, PHONE):
            if size:
                page.set_viewport_size(size)  # type: ignore[arg-type]
            check(page, f"an address that is known {size}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        keys.press("Enter")
        expect(page.locator(".card-name")).to_have_text(NAME)
        expect(page.locator("#card")).to_contain_text("Botteskerksingel 12-H, 1069 VK Amsterdam")
        keys.say("A new resident with a known address")
        assert keys.count <= 50
        assert address(line) == ("Botteskerksingel", "12-H", "1069VK", "wc-botteskerk")


def test_a_slow_register_is_in_nobodys_way(browser: Browser, line_at: Lines) -> None:
    def slowly(asked: Asked) -> Answer:
        time.sleep(1.5)
        return as_pdok(asked)

    with register(slowly) as server, line_at(server.url) as line:
        page, keys = start(browser, line)
        for text in ("0205550123", "1069vk", "12h"):
            keys.type(text)
            keys.press("Tab")
        keys.type("nierkerk")  # the coordinator knows better, and does not wait
        page.wait_for_selector("#home-list [role=option][aria-selected=true]")
        keys.press("Enter")
        expect(page.locator("#address-said")).to_contain_text("Botteskerksingel")
        expect(page.locator("#home")).to_have_value("Wooncomplex Nierkerkestraat")
        expect(page.locator("#home")).to_be_focused()
        keys.press("Enter")
        expect(page.locator(".card-name")).to_have_text(NAME)
        assert address(line) == ("Botteskerksingel", "12-H", "1069VK", "wc-zuidwest")


def test_a_wrong_address_is_said_at_once_and_can_still_be_written_by_hand(
    browser: Browser, line_at: Lines
) -> None:
    with register() as server, line_at(server.url) as line:
        page, keys = start(browser, line)
        for text in ("0205550123", "1069", "12h"):
            keys.type(text)
            keys.press("Tab")
        expect(page.locator("#address-said")).to_contain_text("Dit is geen postcode.")
        page.locator("#person-postcode").fill("1069VK")
        page.locator("#person-number").fill("13")
        page.locator("#person-number").press("Tab")
        expect(page.locator("#address-said")).to_contain_text("Dit adres bestaat niet.")
        expect(page.locator("#person-street")).to_be_visible()
        check(page, "an address that does not exist")
        page.locator("#person-street").fill("Nieuwbouwstraat")
        page.locator("#home").fill("nierkerk")
        page.wait_for_selector("#home-list [role=option][aria-selected=true]")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator(".card-name")).to_have_text(NAME)
        expect(page.locator("#card")).to_contain_text("Adres niet gecontroleerd")
        assert address(line) == ("Nieuwbouwstraat", "13", "1069VK", "wc-zuidwest")
