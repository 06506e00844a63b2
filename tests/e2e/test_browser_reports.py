"""What a driver tells with one thumb besides the run: later, full, something wrong, kilometres."""

from datetime import datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.days import AMSTERDAM
from busline.nouns import Call, DriverEventKind
from busline.record.tables import DriverEvent, Handover, Run
from tests.api.house import HERE, at, key
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser

# Everything that can be pressed on the page, with its smaller side.
TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility() && !one.closest(".skip"))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML])
    .map(([box, html]) => [Math.min(box.width, box.height), html])
    .filter(([side]) => side < 48)"""


def _at_the_wheel(browser: Browser, line: LineOnAClock) -> Page:
    wait_until(lambda: morning_run(line) is not None)
    driver_id, duty_id = morning_run(line) or ("", "")
    line.clock.move_to(at("09:40"))
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.goto(f"/drive?duty={duty_id}")
    return phone


def _reports(line: LineOnAClock, kind: DriverEventKind) -> list[DriverEvent]:
    with line.record.read() as session:
        wanted = select(DriverEvent).where(DriverEvent.kind == kind).order_by(DriverEvent.received_at)
        return list(session.scalars(wanted))


def _applied(line: LineOnAClock, kind: DriverEventKind) -> bool:
    return any(one.applied_at for one in _reports(line, kind))


def _first_stop(line: LineOnAClock, duty_id: str) -> datetime:
    """Return when the van is expected at its first stop, on the line's clock."""
    with line.record.read() as session:
        run = session.get_one(Run, duty_id)
        return Call.model_validate(run.calls[1]).arrive.astimezone(AMSTERDAM)


def _clock_in(phone: Page) -> None:
    phone.get_by_role("button", name="Klok in").click()
    phone.clock.run_for(6000)


def test_something_wrong_alarms_the_coordinators_at_once_with_the_place(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    corrie = sit_down(browser, line, "corrie")
    corrie.goto("/board")
    phone = _at_the_wheel(browser, line)
    phone.context.grant_permissions(["geolocation"], origin=line.url)
    phone.context.set_geolocation({"latitude": 52.3581, "longitude": 4.8017})
    _clock_in(phone)
    phone.get_by_text("Er is iets mis").click()
    phone.clock.run_for(1000)
    phone.get_by_role("button", name="Waarschuw de coördinator").click()
    expect(phone.locator("#said")).to_contain_text("gewaarschuwd")
    phone.clock.run_for(500)  # nobody waits to see whether it was a slip
    wait_until(lambda: bool(_reports(line, DriverEventKind.EMERGENCY)))
    alarm = corrie.locator(".alarm")
    expect(alarm).to_contain_text("Er is iets mis")
    expect(alarm).to_be_in_viewport()
    phone.clock.run_for(2000)
    wait_until(lambda: any(one.has_place for one in _reports(line, DriverEventKind.EMERGENCY)))
    expect(corrie.locator(".task.is-emergency")).to_contain_text("52.35810, 4.80170")
    check(corrie, "a board with an alarm")


def test_minutes_and_kilometres_are_two_presses(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    phone = _at_the_wheel(browser, line)
    phone.get_by_label("Kilometerstand bij vertrek").fill("41000")
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_label("Kilometerstand bij vertrek")).to_be_hidden()
    _clock_in(phone)
    duty_id = (morning_run(line) or ("", ""))[1]
    phone.get_by_role("button", name="Ik vertrek").click()
    phone.clock.run_for(6000)
    wait_until(lambda: _applied(line, DriverEventKind.DEPARTED))
    before = _first_stop(line, duty_id)
    corrie = sit_down(browser, line, "corrie")
    corrie.goto("/board/map")
    expect(corrie.locator("[data-run]").first).to_contain_text(before.strftime("%H:%M"))
    phone.get_by_text("Ik kom later").click()
    phone.clock.run_for(1000)
    phone.get_by_role("button", name="10 minuten").click()
    expect(phone.locator("#said")).to_have_text("Gemeld: 10 minuten later")
    phone.clock.run_for(6000)
    wait_until(lambda: bool(_reports(line, DriverEventKind.LATE)))
    assert [one.minutes for one in _reports(line, DriverEventKind.LATE)] == [10]
    with line.record.read() as session:
        assert [row.odometer_km for row in session.scalars(select(Handover))] == [41_000]
    # The van is on its way to the first stop: the coordinators see when it comes now, and so does the driver.
    wait_until(lambda: _first_stop(line, duty_id) == before + timedelta(minutes=10))
    later = (before + timedelta(minutes=10)).strftime("%H:%M")
    corrie.clock.run_for(1000)
    expect(corrie.locator("[data-run]").first).to_contain_text(later)
    phone.clock.run_for(1000)
    expect(phone.locator(".calls")).to_contain_text(later)


def test_a_changed_run_is_shown_until_it_was_seen(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    phone = _at_the_wheel(browser, line)
    phone.context.set_offline(True)
    _clock_in(phone)
    with line.record.read() as session:
        run = session.get_one(Run, (morning_run(line) or ("", ""))[1])
        (booking_id, *_) = next(call["board"] for call in run.calls if call["board"])
    with httpx.Client(base_url=line.url, trust_env=False) as corrie:
        who = {"login": "corrie", "password": line.password}
        corrie.headers["X-CSRF-Token"] = corrie.post("/api/v1/session", json=who).json()["csrf_token"]
        wish = {"booking_ids": [booking_id], "why": "ill"}
        reply = corrie.post(f"{HERE}/bookings/cancel", json=wish, headers=key())
        assert reply.status_code == 200, reply.text
    phone.context.set_offline(False)
    phone.clock.run_for(12_000)
    news = phone.locator("[data-news]")
    expect(news).to_contain_text("Gaat niet mee")
    _measure(phone, "what is new")
    news.get_by_role("button", name="Gezien").click()
    expect(news).to_be_hidden()
    phone.clock.run_for(6000)
    wait_until(lambda: bool(_reports(line, DriverEventKind.PLAN_SEEN)))
    phone.reload()
    expect(phone.locator("[data-run]")).to_be_visible()
    expect(news).to_have_count(0)


def test_every_target_is_large_enough_and_axe_finds_nothing(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone = _at_the_wheel(browser, line)
    _measure(phone, "before")
    _clock_in(phone)
    for name in ("Ik kom later", "Er is iets mis"):
        phone.get_by_text(name).click()
    _measure(phone, "what can be told")
    line.clock.move_to(at("10:30"))
    phone.clock.set_system_time(line.clock.now())
    steps = set()
    for _ in range(40):
        step = phone.locator(".is-current").get_attribute("data-step") if _driving(phone) else "back"
        if step not in steps:
            _measure(phone, step or "")
            steps.add(step)
        if not phone.locator("[data-event].is-main:not(.report *):visible").count():
            break
        phone.clock.run_for(1000)
        phone.locator("[data-event].is-main:not(.report *):visible").first.click()
    assert steps >= {"coming", "here", "ready"}


def _driving(phone: Page) -> bool:
    return phone.locator(".is-current").count() == 1


def _measure(phone: Page, what: str) -> None:
    assert phone.evaluate(TARGETS) == [], what
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
    check(phone, f"driver, {what}")


@pytest.mark.parametrize("path", ["/drive/away"])
def test_the_page_without_a_run_keeps_nobody_out(
    browser: Browser, line_on_a_clock: LineOnAClock, path: str
) -> None:
    page = browser.new_page(base_url=line_on_a_clock.url, viewport={"width": 390, "height": 844})
    page.goto(path)
    _measure(page, path)
