"""The other pages in their states: coming in, board, driver's phone, review, lending, roster."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from busline.record.day_changes import mark_days
from busline.record.manifests import latest_version, publish_manifest
from busline.record.tables import Booking, Duty
from tests.api.house import LINE
from tests.busline.reports.quarter_rides import add_quarter
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.morning_runs import morning_run
from tests.e2e.roster_states import ROSTER_STATES
from tests.e2e.states import State

EMPTY_DAY = "2026-12-25"


def _page(path: str) -> Callable[[Page, LineOnAClock], None]:
    def reach(page: Page, _line: LineOnAClock) -> None:
        page.goto(path)

    return reach


def _wrong_password(page: Page, _line: LineOnAClock) -> None:
    page.goto("/login")
    page.locator("#login").fill("corrie")
    page.locator("#password").fill("guess")
    page.keyboard.press("Enter")
    expect(page.locator("#login-problem")).to_be_visible()


def _run(page: Page, _line: LineOnAClock) -> None:
    page.goto("/board")
    page.locator("a.duty:has(rect.seats)").first.press("Enter")
    expect(page.locator("#run h2")).to_be_visible()


def _ride(page: Page, line: LineOnAClock) -> None:
    _run(page, line)
    page.locator(".rider a").first.press("Enter")
    expect(page.locator("#ride h3")).to_be_focused()


def _why(page: Page, line: LineOnAClock) -> None:
    _ride(page, line)
    page.locator("#ride button").first.press("Enter")
    expect(page.locator(".why")).to_be_visible()


def _correct_hours(page: Page, _line: LineOnAClock) -> None:
    page.goto("/review/hours")
    page.locator("tbody summary").first.click()


def _exported(page: Page, line: LineOnAClock) -> None:
    page.goto("/report")
    if not page.locator("td").filter(has_text="PDF").count():
        with line.record.change("test") as session:
            add_quarter(session, LINE, date(2026, 7, 1), 900)
        assert page.request.get("/report.pdf").ok
        page.reload()
    expect(page.locator("td").filter(has_text="PDF").first).to_be_visible()


def _correct_own_hours(page: Page, _line: LineOnAClock) -> None:
    page.goto("/hours")
    page.locator(".own-lines summary").first.click()


def _enter_hours(page: Page, _line: LineOnAClock) -> None:
    page.goto("/hours")
    page.locator("summary", has_text=re.compile("met de hand|by hand")).click()


def _at_the_desk(page: Page, _line: LineOnAClock) -> None:
    page.goto("/hours")
    if page.locator("[hx-post='/hours/clock-in'] button").count():
        page.locator("[hx-post='/hours/clock-in'] button").click()
        expect(page.locator(".hours-told")).to_be_visible()


def _asked_of_own_hours(page: Page, line: LineOnAClock) -> None:
    _correct_own_hours(page, line)
    form = page.locator(".own-lines form").first
    form.locator("[name=why]").fill("Mevrouw naar binnen gebracht")
    form.locator("[name=worked_from]").fill("06:30")
    form.locator("[name=worked_to]").fill("07:00")  # what is asked for lies before now
    form.locator("button").click()
    expect(page.locator(".own-lines .notice").first).to_be_visible()


def _closed_month(page: Page, line: LineOnAClock) -> None:
    """A month long ago, closed once; its sum is none."""
    page.goto("/review/hours/sign-off?month=2026-02")
    if page.locator("form[hx-post$='/close'] button").count():
        page.locator("form[hx-post$='/close'] button").click()
        expect(page.locator(".checksum")).to_be_visible()


def _figures(page: Page, line: LineOnAClock) -> None:
    """The figures of a quarter of rides and refusals, every picture with its table open."""
    first = date(2026, 4, 1)
    with line.record.change("test") as session:
        if session.get(Booking, "q5-0") is None:
            add_quarter(session, LINE, first, 300, seed=5)
            mark_days(session, LINE, [first + timedelta(days=n) for n in range(90)])
    page.goto("/figures?kind=quarter&day=2026-04-01")
    for table in page.locator(".picture-table summary").all():
        table.click()
    expect(page.locator("svg")).to_have_count(3)


def _ask_back(page: Page, _line: LineOnAClock) -> None:
    page.goto("/lend")
    page.locator(".lend-window summary").first.click()


def _asked_back(page: Page, line: LineOnAClock) -> None:
    _ask_back(page, line)
    page.locator(".lend-window [name=why]").first.fill("Groot onderhoud")
    page.locator(".lend-window .ask-form button").first.click()
    expect(page.locator(".lend-window .notice")).to_be_visible()


def _driving(page: Page, line: LineOnAClock) -> None:
    page.goto(f"/drive?duty={(morning_run(line) or ('', ''))[1]}")
    expect(page.locator("#run .big").first).to_be_visible()


def _manifest(page: Page, line: LineOnAClock) -> None:
    """The manifest of the morning with everything that can stand on it: two versions, and a change since."""
    driver, duty_id = morning_run(line) or ("", "")
    _publish(line, driver, duty_id)
    page.goto(f"/drive/manifest?duty={duty_id}")
    expect(page.locator(".manifest-changes")).to_be_visible()


def _publish(line: LineOnAClock, driver: str, duty_id: str) -> None:
    with line.record.change("dispatcher") as session:
        duty, latest = session.get_one(Duty, duty_id), latest_version(session, duty_id)
        if latest is not None and latest.number > 1:
            return
        first = publish_manifest(session, duty, driver, latest, now=line.clock.now())
        gone = next(call["board"][0] for call in first.calls if call["board"])  # who is new in the second
        ends = ("board", "alight")
        first.calls = [
            call | {end: [one for one in call[end] if one != gone] for end in ends} for call in first.calls
        ]
        publish_manifest(session, duty, driver, first, now=line.clock.now())


def _telling(page: Page, line: LineOnAClock) -> None:
    _driving(page, line)
    page.evaluate("document.querySelector('[data-run]').dataset.phase = 'driving'; driveSteps.advance()")
    for part in page.locator("details.report summary").all():
        part.press("Enter")


def other_states(line: LineOnAClock) -> tuple[State, ...]:
    """Return the states of everything but the desk; who drives in the morning is known by then."""
    driver, _ = morning_run(line) or ("", "")
    return (
        State("login", "", _page("/login")),
        State("login-wrong-password", "", _wrong_password),
        State("nowhere", "", _page("/nowhere")),
        State("board", "corrie", _page("/board")),
        State("board-empty-day", "corrie", _page(f"/board?day={EMPTY_DAY}")),
        State("board-run", "corrie", _run),
        State("board-ride", "corrie", _ride),
        State("board-why", "corrie", _why),
        State("board-map", "corrie", _page("/board/map")),
        State("waiting", "corrie", _page("/waiting")),
        State("messages", "corrie", _page("/messages")),
        State("drive", driver, _driving),
        State("drive-telling", driver, _telling),
        State("drive-away", "", _page("/drive/away")),
        State("drive-nothing", "hans", _page("/drive")),
        State("manifest", driver, _manifest),
        State("manifest-none", "hans", _page("/drive/manifest")),
        State("review-day", "wil", _page("/review")),
        State("review-empty-day", "wil", _page(f"/review?day={EMPTY_DAY}")),
        State("review-month", "wil", _page("/review/month")),
        State("report", "wil", _page("/report")),
        State("report-not-over", "wil", _page("/report?quarter=2026-Q4")),
        State("report-exported", "wil", _exported),
        State("figures", "wil", _figures),
        State("figures-until-now", "wil", _page("/figures")),
        State("figures-empty", "wil", _page("/figures?kind=month&day=2025-01-01")),
        State("figures-opened", "wil", _page("/figures/on_time?kind=month&day=2026-11-24")),
        State("hours", "wil", _page("/review/hours")),
        State("hours-sign-off", "wil", _page("/review/hours/sign-off?minutes=0")),
        State("hours-correcting", "wil", _correct_hours),
        State("hours-empty-month", "wil", _page("/review/hours?month=2026-01")),
        State("hours-closed", "wil", _closed_month),
        State("own-hours", driver, _page("/hours")),
        State("own-hours-correcting", driver, _correct_own_hours),
        State("own-hours-asked", driver, _asked_of_own_hours),
        State("hours-asked", "wil", _page("/review/hours")),
        State("hours-asked-sign-off", "wil", _page("/review/hours/sign-off")),
        State("own-hours-none", "hans", _page("/hours")),
        State("desk-hours", "corrie", _page("/hours")),
        State("desk-hours-by-hand", "corrie", _enter_hours),
        State("desk-hours-at-work", "corrie", _at_the_desk),
        State("lend", "cor", _page("/lend")),
        State("lend-offer", "cor", _page("/lend/offer")),
        State("lend-report", "cor", _page("/lend/report")),
        State("vans", "cor", _page("/vans")),
        State("van", "cor", _page("/vans/van-1")),
        State("lend-asking-back", "cor", _ask_back),
        State("lend-asked-back", "cor", _asked_back),
        *ROSTER_STATES,
    )
