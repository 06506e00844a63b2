"""Looking at lenders' calendars on a schedule, and proposing what is new in them."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select

from busline.clock import Clock
from busline.days import service_day
from busline.errors import Fault
from busline.lending.calendar import read_calendar
from busline.lending.fetching import (
    CalendarNotFetched,
    Fetched,
    FetchLimits,
    checked_address,
    fetch_calendar,
)
from busline.lending.proposing import Proposing, propose
from busline.lending.reading import compare_with_record
from busline.lending.unread import note_reading
from busline.lending.vans import VanNames
from busline.lending.wanted import WantedWindow
from busline.nouns.lending import ProposalSource, ProposalState
from busline.record.engine import Record, WriteSession
from busline.record.lenders import vans_of_lender
from busline.record.spans import zone_of
from busline.record.tables import CalendarCheck, CalendarFeed, WindowProposal

log = structlog.get_logger()

AHEAD = timedelta(days=56)
MOST_FAULTS_KEPT = 50
WHO = "calendar"


def check_due(record: Record, clock: Clock, limits: FetchLimits, every: timedelta) -> int:
    """Look at every calendar whose turn it is; return how many there were.

    Of several processes that try at once, one takes each calendar.
    """
    done = 0
    while (feed_id := _claim(record, clock.now(), every)) is not None:
        check_feed(record, clock, limits, feed_id)
        done += 1
    return done


def check_feed(record: Record, clock: Clock, limits: FetchLimits, feed_id: str) -> str | None:
    """Look at one calendar now; return the proposal that it led to, if there is one."""
    with record.read() as session:
        feed = session.get_one(CalendarFeed, feed_id)
        check = session.get_one(CalendarCheck, feed_id)
        zone = zone_of(session, feed.line_id)
    now = clock.now()
    # On a new day there are further days to look at, even in the same calendar.
    same_day = check.checked_at is not None and service_day(check.checked_at, zone) == service_day(now, zone)
    marks = (check.etag, check.last_modified) if same_day else ("", "")
    try:
        fetched = fetch_calendar(feed.calendar_address, limits, *marks)
    except CalendarNotFetched as broken:
        log.info("calendar not fetched", feed=feed_id, why=broken.code)
        fault = Fault("calendar", broken.detail, broken.code, broken.params)
        with record.change(WHO, "calendar not fetched") as session:
            _note(session, feed_id, now, [fault])
        return None
    with record.change(WHO, f"calendar {feed_id}") as session:
        return _take_in(session, session.get_one(CalendarFeed, feed_id), fetched, now)


def _claim(record: Record, now: datetime, every: timedelta) -> str | None:
    with record.change(WHO) as session:
        check = session.scalars(
            select(CalendarCheck)
            .join(CalendarFeed, CalendarFeed.id == CalendarCheck.feed_id)
            .where(CalendarFeed.active, CalendarCheck.next_at <= now)
            .order_by(CalendarCheck.next_at)
            .limit(1)
            .with_for_update(skip_locked=True, of=CalendarCheck)
        ).first()
        if check is None:
            return None
        check.next_at = now + every
        return check.feed_id


def _take_in(session: WriteSession, feed: CalendarFeed, fetched: Fetched, now: datetime) -> str | None:
    """Keep what came of a look at a calendar; return the proposal where something has changed."""
    if fetched.data is None:
        check = _locked(session, feed.id)
        check.checked_at = now
        note_reading(session, feed, check, now)  # what was wrong with it still is
        return None
    zone = zone_of(session, feed.line_id)
    today = service_day(now, zone)
    vans = vans_of_lender(session, feed.line_id, feed.lender)
    van_ids = {van.id for van in vans if feed.van_id in (None, van.id)}
    found = read_calendar(fetched.data, VanNames.of(vans), feed.van_id, zone, today, today + AHEAD)
    _note(session, feed.id, now, found.faults, fetched)
    if found.faults or not van_ids:
        return None
    return _propose(session, feed, van_ids, list(found.windows), now)


def _propose(
    session: WriteSession, feed: CalendarFeed, van_ids: set[str], windows: list[WantedWindow], now: datetime
) -> str | None:
    today = service_day(now, zone_of(session, feed.line_id))
    changes = compare_with_record(session, feed.line_id, van_ids, windows, today, today + AHEAD, now).changes
    said = [[one.van_id, one.starts_at.isoformat(), one.ends_at.isoformat()] for one in windows]
    waiting = session.scalars(
        select(WindowProposal).where(
            WindowProposal.feed_id == feed.id, WindowProposal.state == ProposalState.OPEN
        )
    ).all()
    for older in waiting:
        same = [[van, *map(_plain, span)] for van, *span in older.windows] == said
        if same and older.last_day >= today + AHEAD and changes:
            return older.id
        older.state = ProposalState.DROPPED
    if not changes:
        return None
    by = Proposing(feed.line_id, feed.lender, ProposalSource.CALENDAR, "", WHO, now, feed.id)
    return propose(session, by, windows, van_ids, today, today + AHEAD).id


def _plain(instant: str) -> str:
    return datetime.fromisoformat(instant).isoformat()


def _note(
    session: WriteSession,
    feed_id: str,
    now: datetime,
    faults: list[Fault] | tuple[Fault, ...],
    fetched: Fetched | None = None,
) -> None:
    check = _locked(session, feed_id)
    check.checked_at = now
    check.faults = [_as_json(fault) for fault in faults[:MOST_FAULTS_KEPT]]
    # After a look in vain it is asked for whole: “not changed” would not say what the calendar was before.
    check.etag, check.last_modified = ("", "") if fetched is None else (fetched.etag, fetched.last_modified)
    note_reading(session, session.get_one(CalendarFeed, feed_id), check, now)


def _locked(session: WriteSession, feed_id: str) -> CalendarCheck:
    """Return what is known of a calendar: its lender may look at it while its turn comes, too."""
    return session.get_one(CalendarCheck, feed_id, with_for_update=True)


def _as_json(fault: Fault) -> dict[str, Any]:
    return asdict(replace(fault, params=dict(fault.params)))


def add_feed(
    session: WriteSession, line_id: str, lender: str, van_id: str | None, address: str, now: datetime
) -> str:
    """Add a calendar that is looked at from now on; return its id.

    Raises
    ------
    CalendarNotFetched
        If the address is none.
    """
    feed = CalendarFeed(
        line_id=line_id,
        lender=lender,
        van_id=van_id,
        calendar_address=str(checked_address(address)),
        active=True,
    )
    session.add(feed)
    session.flush()
    session.add(CalendarCheck(feed_id=feed.id, etag="", last_modified="", next_at=now, faults=[]))
    session.flush()
    return feed.id
