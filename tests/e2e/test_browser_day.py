"""A day in the browser: booked by keyboard, seen by a colleague, driven on a phone, read in the review."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from busline.record.tables import Booking, DriverEvent, Duty, Run
from tests.api.house import at
from tests.e2e.browsing import book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until

pytestmark = pytest.mark.browser
RIDER = "meneer Nepstra"


def test_a_ride_from_the_call_to_the_review(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    desk, colleague = sit_down(browser, line, "corrie"), sit_down(browser, line, "bea")
    colleague.goto("/desk?resident=b002")
    expect(colleague.locator("#rides .ride")).to_have_count(0)

    book_with_keys(desk, "joop nep", "bibl", "vandaag", "1030", "11:15")
    # Both ways are chosen by number keys, booked by Enter.
    desk.keyboard.press("1")
    desk.keyboard.press("5")
    expect(desk.locator("[data-key='5']")).to_be_checked()
    desk.keyboard.press("Enter")
    promise = desk.locator(".say-aloud")
    expect(promise).to_contain_text("Op dinsdag 24 november halen we u op tussen")
    expect(promise).to_contain_text("Voor de terugreis")

    # The second coordinator sees it appear without doing anything.
    expect(colleague.locator("#rides .ride")).to_have_count(2)

    _drive(browser, line)
    _review(browser, line)


def _drive(browser: Browser, line: LineOnAClock) -> None:
    """Let the driver clock in and take the run call by call until Joop has got off."""
    driver_id, duty_id = _driver_of(line, "b002")
    line.clock.move_to(at("09:40"))
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.goto(f"/drive?duty={duty_id}")
    phone.get_by_role("button", name="Klok in").click()
    _sent(phone, line)
    expect(phone.locator(".is-current")).to_be_visible()
    pressed: list[str] = []
    while f"{RIDER}: Uitgestapt" not in pressed:
        assert len(pressed) < 60, pressed
        hour_and_minute = phone.locator(".is-current .call-time").inner_text()
        line.clock.move_to(at(hour_and_minute))
        phone.clock.set_system_time(line.clock.now())
        button = phone.locator(".is-current button.is-main:visible").first
        rider = button.locator("xpath=ancestor::*[@data-rider]//*[@class='rider-name']")
        name = f"{rider.inner_text()}: " if rider.count() else ""
        pressed.append(name + button.inner_text())
        button.click()
        _sent(phone, line)
    assert pressed.index(f"{RIDER}: Ingestapt") < pressed.index(f"{RIDER}: Uitgestapt")


def _sent(phone: Page, line: LineOnAClock) -> None:
    """Let the moment pass in which a wrong button can be taken back, and the plan take in what was sent."""
    phone.clock.run_for(5000)
    wait_until(lambda: phone.evaluate("localStorage['drive-queue'] ?? '[]'") == "[]")
    wait_until(lambda: _all_taken_in(line))
    phone.clock.run_for(3000)
    phone.reload()


def _all_taken_in(line: LineOnAClock) -> bool:
    with line.record.read() as session:
        waiting = session.scalar(
            select(func.count()).select_from(DriverEvent).where(DriverEvent.applied_at.is_(None))
        )
        refused = session.scalars(
            select(DriverEvent.rejected_why).where(DriverEvent.rejected_why.is_not(None))
        )
        assert list(refused) == []
    return waiting == 0


def _driver_of(line: LineOnAClock, resident_id: str) -> tuple[str, str]:
    with line.record.read() as session:
        booking = session.scalars(
            select(Booking).where(Booking.resident_id == resident_id).order_by(Booking.pickup_from)
        ).first()
        assert booking is not None
        for duty, run in session.execute(select(Duty, Run).join(Run, Run.duty_id == Duty.id)):
            if any(booking.id in call["board"] for call in run.calls):
                assert duty.driver_id is not None
                return duty.driver_id, duty.id
    raise AssertionError("nobody drives the ride")


def _review(browser: Browser, line: LineOnAClock) -> None:
    review = sit_down(browser, line, "wil")
    rides = review.locator(".headline.is-first .headline-number")
    assert int(rides.inner_text()) >= 1
    review.locator(".panel a[href*='/review/hours']").click()
    expect(review.locator(".table").first).to_contain_text("nog ingeklokt")
