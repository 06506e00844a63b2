"""The driver's phone tells where the van is, once its driver has said yes, and the coordinators see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from busline.feed import keys
from tests.api.house import LINE, at
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run
from tests.e2e.test_browser_access import check
from tests.e2e.test_browser_reports import TARGETS

pytestmark = pytest.mark.browser
SWITCH = "Deel waar het busje is"


def _at_the_wheel(browser: Browser, line: LineOnAClock, *, allowed: bool = True) -> tuple[Page, list[str]]:
    """Return a driver's phone, and a list that fills with what it tells of its place."""
    wait_until(lambda: morning_run(line) is not None)
    driver_id, duty_id = morning_run(line) or ("", "")
    line.clock.move_to(at("09:40"))
    phone = sit_down(browser, line, driver_id, phone=True)
    if allowed:
        phone.context.grant_permissions(["geolocation"], origin=line.url)
    phone.context.set_geolocation({"latitude": 52.3581, "longitude": 4.8017})
    told: list[str] = []

    def note(request: Request) -> None:
        if "/drive/place" in request.url:
            told.append(request.post_data or request.method)

    phone.on("request", note)
    phone.goto(f"/drive?duty={duty_id}")
    return phone, told


def _press(phone: Page, name: str) -> None:
    phone.get_by_role("button", name=name).click()
    phone.clock.run_for(6000)


def _hear(phone: Page, ready: Callable[[], bool]) -> None:
    """Wait until `ready` says yes of what the phone has told: it is heard while the phone is looked at."""
    wait_until(lambda: phone.evaluate("true") and ready())


def _kept(line: LineOnAClock) -> bool:
    return bool(line.feed.redis.exists(keys.van_place(LINE, (morning_run(line) or ("", ""))[1])))


def test_nothing_is_told_before_the_driver_says_yes_and_the_yes_stays_on_the_phone(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone, told = _at_the_wheel(browser, line)
    switch = phone.get_by_role("switch", name=SWITCH)
    expect(switch).not_to_be_checked()
    question = phone.get_by_role("link", name="Mag de coördinator zien waar u rijdt?")
    question.click()
    expect(switch).to_be_in_viewport()
    assert phone.evaluate(TARGETS) == []
    check(phone, "a driver who is asked where the van is")
    _press(phone, "Klok in")
    phone.clock.run_for(60_000)
    assert told == []

    switch.check()
    phone.clock.run_for(1000)
    wait_until(lambda: _kept(line))
    expect(phone.locator("#share-said")).to_have_text("De coördinator ziet nu waar het busje is.")
    assert len(told) == 1
    assert "lat=52.3581" in told[0]
    # At most one in half a minute. The page's clock goes on by itself as well, while this test works.
    phone.clock.run_for(20_000)
    assert len(told) == 1
    phone.clock.run_for(15_000)
    _hear(phone, lambda: len(told) == 2)
    check(phone, "a driver who shares where the van is")

    phone.reload()  # the phone knows it still, and does not tell more often for it
    expect(switch).to_be_checked()
    assert len(told) == 2
    phone.clock.run_for(35_000)
    _hear(phone, lambda: len(told) == 3)

    switch.uncheck()
    phone.clock.run_for(1000)
    wait_until(lambda: not _kept(line))
    phone.clock.run_for(60_000)
    _hear(phone, lambda: len(told) > 3)
    assert told[3:] == ["DELETE"]


def test_the_coordinator_sees_the_van_where_it_is_until_the_break(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone, told = _at_the_wheel(browser, line)
    _press(phone, "Klok in")
    corrie = sit_down(browser, line, "corrie")
    corrie.goto("/board/map")
    expect(corrie.locator("#map .map-stop").first).to_be_attached()
    phone.get_by_role("switch", name=SWITCH).check()
    phone.clock.run_for(1000)
    wait_until(lambda: _kept(line))
    corrie.clock.run_for(1000)
    expect(corrie.locator("#map .map-van").filter(has_text="· nu")).to_be_visible()
    expect(corrie.locator("[data-place]")).to_contain_text("Telefoon van de chauffeur, nu")
    check(corrie, "a map with a van that says where it is")
    line.clock.move_to(at("09:43"))
    corrie.clock.run_for(31_000)  # nothing more comes, and the age grows all the same
    expect(corrie.locator("#map .map-van").filter(has_text="· 3 min geleden")).to_be_visible()

    phone.get_by_role("button", name="Begin pauze").click()
    phone.clock.run_for(6000)
    wait_until(lambda: not _kept(line))
    corrie.clock.run_for(1000)
    expect(corrie.locator("[data-place]")).to_have_count(0)
    before = len(told)
    phone.clock.run_for(60_000)
    assert len(told) == before
    expect(phone.locator("#share-said")).to_have_text("")


def test_offline_nothing_is_kept_for_later_and_after_the_duty_nothing_is_told(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    phone, told = _at_the_wheel(browser, line)
    _press(phone, "Klok in")
    phone.get_by_role("switch", name=SWITCH).check()
    phone.clock.run_for(1000)
    wait_until(lambda: _kept(line))
    phone.context.set_offline(True)
    phone.context.set_geolocation({"latitude": 52.9, "longitude": 4.8017})
    phone.clock.run_for(120_000)
    phone.context.set_geolocation({"latitude": 52.3599, "longitude": 4.8017})
    phone.context.set_offline(False)
    phone.clock.run_for(35_000)
    _hear(phone, lambda: any("52.3599" in one for one in told))
    assert not any("52.9" in one for one in told)  # where the van was meanwhile nobody hears

    for _ in range(40):
        if phone.get_by_role("button", name="Klok uit").is_visible():
            break
        line.clock.move_to(at("10:30"))
        phone.clock.set_system_time(line.clock.now())
        phone.locator(".is-current button.is-main:visible").first.click()
        phone.clock.run_for(1000)
    _press(phone, "Klok uit")
    wait_until(lambda: not _kept(line))
    before = len(told)
    phone.clock.run_for(90_000)
    assert len(told) == before
    expect(phone.locator("#share")).to_be_hidden()


def test_a_phone_that_does_not_allow_it_says_so(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    phone, told = _at_the_wheel(browser, line_on_a_clock, allowed=False)
    switch = phone.get_by_role("switch", name=SWITCH)
    switch.click()
    phone.clock.run_for(1000)
    expect(switch).not_to_be_checked()
    expect(phone.locator("#share-said")).to_contain_text("geeft uw plek niet door")
    _press(phone, "Klok in")
    phone.clock.run_for(60_000)
    assert told == []
    check(phone, "a driver whose phone says no")
