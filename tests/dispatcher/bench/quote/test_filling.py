"""The day that is measured is a real one: it keeps every rule, by a check that shares no code with it."""

from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from busline.clock import VirtualClock
from busline.errors import InvalidInput
from busline.feed.connection import Feed
from busline.feed.offers import OfferShelf
from busline.nouns import StopKind
from busline.record.engine import Record
from busline.record.leases import take_fencing
from busline.record.tables import Booking, HistoryEntry, Request, Resident, Stop
from busline.reports.day import export_day
from dispatcher.bench.quote.desk_times import time_desk
from dispatcher.bench.quote.filling import fill_day
from dispatcher.bench.quote.fleet import build_fleet
from dispatcher.bench.quote.size import Caller, DaySize, callers, coming_tuesday
from dispatcher.desk.committing import Ownership
from dispatcher.desk.line_desk import LineDesk
from tests.e2e.day_checker import check_day

LINE = "osdorp"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def desk_on(record: Record, feed: Feed, size: DaySize) -> LineDesk:
    """Return a desk on a line with the fleet of `size`."""
    build_fleet(record, LINE, size)
    with record.change("bench") as session:
        fencing = take_fencing(session, LINE, "bench", record.clock.now())
    return LineDesk(record, OfferShelf(feed), record.clock, Ownership(LINE, fencing, "bench"))


def size_of(clock: VirtualClock, vans: int, rides: int) -> DaySize:
    """Return a day of so many vans and rides."""
    return DaySize(vans, rides, 7, coming_tuesday(clock.now(), AMSTERDAM), AMSTERDAM)


def people(record: Record, size: DaySize, count: int | None = None) -> list[Caller]:
    """Return callers, enough for every ride to be tried several times if no number is given."""
    with record.read() as session:
        residents = session.scalars(select(Resident).order_by(Resident.id)).all()
        places = session.scalars(select(Stop.id).where(Stop.kind == StopKind.FACILITY)).all()
    return list(islice(callers(size, residents, places, "test"), count or 2000))


def test_a_filled_day_keeps_every_rule(osdorp: Record, embedded_feed: Feed, clock: VirtualClock) -> None:
    size = size_of(clock, vans=5, rides=41)  # two groups of vans, and rides that don't divide evenly
    desk = desk_on(osdorp, embedded_feed, size)
    told: list[int] = []
    fill_day(desk, size, iter(people(osdorp, size)), told.append)
    assert told[-1] == 41
    with osdorp.read() as session:
        day = export_day(session, LINE, size.date)
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Booking, Request)]
        noted = session.scalar(select(func.count()).where(HistoryEntry.noun == "bookings"))
    assert counts == [41, 41]
    assert noted == 41
    assert check_day(day) == []
    assert sum(len(call["board"]) for duty in day["duties"] for call in duty["calls"]) == 41


def test_rides_that_do_not_fit_are_said(osdorp: Record, embedded_feed: Feed, clock: VirtualClock) -> None:
    size = size_of(clock, vans=1, rides=2000)
    desk = desk_on(osdorp, embedded_feed, size)
    with pytest.raises(InvalidInput, match="of 2000 rides fit on 1 vans"):
        fill_day(desk, size, iter(people(osdorp, size)), lambda _: None)


def test_measuring_the_desk_changes_nothing(osdorp: Record, embedded_feed: Feed, clock: VirtualClock) -> None:
    size = size_of(clock, vans=2, rides=6)
    desk = desk_on(osdorp, embedded_feed, size)
    fill_day(desk, size, iter(people(osdorp, size)), lambda _: None)
    before = desk.day(size.date)
    told: list[int] = []
    assert len(time_desk(desk, size, people(osdorp, size, 3), told.append)) == 3
    assert told == [1, 2, 3]
    assert desk.day(size.date) == before


def test_the_same_seed_draws_the_same_callers(osdorp: Record, clock: VirtualClock) -> None:
    size = size_of(clock, vans=1, rides=1)
    first, again = (people(osdorp, size, 50) for _ in range(2))
    assert first == again
    assert all(size.starts_at < leg.wanted_at < size.ends_at for one in first for leg in one.wish().legs)
    assert {len(one.wish().legs) for one in first} == {1, 2}
