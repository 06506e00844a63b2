"""Every page in every state that somebody can bring it into: to be looked at, by machines and by people.

They are brought about as people do it, on one line in this order, in either language; what is there before
the first of them is put there by `set_the_scene`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

from playwright.sync_api import Browser, BrowserContext, Page, expect

from busline.errors import Fault
from busline.lending.unread import PATIENCE, note_reading
from busline.lending.watching import add_feed
from busline.nouns import HoursState, TaskKind
from busline.record.tables import CalendarCheck, CalendarFeed, Duty, Hours, Resident, Task
from tests.api.house import DAY, LINE, at
from tests.api.pages.desk.earlier_trips import add_trip
from tests.e2e.booked import book
from tests.e2e.browsing import DESK
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run

LONG_NAME = "Wilhelmina-Alexandra van Oosterhoudt-Schimmelpenninck van der Oye"
TRUUS, SHARED = "+31205550200", "+31205550777"


@dataclass(frozen=True, slots=True)
class State:
    """A page as somebody sees it; ``reach`` brings a page that has just been logged in to it.

    ``login`` is empty for somebody who is not logged in.
    """

    name: str
    login: str
    reach: Callable[[Page, LineOnAClock], None]


def set_the_scene(line: LineOnAClock) -> None:
    """Put into the line what the states need: rides, phone calls to make, hours, a name that is too long."""
    for weeks in (1, 2):
        day = DAY - timedelta(days=7 * weeks)
        add_trip(line.record, "b002", day, ("wc-zuidwest", "bibliotheek"), ("11:00", "14:00"))
    ride = book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    book(line, "b005", "wc-botteskerk", "bibliotheek", "14:00")
    with line.record.change("test") as session:
        long = session.get_one(Resident, (LINE, "b004"))
        long.name, long.salutation = LONG_NAME, f"mevrouw {LONG_NAME.partition(' ')[2]}"
        long.care_note, long.driver_note = "Krijgt snel kou.", "Bel aan bij de buren; de bel is kapot."
        for resident_id, number in (("b001", TRUUS), ("b003", SHARED), ("b004", SHARED)):
            session.get_one(Resident, (LINE, resident_id)).phone = number
        for kind, about in ((TaskKind.PROMISE_BROKEN, ride), (TaskKind.PROMISE_AT_RISK, ride)):
            session.add(
                Task(
                    line_id=LINE,
                    kind=kind,
                    service_date=DAY,
                    resident_id="b002",
                    booking_id=about,
                    about={},
                    made_at=line.clock.now(),
                )
            )
    _add_unread_calendar(line)
    wait_until(lambda: morning_run(line) is not None)
    _add_hours(line)


def _add_unread_calendar(line: LineOnAClock) -> None:
    now = line.clock.now()
    fault = Fault("calendar", "The calendar's server can't be reached.", code="calendar-away")
    with line.record.change("test") as session:
        feed_id = add_feed(session, LINE, "", "van-3", "https://example.org/lent.ics", now + PATIENCE)
        feed, check = session.get_one(CalendarFeed, feed_id), session.get_one(CalendarCheck, feed_id)
        check.faults = [asdict(fault)]
        for moment in (now - PATIENCE, now):
            check.checked_at = moment
            note_reading(session, feed, check, moment)


def _add_hours(line: LineOnAClock) -> None:
    found = morning_run(line)
    assert found is not None
    driver_id, duty_id = found
    with line.record.change("test") as session:
        day = session.get_one(Duty, duty_id).service_date
        hours = {"worked_from": at("09:45"), "worked_to": at("11:45"), "state": HoursState.SUBMITTED}
        session.add(Hours(duty_id=duty_id, line_id=LINE, driver_id=driver_id, service_date=day, **hours))


@contextmanager
def reached(
    browser: Browser, line: LineOnAClock, language: str, states: Sequence[State]
) -> Iterator[Iterator[tuple[State, Page]]]:
    """Lend each of `states` as a page that is in it, one after the other; a login logs in once."""
    contexts: dict[str, BrowserContext] = {}

    def walk() -> Iterator[tuple[State, Page]]:
        for state in states:
            if state.login not in contexts:
                contexts[state.login] = _come_in(browser, line, language, state.login)
            page = contexts[state.login].new_page()
            page.clock.install(time=line.clock.now())
            state.reach(page, line)
            yield state, page
            page.close()

    try:
        yield walk()
    finally:
        for context in contexts.values():
            context.close()


def _come_in(browser: Browser, line: LineOnAClock, language: str, login: str) -> BrowserContext:
    # A page that is closed while its service worker settles would wait forever; working without a network
    # has tests of its own.
    context = browser.new_context(
        viewport=DESK, timezone_id="Europe/Amsterdam", base_url=line.url, service_workers="block"
    )
    context.add_cookies([{"name": "language", "value": language, "url": line.url}])
    if login:  # no page for it: once in hundreds of runs, closing the one that had come in never ended
        reply = context.request.post("/login", form={"login": login, "password": line.password})
        expect(reply).to_be_ok()
    return context
