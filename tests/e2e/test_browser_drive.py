"""The driver's phone without a connection, and with a thumb on the wrong button."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.nouns import DriverEventKind
from busline.record.tables import DriverEvent, Duty, Run
from tests.api.house import at
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until

pytestmark = pytest.mark.browser


def _morning(line: LineOnAClock) -> tuple[str, str]:
    """Return driver and duty of a morning run with riders: those of the standing bookings."""
    with line.record.read() as session:
        rows = session.execute(
            select(Duty, Run).join(Run, Run.duty_id == Duty.id).order_by(Duty.starts_at, Duty.van_id)
        )
        for duty, run in rows:
            if duty.driver_id is not None and any(call["board"] for call in run.calls):
                return duty.driver_id, duty.id
    raise AssertionError("nobody drives anybody")


def _reports(line: LineOnAClock) -> list[DriverEvent]:
    with line.record.read() as session:
        return list(session.scalars(select(DriverEvent).order_by(DriverEvent.happened_at)))


def _at_the_wheel(browser: Browser, line: LineOnAClock) -> Page:
    wait_until(lambda: _has_riders(line))
    driver_id, duty_id = _morning(line)
    line.clock.move_to(at("09:40"))
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.goto(f"/drive?duty={duty_id}")
    return phone


def _has_riders(line: LineOnAClock) -> bool:
    try:
        return bool(_morning(line))
    except AssertionError:
        return False


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
