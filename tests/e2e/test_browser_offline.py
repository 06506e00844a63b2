"""A whole run on a phone without a network: nothing is lost, nothing comes twice, and every time is right."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select

from busline.nouns import BookingState, DriverEventKind
from busline.record.driver_events import EARLIEST
from busline.record.tables import Booking, DriverEvent, Duty, Hours
from tests.api.house import at
from tests.e2e.browsing import PHONE, log_in, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run
from tests.fixtures.browser import CHROMIUM, FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BEGIN = at("09:40")
KEPT = "async () => (await (await caches.open('drive-run')).keys()).length"
PENDING = "async () => (await driveStore.all()).filter((entry) => !entry.sent).length"
# An answer that is still under way would have it known again.
FORGET_THE_CLOCK = "async () => { await driveClock.heard(); localStorage.removeItem('drive-clock-ms'); }"
Pressed = list[tuple[str, datetime]]


def _recorded(line: LineOnAClock, duty_id: str) -> list[DriverEvent]:
    """Return a duty's reports in the order in which they came in."""
    wanted = select(DriverEvent).where(DriverEvent.duty_id == duty_id).order_by(DriverEvent.received_at)
    with line.record.read() as session:
        return list(session.scalars(wanted))


def _run(line: LineOnAClock) -> tuple[str, str]:
    wait_until(lambda: morning_run(line) is not None)
    return morning_run(line) or ("", "")


def _kept(phone: Page) -> None:
    """Wait until the phone can do without a network."""
    phone.evaluate("async () => { await navigator.serviceWorker.ready; }")
    wait_until(lambda: phone.evaluate(KEPT) == 1)


def _open(context: BrowserContext, duty_id: str, now: datetime) -> Page:
    """Open the page anew, as somebody does whose phone has closed it."""
    page = context.new_page()
    page.clock.install(time=now)
    page.on("pageerror", lambda error: (_ for _ in ()).throw(AssertionError(error)))
    page.goto(f"/drive?duty={duty_id}")
    expect(page.locator("[data-run]")).to_be_visible()
    return page


def _lose(line: LineOnAClock, context: BrowserContext) -> None:
    """Take the network away: a page just opened and the phone's worker would still reach a server."""
    context.set_offline(True)
    line.pages.stop()


def _find(line: LineOnAClock, context: BrowserContext) -> None:
    """Give the network back."""
    line.pages.start()
    context.set_offline(False)


class Thumb:
    """Presses what is next, a minute after the last press, and remembers what and when."""

    def __init__(self, page: Page, now: datetime) -> None:
        self.page, self.now = page, now
        self.pressed: Pressed = []

    def press(self) -> str:
        """Press the large button; return what it reports."""
        self.now += timedelta(minutes=1)
        self.page.clock.set_system_time(self.now)
        self.page.clock.run_for(1000)  # no second press of the same glove
        button = self.page.locator("[data-event].is-main:visible").first
        expect(button).to_be_enabled()
        kind = button.get_attribute("data-event") or ""
        moment = self.page.evaluate("driveClock.now()")
        button.click()
        self.pressed.append((kind, datetime.fromtimestamp(moment / 1000, BEGIN.tzinfo)))
        return kind

    def drive(self, until: str = "clock_out", most: int = 60, *, losing_the_page: bool = False) -> None:
        """Press on until something was reported; the page may be lost at once after each press."""
        for _ in range(most):
            kind = self.press()
            if losing_the_page:
                self.page.reload()
                expect(self.page.locator("[data-run]")).to_be_visible()
            if kind == until:
                return
        raise AssertionError(f"never came to {until}")

    def keep(self) -> None:
        """Let the time pass in which the last press could be taken back."""
        self.page.clock.run_for(5000)


def _compare(
    line: LineOnAClock, duty_id: str, pressed: Pressed, *, within: timedelta = timedelta(seconds=2)
) -> None:
    """Let pass what arrived once each, in order, with the time at which it happened."""
    wait_until(lambda: len(_recorded(line, duty_id)) >= len(pressed))
    recorded = _recorded(line, duty_id)
    sys.stdout.write(f"offline events: {len(pressed)} sent, {len(recorded)} recorded\n")
    assert [one.kind.value for one in recorded] == [kind for kind, _ in pressed]
    for one, (_, moment) in zip(recorded, pressed, strict=True):
        assert abs(one.happened_at - moment) < within, one.kind
    moments = [one.happened_at for one in recorded]
    assert moments == sorted(moments)


def _reconnected(phone: Page) -> None:
    """Let the phone find out that it is heard again, and send what waits."""
    phone.clock.run_for(12_000)
    wait_until(lambda: phone.evaluate(PENDING) == 0)


@contextmanager
def _ready(browser: Browser, line: LineOnAClock) -> Iterator[tuple[Page, str]]:
    """Lend a phone with today's run on it, before the duty."""
    driver_id, duty_id = _run(line)
    line.clock.move_to(BEGIN)
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.goto(f"/drive?duty={duty_id}")
    _kept(phone)
    yield phone, duty_id
    phone.context.close()


def test_a_whole_run_offline_arrives_once_and_in_order(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        context = phone.context
        _lose(line, context)
        thumb = Thumb(phone, at("10:30"))
        assert thumb.press() == "clock_in"
        thumb.drive(until="boarded")
        phone.close()  # a press of a moment ago is kept too

        thumb.page = _open(context, duty_id, thumb.now)
        assert thumb.page.locator(".rider.is-done").count() >= 1
        thumb.drive(until="departed")
        thumb.keep()
        expect(thumb.page.locator("#queue")).to_contain_text("wachten op verbinding")
        thumb.page.close()

        thumb.page = _open(context, duty_id, thumb.now)
        thumb.drive()
        thumb.keep()
        wait_until(lambda: thumb.page.evaluate(KEPT) == 0)  # nobody's name stays when the duty is over
        assert _recorded(line, duty_id) == []

        line.clock.move_to(thumb.now + timedelta(seconds=90))
        _find(line, context)
        _reconnected(thumb.page)
        _compare(line, duty_id, thumb.pressed)
        thumb.page.reload()
        _reconnected(thumb.page)
        assert len(_recorded(line, duty_id)) == len(thumb.pressed)
        wait_until(lambda: _rides(line, duty_id) == {BookingState.COMPLETED})


def _rides(line: LineOnAClock, duty_id: str) -> set[BookingState]:
    """Return how the rides stand that a duty's reports are about."""
    ids = {one.booking_id for one in _recorded(line, duty_id) if one.booking_id}
    with line.record.read() as session:
        return set(session.scalars(select(Booking.state).where(Booking.id.in_(ids))))


def test_a_whole_run_offline_while_the_server_is_down(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        context = phone.context
        line.pages.stop()
        phone.close()
        thumb = Thumb(_open(context, duty_id, BEGIN), at("10:30"))
        thumb.drive(until="boarded", losing_the_page=True)
        thumb.drive()
        thumb.keep()
        line.clock.move_to(thumb.now + timedelta(seconds=90))
        line.pages.start()
        _reconnected(thumb.page)
        _compare(line, duty_id, thumb.pressed)


def test_an_offline_run_outlives_a_restart_of_the_phone(
    line_on_a_clock: LineOnAClock, tmp_path: Path
) -> None:
    line = line_on_a_clock
    driver_id, duty_id = _run(line)
    line.clock.move_to(BEGIN)
    with sync_playwright() as playwright:

        def switch_on() -> BrowserContext:
            return playwright.chromium.launch_persistent_context(
                str(tmp_path / "phone"),
                executable_path=CHROMIUM,
                args=FLAGS,
                viewport=PHONE,  # type: ignore[arg-type]
                locale="nl-NL",
                timezone_id="Europe/Amsterdam",
                base_url=line.url,
            )

        context = switch_on()
        page = context.new_page()
        page.clock.install(time=BEGIN)
        log_in(page, line.url, driver_id, line.password)
        page.goto(f"/drive?duty={duty_id}")
        _kept(page)
        _lose(line, context)
        thumb = Thumb(page, at("10:30"))
        thumb.drive(until="arrived")
        thumb.keep()
        context.close()

        context = switch_on()
        context.set_offline(True)
        thumb.page = _open(context, duty_id, thumb.now)
        thumb.drive(until="boarded")
        thumb.keep()
        context.close()

        line.clock.move_to(thumb.now + timedelta(seconds=90))
        context = switch_on()
        _find(line, context)
        thumb.page = _open(context, duty_id, thumb.now)
        _reconnected(thumb.page)
        expect(thumb.page.locator(".rider.is-done").first).to_be_attached()
        context.set_offline(True)
        thumb.drive()
        thumb.keep()
        line.clock.move_to(thumb.now + timedelta(seconds=90))
        context.set_offline(False)
        _reconnected(thumb.page)
        _compare(line, duty_id, thumb.pressed)
        context.close()


def test_two_looks_at_the_run_that_both_fail_are_no_fault_of_the_page(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    with _ready(browser, line_on_a_clock) as (phone, _):
        phone.context.set_offline(True)
        phone.evaluate(
            """() => {
                const source = document.getElementById("run");
                const look = () => htmx.ajax("GET", source.getAttribute("hx-get"), { source });
                look().catch(() => {});
                look().catch(() => {});
            }"""
        )
        expect(phone.locator("#strip-offline")).to_have_class(re.compile("is-shown"))


def test_offline_reports_of_two_pages_have_one_order(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        context = phone.context
        context.set_offline(True)
        thumb = Thumb(phone, at("10:30"))
        assert thumb.press() == "clock_in"
        thumb.keep()
        thumb.page = _open(context, duty_id, thumb.now)
        thumb.drive(until="arrived")
        thumb.keep()
        line.clock.move_to(thumb.now + timedelta(seconds=90))
        context.set_offline(False)
        for page in (phone, thumb.page):
            page.clock.run_for(12_000)
        wait_until(lambda: phone.evaluate(PENDING) == 0)
        _compare(line, duty_id, thumb.pressed)


def test_the_clock_of_an_offline_phone_may_be_wrong(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    wrong = timedelta(minutes=47)
    driver_id, duty_id = _run(line)
    line.clock.move_to(BEGIN)
    phone = sit_down(browser, line, driver_id, phone=True)
    phone.clock.set_system_time(BEGIN + wrong)
    phone.goto(f"/drive?duty={duty_id}")
    expect(phone.locator("#clock")).to_contain_text("47 min voor")
    _kept(phone)
    phone.context.set_offline(True)
    phone.clock.set_system_time(at("10:35") + wrong)
    for _ in range(2):
        phone.clock.run_for(1000)
        phone.locator("[data-event].is-main:visible").first.click()
    phone.clock.run_for(5000)
    line.clock.move_to(at("10:40"))
    phone.context.set_offline(False)
    phone.clock.run_for(12_000)
    wait_until(lambda: phone.evaluate(PENDING) == 0)
    recorded = _recorded(line, duty_id)
    assert [one.kind for one in recorded] == [DriverEventKind.CLOCK_IN, DriverEventKind.DEPARTED]
    for one in recorded:
        assert abs(one.happened_at - at("10:35")) < timedelta(seconds=20)


def _show(phone: Page, line: LineOnAClock, wrong: timedelta) -> None:
    """Let it be for the line what it is for a phone whose clock is `wrong`, ahead where that is positive."""
    line.clock.move_to(datetime.fromtimestamp(phone.evaluate("Date.now()") / 1000, BEGIN.tzinfo) - wrong)


@pytest.mark.parametrize("is_ahead", [False, True], ids=("behind", "ahead"))
def test_a_run_is_right_though_the_clock_went_wrong_in_the_middle_of_nowhere(
    is_ahead: bool, browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        with line.record.read() as session:
            starts_at = session.get_one(Duty, duty_id).starts_at
        # Some of the times can't be, and some can: the first lie too long before the duty, or the last ahead.
        wrong = timedelta(minutes=7) if is_ahead else starts_at - at("10:35") - EARLIEST
        _lose(line, phone.context)
        thumb = Thumb(phone, at("10:30") + wrong)
        thumb.drive()
        thumb.keep()
        _show(phone, line, wrong)
        _find(line, phone.context)
        _reconnected(phone)
        driven = [(kind, moment - wrong) for kind, moment in thumb.pressed]
        _compare(line, duty_id, driven, within=timedelta(seconds=20))
        wait_until(lambda: all(one.applied_at for one in _recorded(line, duty_id)))
        assert _rides(line, duty_id) == {BookingState.COMPLETED}
        with line.record.read() as session:
            hours = session.get_one(Hours, duty_id)
        assert abs(hours.worked_s - (driven[-1][1] - driven[0][1]).total_seconds()) < 2


def test_what_was_pressed_before_the_clock_was_known_is_sent_with_the_right_time(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line, wrong = line_on_a_clock, timedelta(minutes=47)
    with _ready(browser, line) as (phone, duty_id):
        phone.context.set_offline(True)
        phone.evaluate(FORGET_THE_CLOCK)
        thumb = Thumb(phone, at("10:34") + wrong)
        thumb.drive(until="departed")
        thumb.keep()
        phone.clock.set_system_time(at("11:40") + wrong)  # all of it could have happened when it says
        _show(phone, line, wrong)
        # The connection comes back when it has just been tried for the time.
        phone.route("**/drive/now", lambda route: route.abort())
        phone.context.set_offline(False)
        phone.clock.run_for(12_000)
        expect(phone.locator("#queue")).to_contain_text("wachten op verbinding")
        assert _recorded(line, duty_id) == []
        phone.unroute("**/drive/now")
        _show(phone, line, wrong)
        _reconnected(phone)
        driven = [(kind, moment - wrong) for kind, moment in thumb.pressed]
        _compare(line, duty_id, driven, within=timedelta(seconds=20))


def test_an_emergency_is_sent_though_the_time_was_not_heard(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        phone.route("**/drive/now", lambda route: route.abort())
        phone.evaluate(FORGET_THE_CLOCK)
        Thumb(phone, at("10:34")).press()
        phone.clock.run_for(12_000)
        expect(phone.locator("#queue")).to_contain_text("wacht")
        assert _recorded(line, duty_id) == []
        phone.locator("summary", has_text="mis").click()
        phone.locator("[data-event=emergency]").click()
        wait_until(lambda: len(_recorded(line, duty_id)) == 2)


def test_a_clock_that_is_put_right_while_the_server_answers_is_not_measured_by_that(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    with _ready(browser, line_on_a_clock) as (phone, _):
        phone.context.set_offline(True)
        phone.evaluate("driveClock.heard()")
        phone.evaluate("() => { globalThis.begun = driveClock.begin(); }")
        phone.clock.set_system_time(BEGIN + timedelta(minutes=50))
        phone.evaluate("(said) => driveClock.learn(said, globalThis.begun)", BEGIN.isoformat())
        assert phone.evaluate("driveClock.offset()") == 0
        phone.clock.set_system_time(BEGIN + timedelta(minutes=50))
        phone.evaluate("(said) => driveClock.learn(said, driveClock.begin())", BEGIN.isoformat())
        assert abs(phone.evaluate("driveClock.offset()") + 50 * 60_000) < 10_000


def test_nothing_is_left_offline_of_a_day_that_has_passed_or_of_who_logged_out(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        phone.context.set_offline(True)
        phone.clock.set_system_time(BEGIN + timedelta(days=1))
        phone.clock.run_for(70_000)
        expect(phone.locator("h2").first).to_have_text("Geen verbinding")
        assert phone.evaluate(KEPT) == 0

        phone.clock.set_system_time(BEGIN)
        phone.context.set_offline(False)
        expect(phone.get_by_role("button", name="Klok in")).to_be_visible()  # comes back by itself
        _kept(phone)
        phone.get_by_role("button", name="Klok in").click()
        phone.clock.run_for(1000)
        phone.get_by_role("button", name="Log uit").click()
        phone.wait_for_url("**/login")
        wait_until(lambda: phone.evaluate(KEPT) == 0)
        assert len(_recorded(line, duty_id)) == 1  # what could still be taken back is sent before
        phone.context.set_offline(True)
        phone.goto("/drive")
        expect(phone.locator("h2").first).to_have_text("Geen verbinding")


def _lend_until_midnight(line: LineOnAClock) -> str:
    """Let the duty of the morning end at midnight; return its driver."""
    driver_id, duty_id = _run(line)
    with line.record.change("test") as session:
        session.get_one(Duty, duty_id).ends_at = at("24:00")
    return driver_id


def test_an_offline_run_that_is_late_is_driven_to_its_end_after_midnight(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    driver_id = _lend_until_midnight(line)
    with _ready(browser, line) as (phone, duty_id):
        context = phone.context
        _lose(line, context)
        thumb = Thumb(phone, at("10:30"))
        thumb.drive(until="boarded")
        thumb.keep()
        thumb.now = at("24:05")
        phone.clock.set_system_time(thumb.now)
        phone.clock.run_for(70_000)
        expect(phone.locator("[data-run]")).to_be_visible()
        phone.close()

        thumb.page = _open(context, duty_id, thumb.now)
        thumb.drive()
        thumb.keep()
        wait_until(lambda: thumb.page.evaluate(KEPT) == 0)
        thumb.page.clock.run_for(70_000)
        expect(thumb.page.locator("h2").first).to_have_text("Geen verbinding")  # its day has passed

        line.clock.move_to(thumb.now + timedelta(seconds=90))
        _find(line, context)
        thumb.page.clock.run_for(6000)
        thumb.page.wait_for_url("**/login?next=/drive")  # the phone was not heard for hours
        log_in(thumb.page, line.url, driver_id, line.password)
        thumb.page.goto("/drive")
        _reconnected(thumb.page)
        _compare(line, duty_id, thumb.pressed)
        expect(thumb.page.locator(f"[data-duty='{duty_id}']")).to_have_count(0)


def test_nothing_is_left_offline_after_midnight_of_a_run_that_was_never_begun(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    _lend_until_midnight(line)
    with _ready(browser, line) as (phone, _):
        context = phone.context
        _lose(line, context)
        phone.close()
        page = context.new_page()
        page.clock.install(time=at("24:05"))
        page.goto("/drive")
        expect(page.locator("h2").first).to_have_text("Geen verbinding")
        assert page.evaluate(KEPT) == 0


# What a phone may be busy with when somebody logs out: another page that sends, a disk that is slow.
SENDING = """async () => {
    await new Promise((begun) => {
        navigator.locks.request("drive-send", () => {
            begun();
            return new Promise((resolve) => { globalThis.sent = resolve; });
        });
    });
}"""
WRITING = """async () => {
    await driveStore.all();
    const asked = indexedDB.open("drive");
    const database = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const reports = database.transaction("reports", "readwrite").objectStore("reports");
    globalThis.writing = true;
    const goOn = () => { if (globalThis.writing) reports.count().onsuccess = goOn; };
    goOn();
}"""


@pytest.mark.parametrize(
    ("busy", "done"),
    [(SENDING, "() => globalThis.sent()"), (WRITING, "() => { globalThis.writing = false; }")],
    ids=("sending", "writing"),
)
def test_whoever_logs_out_waits_for_what_the_phone_is_busy_with(
    busy: str, done: str, browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    with _ready(browser, line) as (phone, duty_id):
        phone.evaluate(busy)
        phone.get_by_role("button", name="Klok in").click()
        phone.clock.run_for(1000)
        phone.get_by_role("button", name="Log uit").click()
        phone.clock.run_for(1000)
        assert _recorded(line, duty_id) == []
        phone.evaluate(done)
        phone.wait_for_url("**/login")
        assert [one.kind for one in _recorded(line, duty_id)] == [DriverEventKind.CLOCK_IN]


def test_offline_the_phone_keeps_the_page_of_its_own_driver_alone(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    with _ready(browser, line_on_a_clock) as (phone, duty_id):
        with line_on_a_clock.record.read() as session:
            assert session.get_one(Duty, duty_id).driver_id is not None
        kept = phone.evaluate(
            """async () => {
                const found = [];
                for (const name of await caches.keys())
                    for (const one of await (await caches.open(name)).keys())
                        found.push(new URL(one.url).pathname);
                return found;
            }"""
        )
        assert "/drive" in kept
        assert all(path in ("/drive", "/drive/away") or path.startswith("/static/") for path in kept)
