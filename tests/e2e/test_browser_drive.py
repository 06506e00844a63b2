"""The driver's phone without a connection, and with a thumb on the wrong button."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.nouns import DriverEventKind
from busline.record.tables import DriverEvent
from tests.api.house import at
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run

pytestmark = pytest.mark.browser


def _reports(line: LineOnAClock) -> list[DriverEvent]:
    with line.record.read() as session:
        return list(session.scalars(select(DriverEvent).order_by(DriverEvent.happened_at)))


def _at_the_wheel(browser: Browser, line: LineOnAClock) -> Page:
    wait_until(lambda: morning_run(line) is not None)
    driver_id, duty_id = morning_run(line) or ("", "")
    line.clock.move_to(at("09:40"))
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.goto(f"/drive?duty={duty_id}")
    return phone


def test_reports_wait_for_a_connection_and_then_arrive_in_order(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone = _at_the_wheel(browser, line)
    phone.get_by_role("button", name="Klok in").click()
    phone.clock.run_for(6000)
    wait_until(lambda: len(_reports(line)) == 1)
    phone.reload()
    expect(phone.locator(".is-current")).to_be_visible()

    phone.context.set_offline(True)
    labels = []
    for _ in range(3):  # leaves the base, arrives, lets somebody board: the page goes on without the server
        line.clock.move_to(at("10:30"))
        phone.clock.set_system_time(line.clock.now())
        button = phone.locator(".is-current button.is-main:visible").first
        labels.append(button.inner_text())
        button.click()
        phone.clock.run_for(1000)
    assert labels == ["Ik vertrek", "Ik ben er", "Ingestapt"]
    phone.clock.run_for(12_000)
    expect(phone.locator("#queue")).to_contain_text("3 meldingen wachten op verbinding")
    assert len(_reports(line)) == 1

    phone.context.set_offline(False)
    phone.clock.run_for(12_000)
    wait_until(lambda: len(_reports(line)) == 4)
    kinds = [report.kind for report in _reports(line)]
    assert kinds == [
        DriverEventKind.CLOCK_IN,
        DriverEventKind.DEPARTED,
        DriverEventKind.ARRIVED,
        DriverEventKind.BOARDED,
    ]
    expect(phone.locator("#queue")).to_be_hidden()


def test_a_wrong_button_is_taken_back_before_anybody_hears_of_it(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    phone = _at_the_wheel(browser, line_on_a_clock)
    phone.get_by_role("button", name="Klok in").click()
    phone.clock.run_for(1000)
    phone.get_by_role("button", name="Verkeerde knop").click()
    expect(phone.get_by_role("button", name="Klok in")).to_be_enabled()
    phone.clock.run_for(10_000)
    assert _reports(line_on_a_clock) == []


def _at_a_stop_of_two(browser: Browser, line: LineOnAClock) -> Page:
    """Return the page of a driver who has arrived where at least two people get on."""
    phone = _at_the_wheel(browser, line)
    phone.get_by_role("button", name="Klok in").click()
    _send(phone, line, 1)
    phone.reload()
    line.clock.move_to(at("10:30"))
    phone.clock.set_system_time(line.clock.now())
    for _ in range(40):
        if phone.locator(".is-current[data-step=here] [data-rider]").count() >= 2:
            return phone
        phone.locator(".is-current button.is-main:visible").first.click()
        phone.clock.run_for(1000)
    raise AssertionError("nobody gets on together")


def _send(phone: Page, line: LineOnAClock, count: int) -> None:
    phone.clock.run_for(6000)
    wait_until(lambda: len(_reports(line)) >= count)


def test_of_two_riders_at_a_stop_one_has_buttons_at_a_time(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    phone = _at_a_stop_of_two(browser, line_on_a_clock)
    riders = phone.locator(".is-current [data-rider]")
    first, second = riders.nth(0), riders.nth(1)
    expect(first.locator("[data-event]:visible")).to_have_count(3)
    expect(second.locator("[data-event]:visible")).to_have_count(0)

    first.get_by_role("button", name="Ingestapt").click()
    expect(first.locator("button:visible")).to_have_count(0)
    button = second.get_by_role("button", name="Ingestapt")
    expect(button).to_be_in_viewport(ratio=1)
    top, place = second.bounding_box(), first.bounding_box()
    assert top is not None
    assert place is not None
    assert top["y"] < place["y"]  # who is in no longer stands above who is next
    phone.clock.run_for(1000)
    button.click()
    expect(phone.locator(".is-current button.is-main:visible").first).to_be_in_viewport(ratio=1)


def test_a_press_that_comes_twice_is_one_report(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    phone = _at_a_stop_of_two(browser, line)
    phone.clock.run_for(1000)
    phone.locator(".is-current .is-next [data-event=boarded]").dblclick()
    expect(phone.locator(".is-current .rider.is-done")).to_have_count(1)
    _send(phone, line, 2)
    wait_until(lambda: phone.evaluate("driveQueue.waiting()") == 0)
    boarded = [report for report in _reports(line) if report.kind is DriverEventKind.BOARDED]
    assert len({report.booking_id for report in boarded}) == len(boarded) == 1


def test_a_page_loaded_anew_shows_what_is_still_on_its_way(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone = _at_the_wheel(browser, line)
    phone.get_by_role("button", name="Klok in").click()
    phone.clock.run_for(1000)
    phone.reload()
    expect(phone.get_by_role("button", name="Ik vertrek")).to_be_visible()
    expect(phone.get_by_role("button", name="Klok in")).to_be_hidden()
    _send(phone, line, 1)
    wait_until(lambda: phone.evaluate("driveQueue.waiting()") == 0)
    assert [report.kind for report in _reports(line)] == [DriverEventKind.CLOCK_IN]


def test_who_is_there_first_may_get_on_first(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    phone = _at_a_stop_of_two(browser, line_on_a_clock)
    second = phone.locator(".is-current [data-rider]").nth(1)
    phone.clock.run_for(1000)
    second.get_by_role("button", name="Eerst").click()
    expect(second.get_by_role("button", name="Ingestapt")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".is-current [data-event=boarded]:visible")).to_have_count(1)


def test_every_button_is_large_enough_for_a_glove(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    phone = _at_the_wheel(browser, line_on_a_clock)
    # In one step: the page may swap the list for a fresher one between finding a button and measuring it.
    heights = phone.evaluate(
        """() => [...document.querySelectorAll("main button")]
            .filter(button => button.checkVisibility())
            .map(button => button.getBoundingClientRect().height)"""
    )
    assert heights
    assert min(heights) >= 48
    assert phone.evaluate("getComputedStyle(document.body).fontSize") == "20px"
