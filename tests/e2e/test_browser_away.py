"""A part is away, or the session is: it is shown plainly, nothing typed is lost, nothing is done twice.

Real processes, killed and locked as the world does it, and a real browser before them.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import delete, func, select

from busline.days import AMSTERDAM, service_day
from busline.nouns import BookingState
from busline.record.tables import Booking, LoginSession, Request, Task
from tests.e2e.browsing import DESK, log_in
from tests.e2e.test_browser_access import check
from tests.fixtures.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.processes]

WHO, NAME = "b002", "Joop Nepstra"
TYPED = {"#to": "Bibliotheek Osdorp", "#time": "10:30", "#back": "", "#companions": "1"}
LONG_MS = 30_000


@pytest.fixture(scope="module")
def line(prepared_folder: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The example line as running processes, for all tests here: each puts right what it broke."""
    folder = tmp_path_factory.mktemp("away") / "data"
    shutil.copytree(str(prepared_folder), folder)
    with Stack(folder) as stack:
        yield stack


@pytest.fixture
def desk(browser: Browser, line: Stack) -> Iterator[Page]:
    """A coordinator's page that hears what happens, with a ride typed for a day of its own; not sent."""
    with line.record.change("test") as session:
        session.execute(delete(Task))
    page = browser.new_context(
        viewport=DESK, locale="nl-NL", timezone_id="Europe/Amsterdam", base_url=line.url
    ).new_page()
    login = line.example_login("coordinator")
    log_in(page, line.url, login.login, login.password)
    with page.expect_response("**/desk/calls"):
        page.goto(f"/desk?resident={WHO}")
    _type(page, _day(line))
    yield page
    for name in ("feed", "dispatcher", "api"):
        if not line.line.part(name).is_running:
            line.restart(name)
    line.wait_ready()


def _day(line: Stack) -> date:
    """Return a Tuesday far enough ahead."""
    day = service_day(line.record.clock.now(), AMSTERDAM) + timedelta(days=2)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _type(page: Page, day: date) -> None:
    page.locator("#to").press_sequentially("bibl")
    page.wait_for_selector("#to-list [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.locator("#day").fill(f"{day:%d-%m}")
    page.locator("#time").fill(TYPED["#time"])
    page.locator("#companions").fill(TYPED["#companions"])
    page.locator("#time").focus()


def _nothing_typed_is_lost(page: Page) -> None:
    for field, value in TYPED.items():
        expect(page.locator(field)).to_have_value(value)
    expect(page.locator("#booking-form [name=to_stop]")).to_have_value("bibliotheek")
    expect(page.locator(".card-name")).to_have_text(NAME)


def _offers(page: Page) -> None:
    """Ask, and wait for what can be booked."""
    page.locator("#time").press("Enter")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused(timeout=LONG_MS)


def _promised(page: Page) -> None:
    expect(page.locator(".say-aloud")).to_contain_text("Uw nummer is", timeout=LONG_MS)


@contextmanager
def _counted(line: Stack, *, requests: int, bookings: int) -> Iterator[None]:
    """Let the block make so many requests and standing rides, no more and no fewer."""

    def there() -> tuple[int, int]:
        with line.record.read() as session:
            asked = select(func.count()).select_from(Request).where(Request.resident_id == WHO)
            made = select(func.count()).select_from(Booking)
            mine = made.where(Booking.resident_id == WHO, Booking.state == BookingState.CONFIRMED)
            return session.scalars(asked).one(), session.scalars(mine).one()

    before = there()
    yield
    after = there()
    assert (after[0] - before[0], after[1] - before[1]) == (requests, bookings)


def test_the_feed_is_away(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=0):
        line.kill("feed")
        expect(desk.locator("#strip-silent")).to_contain_text("Nieuws van collega’s", timeout=LONG_MS)
        for _ in range(2):
            with desk.expect_response("**/desk/request", timeout=LONG_MS):
                desk.locator("#time").press("Enter")
            expect(desk.locator("#answer")).to_contain_text("Uw vraag is bewaard", timeout=LONG_MS)
            _nothing_typed_is_lost(desk)
        check(desk, "the feed is away")
    line.restart("feed")
    line.wait_ready()
    expect(desk.locator("#strip-silent")).to_be_hidden(timeout=LONG_MS)
    _offers(desk)
    with _counted(line, requests=0, bookings=1):
        desk.keyboard.press("Enter")
        _promised(desk)


def test_the_dispatcher_is_away(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=1):
        _offers(desk)
        line.kill("dispatcher")
        for _ in range(2):
            with desk.expect_response("**/desk/confirm", timeout=LONG_MS):
                desk.keyboard.press("Enter")
            expect(desk.locator("#offers-fault")).to_contain_text("er wordt nooit twee keer geboekt")
            _nothing_typed_is_lost(desk)
        check(desk, "the dispatcher is away")
        line.restart("dispatcher")
        line.wait_ready()
        desk.get_by_role("button", name="Boek deze rit").click()
        _promised(desk)


def test_the_api_is_started_anew(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=1):
        line.kill("api")
        expect(desk.locator("#strip-offline")).to_contain_text("Geen verbinding", timeout=LONG_MS)
        desk.locator("#time").press("Enter")
        _nothing_typed_is_lost(desk)
        line.restart("api")
        line.wait_ready()
        expect(desk.locator("#strip-offline")).to_be_hidden(timeout=LONG_MS)
        _offers(desk)
        line.kill("api")
        desk.keyboard.press("Enter")
        expect(desk.locator("#strip-offline")).to_be_visible(timeout=LONG_MS)
        line.restart("api")
        line.wait_ready()
        expect(desk.locator("#strip-offline")).to_be_hidden(timeout=LONG_MS)
        desk.get_by_role("button", name="Boek deze rit").click()
        _promised(desk)
    # And the page hears again what happens, without being loaded anew.
    with desk.expect_response("**/desk/day", timeout=LONG_MS):
        desk.keyboard.press("z")


def test_the_record_is_locked(desk: Page, line: Stack) -> None:
    file = line.settings.record_address.removeprefix("sqlite:///")
    with _counted(line, requests=1, bookings=1):
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            desk.locator("#time").press("Enter")
            expect(desk.locator("#answer")).to_contain_text("antwoordt nu niet", timeout=60_000)
            _nothing_typed_is_lost(desk)
        line.wait_ready()  # a dispatcher that can't renew its lease lets the line go, and takes it again
        _offers(desk)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            desk.keyboard.press("Enter")
            expect(desk.locator("#offers-fault")).to_contain_text("antwoordt nu niet", timeout=60_000)
            _nothing_typed_is_lost(desk)
        line.wait_ready()
        desk.get_by_role("button", name="Boek deze rit").click()
        _promised(desk)


def _end_sessions(line: Stack) -> None:
    with line.record.change("test") as session:
        session.execute(delete(LoginSession))


def _log_in_where_one_is(desk: Page, line: Stack) -> None:
    expect(desk.locator("#strip-session")).to_contain_text("U bent te lang weggeweest", timeout=LONG_MS)
    password = desk.locator("#again-password")
    expect(password).to_be_focused()
    desk.keyboard.type("a guess")
    desk.keyboard.press("Enter")
    expect(desk.locator("#again-fault")).to_contain_text("horen niet bij elkaar", timeout=LONG_MS)
    password.fill(line.example_login("coordinator").password)
    desk.keyboard.press("Enter")


def test_the_session_ends_while_somebody_types(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=1):
        _end_sessions(line)
        desk.locator("#time").press("Enter")
        _log_in_where_one_is(desk, line)
        # What was pressed goes on by itself, on the page as it was.
        expect(desk.locator("[name=offer_out]:checked")).to_be_focused(timeout=LONG_MS)
        expect(desk.locator("#strip-session")).to_be_hidden()
        _nothing_typed_is_lost(desk)
        _end_sessions(line)
        desk.keyboard.press("Enter")
        _log_in_where_one_is(desk, line)
        _promised(desk)
    with desk.expect_response("**/desk/day", timeout=LONG_MS):  # and it hears what happens again
        desk.keyboard.press("z")


def test_the_session_ends_and_somebody_logs_in_in_another_tab(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=0):
        _end_sessions(line)
        desk.locator("#time").press("Enter")
        expect(desk.locator("#strip-session")).to_be_visible(timeout=LONG_MS)
        other = desk.context.new_page()
        login = line.example_login("coordinator")
        log_in(other, line.url, login.login, login.password)
        desk.reload()
        expect(desk.locator("#time")).to_have_value(TYPED["#time"])
        _nothing_typed_is_lost(desk)
        _offers(desk)


def test_the_connection_is_cut_and_the_answer_lost(desk: Page, line: Stack) -> None:
    with _counted(line, requests=1, bookings=1):
        desk.context.set_offline(True)
        expect(desk.locator("#strip-offline")).to_be_visible(timeout=LONG_MS)
        desk.locator("#time").press("Enter")
        _nothing_typed_is_lost(desk)
        desk.context.set_offline(False)
        expect(desk.locator("#strip-offline")).to_be_hidden(timeout=LONG_MS)
        _offers(desk)

        def lose(route: Route) -> None:
            route.fetch()  # it is done, and nobody hears of it
            route.abort()

        desk.route("**/desk/confirm", lose, times=1)
        desk.keyboard.press("Enter")
        expect(desk.locator("#strip-offline")).to_be_visible(timeout=LONG_MS)
        expect(desk.locator("#strip-offline")).to_be_hidden(timeout=LONG_MS)
        desk.get_by_role("button", name="Boek deze rit").click()
        _promised(desk)


@pytest.mark.parametrize("broken", ["lost", "refused"])
def test_news_that_could_not_be_fetched_is_fetched_again(desk: Page, broken: str) -> None:
    """It is told once: a part that missed its answer would show what was, until something else happens."""

    def fail(route: Route) -> None:
        if broken == "lost":
            route.abort()
        else:
            route.fulfill(status=503, headers={"HX-Reswap": "none"})

    desk.route("**/desk/calls", fail, times=1)
    with desk.expect_response(lambda reply: reply.url.endswith("/desk/calls") and reply.ok, timeout=LONG_MS):
        desk.evaluate("() => htmx.trigger(document.body, 'live:calls')")
    _nothing_typed_is_lost(desk)
