"""A roster from its making to the morning on which somebody is ill, at the desk and on phones."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from busline.nouns import DutyState, NoticeKind, RosterState, SwapState
from busline.record.tables import Driver, Duty, DutyNotice, DutySwap, Roster
from busline.roster.may_drive import why_not_drive
from dispatcher.service.line_service import UPKEEP_EVERY_S
from tests.api.house import DAY, LINE, at
from tests.e2e.browsing import sit_down
from tests.e2e.line_on_a_clock import DRIVERS, LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run
from tests.e2e.test_browser_access import check

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

LOOK_S = 2.0
# What a thumb presses on a driver's page: at least 48 px high. A tick's label is pressed with it.
SMALL = """() => [...document.querySelectorAll(
        '#main :is(button, summary, select, .input, .tick, .line-up a)')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_a_roster_is_made_published_swapped_and_saved_when_somebody_is_ill(
    browser: Browser, line_on_a_clock: LineOnAClock
) -> None:
    line = line_on_a_clock
    wait_until(lambda: morning_run(line) is not None)
    corrie = sit_down(browser, line, "corrie")
    _make_and_publish(corrie, line)
    duty = _open_one(line)
    hans = _phone(browser, line, "hans")
    _take(hans, line, duty)
    _swap(browser, hans, line, duty)
    _replace(browser, corrie, line)


def test_a_driver_says_when_they_can_drive(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    page = _phone(browser, line_on_a_clock, "hans")
    page.get_by_role("link", name="Wanneer ik kan").click()
    weekly = page.locator("#weekly")
    weekly.locator("summary").click()
    for day in ("maandag", "woensdag"):
        weekly.get_by_label(day).check()
    weekly.get_by_label("Van", exact=True).fill("18:00")
    weekly.get_by_label("Tot", exact=True).fill("17:00")
    for section in ("#absence", "#wish"):
        page.locator(f"{section} summary").click()
    for summary in page.locator("#elsewhere summary").all():
        summary.click()
    check(page, "every form of a driver's time")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    weekly.get_by_role("button", name="Bewaar").click()
    expect(weekly.get_by_label("Tot", exact=True)).to_have_attribute("aria-invalid", "true")
    check(page, "hours out of order")
    weekly.get_by_label("Tot", exact=True).fill("22:00")
    weekly.get_by_role("button", name="Bewaar").click()
    expect(weekly.get_by_role("listitem").filter(has_text="woensdag 18:00–22:00")).to_be_visible()
    weekly.get_by_role("button", name=re.compile("Haal weg.*woensdag 18:00")).click()
    expect(weekly.get_by_text("woensdag 18:00–22:00")).to_have_count(0)
    expect(weekly.get_by_text("maandag 18:00–22:00").first).to_be_visible()


def _phone(browser: Browser, line: LineOnAClock, login: str) -> Page:
    page = sit_down(browser, line, login, phone=True)
    page.goto("/duties")
    return page


def _make_and_publish(page: Page, line: LineOnAClock) -> None:
    page.get_by_role("link", name="Rooster", exact=True).click()
    expect(page.get_by_text("Er is nog geen rooster.")).to_be_visible()
    page.locator("#new summary").click()
    page.get_by_label("Weken").select_option("1")
    check(page, "a new roster")
    page.get_by_role("button", name="Maak het rooster").click()
    expect(page.get_by_text("Het rooster wordt gemaakt.")).to_be_visible()
    _let_it_be_made(line)
    # The page shows the draft by itself.
    expect(page.get_by_role("button", name="Maak bekend")).to_be_visible()
    page.get_by_text("Waar het rooster op let").click()
    check(page, "a draft")
    page.get_by_role("button", name="Maak bekend").click()
    expect(page.get_by_role("status").filter(has_text="Bekendgemaakt.")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("0 van")
    check(page, "a published roster")
    with line.record.read() as session:
        [roster] = session.scalars(select(Roster))
        told = set(session.scalars(select(DutyNotice.driver_id).where(DutyNotice.kind == NoticeKind.ROSTER)))
        driven = session.scalars(
            select(Duty).where(
                Duty.service_date.between(roster.from_day, roster.to_day), Duty.driver_id != ""
            )
        )
        assert roster.state is RosterState.PUBLISHED
        assert told == {duty.driver_id for duty in driven}


def _let_it_be_made(line: LineOnAClock) -> None:
    """Let time pass by the line's clock, on which the dispatcher looks after what was asked."""

    def made() -> bool:
        line.clock.advance(timedelta(seconds=UPKEEP_EVERY_S))
        time.sleep(LOOK_S)
        with line.record.read() as session:
            return session.scalars(select(Roster)).one().state is RosterState.DRAFT

    wait_until(made)


def _open_one(line: LineOnAClock) -> str:
    """Free a duty of its driver, as if nobody could when the roster was made: Hans may drive it, and others.

    Which one that is hangs on the roster that was found.
    """
    with line.record.change("test") as session:
        duties = session.scalars(
            select(Duty)
            .where(Duty.published_at.is_not(None), Duty.driver_id != "hans")
            .order_by(Duty.starts_at)
        ).all()
        for duty in duties:
            able = [who for who in DRIVERS if why_not_drive(session, who, [duty]) is None]
            if "hans" in able and set(able) - {"hans", duty.driver_id}:
                duty.driver_id, duty.state, duty.published_at = None, DutyState.OPEN, None
                return duty.id
    raise AssertionError("no duty that Hans and somebody else may drive")


def _take(page: Page, line: LineOnAClock, duty_id: str) -> None:
    page.reload()
    expect(page.get_by_text("Er is een nieuw rooster.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Gezien")).first.click()
    expect(page.get_by_text("Er is een nieuw rooster.")).to_have_count(0)
    check(page, "a driver's duties")
    assert page.evaluate(SMALL) == []
    page.locator(f"form[hx-post='/duties/{duty_id}/take'] button").click()
    expect(page.get_by_role("status")).to_have_text("De dienst is van u. Dank u wel.")
    assert _driver_of(line, duty_id) == "hans"


def _swap(browser: Browser, hans: Page, line: LineOnAClock, duty_id: str) -> None:
    item = hans.locator(".own-duty").filter(has=hans.locator(f"[hx-get='/duties/{duty_id}/colleagues']"))
    item.locator("summary").click()
    who = item.get_by_label("Wie neemt deze dienst over?")
    able = who.locator("option").filter(has_not_text=re.compile("Kies|ruil")).first
    other = str(able.get_attribute("value"))
    who.select_option(other)
    expect(item.get_by_role("radio").first).to_be_checked()
    check(hans, "whom to ask")
    item.get_by_role("button", name="Vraag het").click()
    expect(hans.get_by_role("status")).to_contain_text("Gevraagd.")
    colleague = _phone(browser, line, other)
    expect(colleague.get_by_text("Hans Handrem vraagt of u deze dienst overneemt.")).to_be_visible()
    check(colleague, "somebody asks to swap")
    colleague.get_by_role("button", name=re.compile("^Ja, ik neem de dienst over")).click()
    expect(colleague.get_by_role("status")).to_contain_text("Geruild.")
    assert _driver_of(line, duty_id) == other
    # Whoever asked sees it without loading the page.
    expect(hans.get_by_text("U rijdt deze dienst niet meer.")).to_be_visible()
    with line.record.read() as session:
        [swap] = session.scalars(select(DutySwap))
    assert swap.state is SwapState.AGREED


def _replace(browser: Browser, corrie: Page, line: LineOnAClock) -> None:
    ill, duty_id = morning_run(line) or ("", "")
    corrie.goto("/roster")
    corrie.locator("#absent summary").click()
    corrie.get_by_label("Chauffeur", exact=True).select_option(ill)
    check(corrie, "somebody is ill")
    corrie.get_by_role("button", name="Zoek een vervanger").click()
    asked = corrie.locator("#takeovers li").filter(has_text="nog geen antwoord")
    expect(asked.first).to_be_visible()
    check(corrie, "somebody was asked to take over")
    instead = str(_driver_of(line, duty_id))
    assert instead not in ("None", ill)
    row = _row_of(corrie, line, instead)
    expect(row.first).to_contain_text("nog geen antwoord")
    replacement = _phone(browser, line, instead)
    check(replacement, "asked to take over")
    assert replacement.evaluate(SMALL) == []
    while (yes := replacement.get_by_role("button", name=re.compile("^Ja, ik rijd"))).count():
        before = yes.count()
        yes.first.click()
        expect(replacement.get_by_role("status")).to_have_text("Dank u wel. De dienst is van u.")
        expect(yes).to_have_count(before - 1)
    expect(row.filter(has_text="nog geen antwoord")).to_have_count(0)
    expect(row.first).to_contain_text("zegt ja")
    with line.record.read() as session:
        duty = session.get_one(Duty, duty_id)
    assert (duty.service_date, duty.starts_at > at("08:00")) == (DAY, True)


def _row_of(page: Page, line: LineOnAClock, driver_id: str) -> Locator:
    with line.record.read() as session:
        name = session.get_one(Driver, (LINE, driver_id)).name
    return page.locator("#takeovers li").filter(has_text=name)


def _driver_of(line: LineOnAClock, duty_id: str) -> str | None:
    with line.record.read() as session:
        return session.get_one(Duty, duty_id).driver_id
