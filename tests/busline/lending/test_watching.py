"""Calendars that are looked at on a schedule, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import iso_z
from busline.lending.fetching import FetchLimits
from busline.lending.watching import add_feed, check_due, check_feed
from busline.nouns import TaskKind
from busline.nouns.lending import ProposalState
from busline.record.engine import Record
from busline.record.tables import CalendarCheck, CalendarFeed, HistoryEntry, IdleWindow, Task, WindowProposal
from busline.record.windows import make_windows
from tests.api.house import DAY, LINE
from tests.local_server import Answer, Asked, serving

HOURLY = timedelta(hours=1)
LIMITS = FetchLimits(connect_s=2, whole_s=2, private_hosts={"127.0.0.1"})


class Calendar:
    """A calendar on a server; `text` may be changed."""

    def __init__(self) -> None:
        self.start, self.version, self.page = "0945", 1, ""
        self.status = 200

    def __call__(self, asked: Asked) -> Answer:
        if self.status != 200:
            return Answer(status=self.status, raw=b"")
        mark = f'"{self.version}"'
        if asked.headers.get("If-None-Match") == mark:
            return Answer(status=304, raw=b"")
        text = (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//nl\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:vrij\r\n"
            f"DTSTART;TZID=W. Europe Standard Time:20261124T{self.start}00\r\nDURATION:PT2H\r\n"
            "RRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        return Answer(raw=(self.page or text).encode(), headers={"ETag": mark})


@pytest.fixture
def line(each_osdorp: Record) -> Record:
    return each_osdorp


def proposals(record: Record) -> list[tuple[ProposalState, str]]:
    with record.read() as session:
        rows = session.scalars(select(WindowProposal).order_by(WindowProposal.made_at)).all()
        return [(row.state, row.windows[0][1][11:16]) for row in rows]


def look(record: Record, clock: VirtualClock, after: timedelta = HOURLY) -> int:
    clock.advance(after)
    return check_due(record, clock, LIMITS, HOURLY)


def test_a_calendar_is_looked_at_every_hour_and_proposes_what_is_new(
    line: Record, clock: VirtualClock
) -> None:
    calendar = Calendar()
    with serving(calendar) as server:
        with line.change("cor") as session:
            add_feed(session, LINE, "", "van-1", f"{server.url}/secret.ics", clock.now())
        assert look(line, clock, timedelta(0)) == 1
        assert look(line, clock, timedelta(minutes=59)) == 0
        assert look(line, clock, timedelta(minutes=1)) == 1
        assert len(server.asked) == 2
        assert proposals(line) == [(ProposalState.OPEN, "08:45")]
        calendar.start, calendar.version = "1000", 2
        look(line, clock)
        assert proposals(line) == [(ProposalState.DROPPED, "08:45"), (ProposalState.OPEN, "09:00")]
    with line.read() as session:
        history = [entry.after for entry in session.scalars(select(HistoryEntry))]
        assert "secret.ics" not in str(history)  # whoever knows the address can read the calendar
        assert {w.pattern_id for w in session.scalars(select(IdleWindow))} == set()


def test_what_goes_wrong_is_kept_and_what_was_proposed_stays(line: Record, clock: VirtualClock) -> None:
    calendar = Calendar()
    with serving(calendar) as server:
        with line.change("cor") as session:
            add_feed(session, LINE, "", "van-1", server.url, clock.now())
        look(line, clock)
        calendar.page, calendar.version = "<!doctype html><p>Log in</p>", 2
        look(line, clock)
        assert fault_codes(line) == ["lent-no-calendar"]
        look(line, clock)  # not changed: still wrong
        assert fault_codes(line) == ["lent-no-calendar"]
    look(line, clock)
    assert fault_codes(line) == ["calendar-away"]
    assert proposals(line) == [(ProposalState.OPEN, "08:45")]


def unread(record: Record) -> list[dict[str, str]]:
    """Return what coordinators were told of calendars."""
    with record.read() as session:
        wanted = select(Task).where(Task.kind == TaskKind.CALENDAR_UNREAD).order_by(Task.made_at)
        return [task.about for task in session.scalars(wanted)]


def test_after_a_day_of_vain_looks_a_coordinator_has_a_task_once(line: Record, clock: VirtualClock) -> None:
    calendar = Calendar()
    with serving(calendar) as server:
        with line.change("cor") as session:
            feed_id = add_feed(session, LINE, "", "van-1", server.url, clock.now())
        look(line, clock)
    look(line, clock)  # the server is away from here on
    since = clock.now()
    for _ in range(23):
        look(line, clock)
    assert unread(line) == []
    for _ in range(30):
        look(line, clock)
    assert unread(line) == [{"calendar": feed_id, "since": iso_z(since)}]


def test_a_calendar_that_is_read_in_between_begins_anew(line: Record, clock: VirtualClock) -> None:
    calendar = Calendar()
    calendar.page = "<!doctype html><p>Log in</p>"
    with serving(calendar) as server:
        with line.change("cor") as session:
            add_feed(session, LINE, "", "van-1", server.url, clock.now())
        for _ in range(20):  # a page that has not changed is as unread as before
            look(line, clock)
        calendar.page, calendar.version = "", 2
        look(line, clock)
        for version in range(3, 23):
            calendar.page, calendar.version = "<!doctype html><p>Log in</p>", version
            look(line, clock)
        assert unread(line) == []
        for _ in range(6):
            look(line, clock)
        assert len(unread(line)) == 1
        calendar.page, calendar.version = "", 40
        look(line, clock)
        calendar.page, calendar.version = "<!doctype html><p>Log in</p>", 41
        for _ in range(30):
            look(line, clock)
        assert len(unread(line)) == 2


def test_a_server_that_was_away_is_read_whole_again(line: Record, clock: VirtualClock) -> None:
    calendar = Calendar()
    with serving(calendar) as server:
        with line.change("cor") as session:
            add_feed(session, LINE, "", "van-1", server.url, clock.now())
        look(line, clock)
        calendar.status = 503
        look(line, clock)
        assert fault_codes(line) == ["calendar-refused"]
        calendar.status = 200
        look(line, clock)  # and it has not changed since it was read well
        assert fault_codes(line) == []
        assert unread_since(line) is None
        for turn in range(40):
            calendar.status = 503 if turn % 2 else 200
            look(line, clock)
        assert unread(line) == []


def test_two_who_look_at_the_same_moment_tell_a_coordinator_once(line: Record, clock: VirtualClock) -> None:
    both = Barrier(2)

    def away(_: Asked) -> Answer:
        both.wait(5)
        return Answer(status=503, raw=b"")

    with serving(away) as server:
        with line.change("cor") as session:
            feed_id = add_feed(session, LINE, "", "van-1", server.url, clock.now())
            check = session.get_one(CalendarCheck, feed_id)
            check.wrong_since = clock.now()
        clock.advance(timedelta(days=2))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: check_feed(line, clock, LIMITS, feed_id), range(2)))
    assert len(unread(line)) == 1


def unread_since(record: Record) -> datetime | None:
    with record.read() as session:
        return session.scalars(select(CalendarCheck.wrong_since)).one()


def test_a_calendar_that_nobody_looks_at_any_more_is_no_task(line: Record, clock: VirtualClock) -> None:
    with line.change("cor") as session:
        feed_id = add_feed(session, LINE, "", "van-1", "http://127.0.0.1:1/c.ics", clock.now())
    look(line, clock)
    with line.change("cor") as session:
        session.get_one(CalendarFeed, feed_id).active = False
    for _ in range(30):
        look(line, clock)
    assert unread(line) == []


def test_the_weekly_pattern_makes_no_windows_for_a_van_with_a_calendar(
    line: Record, clock: VirtualClock
) -> None:
    with line.change("cor") as session:
        add_feed(session, LINE, "", "van-1", "https://example.org/c.ics", clock.now())
        made = make_windows(session, LINE, DAY, DAY)
    assert {window.van_id for window in made} == {"van-2", "van-3", "van-4"}


def fault_codes(record: Record) -> list[str]:
    with record.read() as session:
        (check,) = session.scalars(select(CalendarCheck))
        return [fault["code"] for fault in check.faults]
