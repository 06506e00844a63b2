"""A lender with a sheet: sees what it changes, takes it over, and planning follows."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from busline.nouns import BookingState, TaskKind
from busline.record.tables import Booking, Duty, IdleWindow, Task
from tests.api.house import DAY, LINE, at
from tests.e2e.booked import book
from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.test_browser_access import check

pytestmark = pytest.mark.browser
# Every van drives in the afternoon only: the ride of ten o'clock loses its window.
SHEET = "busje;datum;van;tot\n" + "".join(
    f"Busje {number};24-11-2026;13:00;15:30\nBusje {number};24-11-2026;11:15;11:45\n"
    for number in (1, 2, 3, 4)
)


def test_a_sheet_is_uploaded_looked_at_and_taken_over(
    browser: Browser, line_on_a_clock: LineOnAClock, tmp_path: Path
) -> None:
    line = line_on_a_clock
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    sheet = tmp_path / "rooster.csv"
    sheet.write_text(SHEET + "Busje 9;24-11-2026;9:00;8:00\n", "utf-8")
    page = sit_down(browser, line, "cor", phone=True)
    page.goto("/lend")
    page.get_by_role("link", name="Nieuwe tijden").click()
    page.get_by_label("Bestand").set_input_files(sheet)
    page.get_by_role("button", name="Laat zien wat er verandert").click()
    expect(page.get_by_role("alert").filter(has_text="rij 10")).to_contain_text("geen busje van u")
    check(page, "a sheet with a fault")
    sheet.write_text(SHEET, "utf-8")
    page.get_by_label("Bestand").set_input_files(sheet)
    page.get_by_role("button", name="Laat zien wat er verandert").click()
    expect(page.get_by_role("heading", name="Wat verandert er?")).to_be_visible()
    expect(page.locator(".compare-change").filter(has_text="Er zijn ritten in geboekt")).not_to_have_count(0)
    expect(page.get_by_role("main")).not_to_contain_text("10:3")  # when somebody rides is not said
    for size in (PHONE, {"width": 1280, "height": 800}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        check(page, f"what changes {size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Neem deze").click()
    expect(page.get_by_role("status")).to_contain_text("Overgenomen")
    check(page, "taken over")
    wait_until(lambda: _spans(line) == {("11:15", "11:45"), ("13:00", "15:30")})
    with line.record.read() as session:
        broken = set(session.scalars(select(Booking.id).where(Booking.state == BookingState.BROKEN)))
        told = set(session.scalars(select(Task.booking_id).where(Task.kind == TaskKind.PROMISE_BROKEN)))
        own = session.scalars(select(Booking.id).where(Booking.resident_id == "b002")).all()
    assert told == broken >= set(own) != set()


def _spans(line: LineOnAClock) -> set[tuple[str, str]]:
    """Return when duties of the day that still drive begin and end, by the clock of Amsterdam."""
    with line.record.read() as session:
        windows = session.scalars(
            select(IdleWindow)
            .where(IdleWindow.line_id == LINE, IdleWindow.service_date == DAY)
            .where(IdleWindow.withdrawn_at.is_(None))
        ).all()
        duties = {duty.window_id: duty for duty in session.scalars(select(Duty))}
    spans = set()
    for window in windows:
        duty = duties.get(window.id)
        if duty is None or (duty.starts_at, duty.ends_at) != (window.starts_at, window.ends_at):
            return set()
        spans.add((_clock(window.starts_at), _clock(window.ends_at)))
    return spans


def _clock(instant) -> str:  # type: ignore[no-untyped-def]
    return next(
        text
        for text in (f"{h:02d}:{m:02d}" for h in range(1, 24) for m in range(0, 60, 5))
        if at(text) == instant
    )
