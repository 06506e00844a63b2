"""The waiting list in the browser, hands on the keyboard: refused, waiting, a place, phoned, promised."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from busline.nouns import BookingState, TaskKind, TaskState, WaitingState
from busline.record.tables import Booking, Refusal, Task, WaitingEntry
from tests.api.house import DAY, LINE
from tests.e2e.booked import book, cancel, fill_the_evening
from tests.e2e.browsing import fill_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser

SOON = 20_000


def test_refused_then_a_place_comes_free_and_is_promised(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    bookings = fill_the_evening(line)
    desk = sit_down(browser, line, "corrie")
    colleague = sit_down(browser, line, "bea")
    fill_with_keys(desk, "joop nep", "bibl", "vandaag", "2000")
    refusal = desk.locator(".refusal")
    expect(refusal).to_be_visible(timeout=SOON)
    expect(desk.locator("#answer")).to_contain_text("U kunt ook met tram of bus van halte Tussen Meer")
    check(desk, "refused, with the waiting list")

    desk.keyboard.press("w")
    said = desk.locator(".say-aloud")
    expect(said).to_contain_text("U staat op de wachtlijst voor dinsdag 24 november.", timeout=SOON)
    expect(said).to_contain_text("U hoort het uiterlijk om 19:30.")
    check(desk, "on the waiting list")
    expect(colleague.get_by_role("link", name="Wachtlijst: 1")).to_be_visible(timeout=SOON)
    desk.keyboard.press("n")
    desk.wait_for_url("**/desk")

    cancel(line, bookings)
    task = desk.locator(".task.is-waiting_list")
    expect(task).to_contain_text("Er is plaats: di 24 nov, ", timeout=SOON)
    expect(colleague.locator(".task.is-waiting_list")).to_be_visible(timeout=SOON)
    check(desk, "a place came free")

    desk.keyboard.press("Escape")
    to_task(desk, task)
    desk.keyboard.press("b")
    expect(task.get_by_role("button", name="Geef terug")).to_be_visible(timeout=SOON)
    expect(colleague.locator(".task.is-waiting_list")).to_contain_text("Corrie belt sinds", timeout=SOON)
    expect(task).to_be_focused()
    check(desk, "claimed")
    desk.keyboard.press("j")
    booked = desk.locator(".task.is-booked")
    expect(booked).to_contain_text("Op dinsdag 24 november halen we u op tussen", timeout=SOON)
    expect(booked).to_be_focused()
    check(desk, "booked from the list")
    with line.record.read() as session:
        entry = session.scalars(select(WaitingEntry)).one()
        assert entry.state is WaitingState.PLACED
        ride = session.scalars(select(Booking).where(Booking.request_id == entry.request_id)).one()
        assert ride.state is BookingState.CONFIRMED
        refused = session.scalars(select(Refusal).where(Refusal.request_id == entry.request_id)).one()
        assert refused.placed_at is not None
    expect(colleague.locator(".task.is-waiting_list")).to_have_count(0, timeout=SOON)


def test_nobody_answers_so_the_call_comes_back_by_itself(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    booking = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    with line.record.change("test") as session:
        session.add(
            Task(
                line_id=LINE,
                kind=TaskKind.PROMISE_AT_RISK,
                service_date=DAY,
                booking_id=booking,
                resident_id="b002",
                about={},
                made_at=line.clock.now(),
            )
        )
    desk = sit_down(browser, line, "corrie")
    task = desk.locator(".task")
    to_task(desk, task)
    desk.keyboard.press("b")
    expect(task.get_by_text("Geen gehoor")).to_be_visible(timeout=SOON)
    desk.keyboard.press("o")
    check(desk, "no answer: again at")
    expect(task.locator("[name=again_at]").first).to_be_focused()
    desk.keyboard.press("Enter")
    later = desk.get_by_text("Joop Nepstra: opnieuw om 08:15")
    expect(later).to_be_visible(timeout=SOON)
    expect(task).to_have_count(0)
    check(desk, "resting")

    line.clock.advance(timedelta(minutes=16))
    expect(task).to_contain_text("1 keer gebeld, om 08:00: geen gehoor.", timeout=SOON)
    expect(later).to_have_count(0)
    with line.record.read() as session:
        assert session.scalars(select(Task)).one().state is TaskState.OPEN


def test_the_page_of_who_waits_is_a_key_away(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    fill_the_evening(line)
    desk = sit_down(browser, line, "corrie")
    fill_with_keys(desk, "joop nep", "bibl", "vandaag", "2000")
    expect(desk.locator(".refusal")).to_be_visible(timeout=SOON)
    desk.keyboard.press("w")
    expect(desk.locator(".say-aloud")).to_contain_text("U staat op de wachtlijst", timeout=SOON)
    desk.keyboard.press("l")
    row = desk.locator(".waiting-row")
    expect(row).to_contain_text("Joop Nepstra", timeout=SOON)
    expect(row).to_contain_text("er zijn om 20:00")
    check(desk, "who waits")
    row.get_by_role("button", name="Haal van de lijst").press("Enter")
    expect(row).to_contain_text("Joop Nepstra is van de lijst gehaald.", timeout=SOON)
    check(desk, "taken off")
    row.get_by_role("button", name="Zet terug").press("Enter")
    expect(row).to_contain_text("wacht", timeout=SOON)
    with line.record.read() as session:
        assert session.scalars(select(WaitingEntry)).one().state is WaitingState.WAITING


def to_task(page: Page, task: Locator) -> None:
    """Go to the first phone call by its key."""
    page.keyboard.press("F10")
    expect(task.first).to_be_focused()
