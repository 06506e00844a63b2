"""Standing bookings at the desk by keyboard alone: made, skipped, undone, stopped; and nobody is kept out."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from busline.nouns import BookingState
from busline.record.tables import Booking, StandingBooking
from tests.api.house import DAY
from tests.e2e.browsing import PHONE, book_with_keys, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser

STANLEY = "b005"


def rides(line: LineOnAClock) -> list[str]:
    """Return the days on which Stanley has rides, in order."""
    with line.record.read() as session:
        wanted = select(Booking.service_date).where(
            Booking.resident_id == STANLEY, Booking.state == BookingState.CONFIRMED
        )
        return sorted(day.isoformat() for day in session.scalars(wanted))


def type_trip(desk: Page, day: str) -> None:
    """Fill in the library at half past ten, hands on the keyboard."""
    keys = desk.keyboard
    expect(desk.locator("#to")).to_be_focused()
    keys.type("bibl")
    desk.wait_for_selector("#to-list [role=option][aria-selected=true]")
    keys.press("Enter")
    for text in (day, "half elf"):
        keys.press("Tab")
        keys.type(text)


def make(desk: Page, day: str) -> None:
    """Make Stanley's series by keyboard alone, from a page with his card."""
    type_trip(desk, day)
    desk.keyboard.press("F6")
    expect(desk.locator("[name=every]:checked")).to_be_focused()
    expect(desk.locator(".say-aloud")).to_contain_text("naar Bibliotheek Osdorp, er om 10:30.")
    desk.keyboard.press("Enter")
    expect(desk.locator(".is-promise")).to_be_focused()


def test_a_series_is_made_skipped_undone_and_stopped_by_keys_alone(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    desk = sit_down(browser, line, "corrie")
    keys = desk.keyboard
    desk.goto(f"/desk?resident={STANLEY}")
    type_trip(desk, "di 1 dec")
    keys.press("F6")
    expect(desk.locator("[name=every]:checked")).to_be_focused()
    aloud = desk.locator(".say-aloud")
    expect(aloud).to_contain_text("Elke dinsdag naar Bibliotheek Osdorp, er om 10:30.")
    expect(aloud).to_contain_text("De eerste ritten zijn op di 1 dec, di 8 dec, di 15 dec en di 22 dec.")
    check(desk, "about to make")
    keys.press("ArrowRight")  # every other week
    keys.press("Tab")
    keys.type("31 dec")
    keys.press("Enter")
    expect(desk.get_by_text("U veranderde iets.")).to_be_visible()
    expect(aloud).to_contain_text("Om de week op dinsdag")
    expect(aloud).to_contain_text("tot en met do 31 dec.")
    assert rides(line) == []  # it counts only once it was read aloud as it is
    check(desk, "changed before it was made")
    keys.press("Enter")
    expect(desk.locator(".is-promise")).to_contain_text("De vaste rit staat")
    expect(desk.locator(".is-promise")).to_be_focused()
    assert rides(line) == ["2026-12-01", "2026-12-15"]
    check(desk, "made")

    said, series = desk.locator("#card-said"), desk.locator("#standing .ride")
    expect(series).to_contain_text("Rijdt weer op di 1 dec.")
    keys.press("Shift+F6")
    expect(desk.locator("[name=from_day]").first).to_be_focused()
    check(desk, "about to skip")
    keys.press("Enter")
    expect(said).to_contain_text("Overgeslagen: di 1 dec.")
    expect(said).to_contain_text("1 rit geannuleerd, op di 1 dec.")
    expect(series).to_contain_text("di 1 dec: rijdt niet")
    assert rides(line) == ["2026-12-15"]
    check(desk, "skipped")

    keys.press("z")
    expect(said).to_contain_text("Ongedaan gemaakt.")
    assert rides(line) == ["2026-12-01", "2026-12-15"]

    summary = series.locator("summary", has_text="Stop")
    for _ in range(40):  # from the notice to the series by Tab alone
        keys.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    expect(summary).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    check(desk, "about to stop")
    keys.press("Enter")
    expect(said).to_contain_text("Gestopt: deze vaste rit rijdt niet meer.")
    expect(said).to_contain_text("2 ritten geannuleerd, de eerste op di 1 dec.")
    assert rides(line) == []
    keys.press("z")
    expect(said).to_contain_text("Ongedaan gemaakt.")
    assert rides(line) == ["2026-12-01", "2026-12-15"]


def test_a_ride_that_was_just_booked_becomes_a_series_and_is_not_booked_twice(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    desk = sit_down(browser, line, "corrie")
    book_with_keys(desk, "stanley testd", "bibl", "di 1 dec", "1030")
    desk.keyboard.press("Enter")
    expect(desk.locator(".is-promise")).to_be_focused()
    desk.keyboard.press("v")
    expect(desk.locator("[name=every]:checked")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".is-promise")).to_contain_text("De vaste rit staat")
    expect(desk.locator(".is-promise")).to_contain_text("Was al geboekt, dus niet nog eens: di 1 dec, 10:")
    assert rides(line) == [
        "2026-12-01",
        "2026-12-08",
        "2026-12-15",
    ]
    expect(desk.locator("#standing")).to_contain_text("di 1 dec: apart geboekt")
    expect(desk.locator("#standing").get_by_text("Rijdt toch")).to_have_count(0)


def test_a_changed_series_moves_its_rides_and_what_is_wrong_is_said_at_its_field(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    desk = sit_down(browser, line, "corrie")
    desk.goto(f"/desk?resident={STANLEY}")
    make(desk, "di 1 dec")
    before = rides(line)
    desk.get_by_role("button", name="Wijzig: Elke dinsdag naar Bibliotheek").press("Enter")
    expect(desk.locator("#time")).to_be_focused()
    desk.locator("#back").fill("9:00")
    desk.keyboard.press("Enter")
    expect(desk.locator("#back[aria-invalid=true]")).to_be_focused()
    expect(desk.locator("#back-fault")).to_contain_text("De terugreis moet later zijn dan de heenreis.")
    check(desk, "a change that can't be")
    desk.locator("#back").fill("")
    desk.locator("#time").fill("10:45")
    desk.keyboard.press("Enter")
    expect(desk.locator(".say-aloud")).to_contain_text("er om 10:45.")
    desk.keyboard.press("Enter")
    done = desk.locator(".is-promise")
    expect(done).to_contain_text("3 ritten geannuleerd, de eerste op di 1 dec.")
    expect(done).to_contain_text("3 ritten geboekt, de eerste: di 1 dec")
    assert rides(line) == before
    with line.record.read() as session:
        row = session.scalars(select(StandingBooking).where(StandingBooking.resident_id == STANLEY)).one()
    assert f"{row.out_at:%H:%M}" == "10:45"
    assert row.first_on > DAY


@pytest.mark.parametrize("language", ["nl", "en"])
def test_standing_bookings_keep_nobody_out(
    browser: Browser, line_on_a_clock: LineOnAClock, language: str
) -> None:
    desk = sit_down(browser, line_on_a_clock, "corrie")
    desk.context.add_cookies([{"name": "language", "value": language, "url": line_on_a_clock.url}])
    desk.goto("/desk?resident=b001")
    expect(desk.locator("#standing .ride")).to_have_count(1)
    desk.keyboard.press("Shift+F6")
    for size in (None, PHONE):
        if size:
            desk.set_viewport_size(size)  # type: ignore[arg-type]
        check(desk, f"about to skip {size}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.locator("#standing button[hx-get$='/form']").click()
    expect(desk.locator("#standing-form")).to_be_visible()
    for size in (PHONE, {"width": 1280, "height": 800}):
        desk.set_viewport_size(size)  # type: ignore[arg-type]
        check(desk, f"a form of a series {size}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight")
