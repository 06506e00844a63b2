"""The pages of the roster in their states: nothing, a draft, a published one, a driver's duties and time."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from busline.nouns import DutyState, NoticeKind, RosterState
from busline.record.engine import WriteSession
from busline.record.tables import DriverAbsence, Duty, DutyNotice, DutySwap, IdleWindow, Roster, RosterDuty
from busline.record.windows import make_windows
from busline.roster.may_drive import why_not_drive
from tests.api.house import DAY, LINE, at
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.states import State

FIRST, LAST = DAY + timedelta(days=6), DAY + timedelta(days=19)  # two weeks from the Monday after
DRIVERS = ("anna", "bram", "carla", "daan", "els", "farid", "gerda", "hans")


def _go(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()


def _nothing(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/roster")


def _forms(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/roster")
    for form in ("#absent", "#new"):
        page.locator(f"{form} summary").click()


def _wrong_days(page: Page, line: LineOnAClock) -> None:
    _forms(page, line)
    page.locator("#from_day").fill("2026-10-05")
    page.locator("#new button").click()
    expect(page.locator("#from_day-fault")).to_be_visible()


def _draft(page: Page, line: LineOnAClock) -> None:
    with line.record.change("test") as session:
        _add_roster(session)
    _go(page, "/roster")
    page.locator(".roster-goals summary").click()


def _published(page: Page, line: LineOnAClock) -> None:
    with line.record.change("test") as session:
        _publish(session)
    _go(page, "/roster")
    page.locator("#open summary").first.click()
    expect(page.locator("#open .slot").first).not_to_be_empty()


def _duties(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/duties")
    for summary in page.locator(".closed > summary").all():
        summary.click()


def _changing(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/duties")
    page.locator(".own-duty summary").first.click()
    page.locator(".own-duty select").first.select_option(index=1)
    expect(page.locator(".own-duty .slot .slot").first).not_to_be_empty()


def _times(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/duties/times")
    for summary in page.locator("main summary").all():
        summary.click()


def _wrong_times(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/duties/times")
    page.locator("#weekly summary").click()
    page.locator("#weekly-starts").fill("12:00")
    page.locator("#weekly-ends").fill("09:00")
    page.locator("#weekly [name=weekdays]").first.check()
    page.locator("#weekly .is-main").click()
    expect(page.locator("#weekly-ends-fault")).to_be_visible()


def _drivers(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/roster/drivers")


def _driver(page: Page, _line: LineOnAClock) -> None:
    _go(page, "/roster/drivers/anna")


def _add_roster(session: WriteSession) -> None:
    made_at = at("08:00")
    shares = [
        {
            "driver": who,
            "got_s": 72_000,
            "fairest_s": 75_600,
            "contract_s": 14_400,
            "wanted_s": 90_000,
            "before_s": 68_400,
            "wishes": 2,
            "wishes_kept": 1,
        }
        for who in DRIVERS
    ]
    goals = [
        {"goal": "cover", "cost": 10, "bound": 10},
        {"goal": "keep", "cost": 0, "bound": 0},
        {"goal": "contract", "cost": 6, "bound": 6},
        {"goal": "share", "cost": 1000, "bound": 996},
    ]
    make_windows(session, LINE, FIRST, LAST)
    windows = session.scalars(
        select(IdleWindow)
        .where(IdleWindow.line_id == LINE, IdleWindow.service_date.between(FIRST, LAST))
        .order_by(IdleWindow.starts_at, IdleWindow.van_id)
    ).all()
    roster = Roster(
        id="roster-state",
        line_id=LINE,
        from_day=FIRST,
        to_day=LAST,
        state=RosterState.DRAFT,
        asked_at=made_at,
        made_at=made_at,
        result={
            "open": {window.id: "working_time" for window in windows[::9]},
            "gap": 0.004,
            "goals": goals,
            "shares": shares,
        },
    )
    session.add(roster)
    session.flush()
    for number, window in enumerate(windows):
        who = None if number % 9 == 0 else DRIVERS[number % len(DRIVERS)]
        session.add(RosterDuty(roster_id=roster.id, window_id=window.id, driver_id=who))


def _publish(session: WriteSession) -> None:
    """Publish the draft as far as the rules allow; somebody is asked to take over, and somebody to swap."""
    now = at("08:00")
    roster = session.get_one(Roster, "roster-state")
    roster.state, roster.published_at = RosterState.PUBLISHED, now
    rows = session.execute(
        select(RosterDuty, IdleWindow)
        .join(IdleWindow, IdleWindow.id == RosterDuty.window_id)
        .where(RosterDuty.roster_id == roster.id)
        .order_by(IdleWindow.starts_at, IdleWindow.van_id)
    )
    first: dict[str, Duty] = {}
    for kept, window in rows:
        duty = Duty(
            line_id=LINE,
            window_id=window.id,
            van_id=window.van_id,
            driver_id=None,
            service_date=window.service_date,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            state=DutyState.OPEN,
        )
        session.add(duty)
        session.flush()
        if kept.driver_id and why_not_drive(session, kept.driver_id, [duty]) is None:
            duty.driver_id, duty.state, duty.published_at = kept.driver_id, DutyState.PLANNED, now
            session.flush()
            first.setdefault(kept.driver_id, duty)
    for who, duty in first.items():
        _tell(session, duty, who, NoticeKind.ROSTER)
    _tell(session, first["hans"], "hans", NoticeKind.ASKED)
    _tell(session, first["hans"], "anna", NoticeKind.TAKEN_OFF)
    swap = {"from_driver_id": "bram", "to_driver_id": "hans", "asked_at": now}
    session.add(DutySwap(line_id=LINE, duty_id=first["bram"].id, return_duty_id=first["hans"].id, **swap))
    # Who is away since may not drive any more what was given before.
    away = first["carla"]
    session.add(
        DriverAbsence(
            line_id=LINE,
            driver_id="carla",
            starts_at=away.starts_at,
            ends_at=away.ends_at,
            reason="ill",
        )
    )


def _tell(session: WriteSession, duty: Duty, who: str, kind: NoticeKind) -> None:
    later = timedelta(seconds=0 if kind is NoticeKind.ROSTER else 60)
    session.add(
        DutyNotice(line_id=LINE, driver_id=who, duty_id=duty.id, kind=kind, made_at=at("08:00") + later)
    )


ROSTER_STATES = (
    State("roster-nothing", "corrie", _nothing),
    State("roster-forms", "corrie", _forms),
    State("roster-wrong-days", "corrie", _wrong_days),
    State("roster-draft", "corrie", _draft),
    State("roster-published", "corrie", _published),
    State("roster-drivers", "corrie", _drivers),
    State("roster-driver", "corrie", _driver),
    State("duties", "hans", _duties),
    State("duties-not-allowed", "carla", _duties),
    State("duties-changing", "hans", _changing),
    State("duties-times", "hans", _times),
    State("duties-wrong-times", "hans", _wrong_times),
)
