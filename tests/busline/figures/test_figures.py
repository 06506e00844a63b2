"""Every figure of a quarter is what a second count of the exported history says, however it was kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from busline.clock import VirtualClock
from busline.figures import (
    FIGURES,
    Facts,
    Period,
    PeriodFigures,
    PeriodKind,
    count_changed_days,
    read_figures,
)
from busline.figures.facts import TO
from busline.figures.keeping import facts_between, rebuild
from busline.nouns import BookingState
from busline.record.engine import Record
from busline.record.tables import Booking, DayChange, IdleWindow, KeptDay
from busline.reports.spans import export_history
from tests.busline.figures.quarter import NIGHT, RATES, ZONE, Quarter
from tests.figures_again import Again, count_again
from tests.fixtures.postgres import PostgresServer
from tests.tiny_line import LINE

FIRST, LAST = date(2026, 9, 14), date(2026, 12, 31)
QUARTER = Period.holding(PeriodKind.QUARTER, LAST)
PERIODS = (
    QUARTER,
    Period.holding(PeriodKind.MONTH, NIGHT),
    Period.holding(PeriodKind.WEEK, NIGHT),
    Period(PeriodKind.SPAN, NIGHT, NIGHT),
    Period.holding(PeriodKind.YEAR, NIGHT),
    Period.holding(PeriodKind.QUARTER, date(2027, 1, 2)),  # has just begun
    Period.holding(PeriodKind.MONTH, date(2026, 8, 1)),  # before the line
)


@pytest.fixture
def clock() -> VirtualClock:
    """A clock before the first day."""
    return VirtualClock(datetime(2026, 9, 1, tzinfo=UTC))


@pytest.fixture
def lived(record: Record, clock: VirtualClock) -> Iterator[Record]:
    """A record of a quarter and some weeks before it, counted now and then, and corrected afterwards."""
    quarter = Quarter(record, clock, seed=6)
    quarter.begin(FIRST)
    corrected = settled = shown_up = 0
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        quarter.live(day)
        if number % 10 == 3:
            count_changed_days(record, clock)
        if number % 7 == 5:
            corrected += quarter.correct_hours(day - timedelta(days=5), 20_000 + number)
            shown_up += quarter.show_up_after_all(day - timedelta(days=2))
        if day == date(2026, 11, 11):
            quarter.draw_map(2, 420)
        if day == date(2026, 12, 3):
            settled += sum(
                quarter.settle_later(date(2026, 10, n), date(2026, 12, 1), -900) for n in (5, 6, 7)
            )
    clock.move_to(datetime(2027, 1, 2, 12, tzinfo=UTC))
    assert min(corrected, settled, shown_up) > 0
    return record


def shown(record: Record, clock: VirtualClock, period: Period) -> PeriodFigures:
    with record.read() as session:
        return read_figures(session, LINE, period, clock.now())


def again(record: Record, clock: VirtualClock, days: Period, before: Period) -> Again:
    with record.read() as session:
        changes = export_history(session, ZONE, date(2026, 9, 1), date(2027, 1, 31))["changes"]
    spans = (days.first, days.last), (before.first, before.last)
    return count_again(changes, LINE, *spans, clock.now())


def assert_same(record: Record, clock: VirtualClock, period: Period) -> None:
    found = shown(record, clock, period)
    told = again(record, clock, found.shown, found.before)
    assert {name: found.value(name) for name in FIGURES} == told.figures
    facts = found.now.facts
    assert facts.refusals == told.refusals
    assert facts.activities == told.activities
    assert facts.flows == {f"{origin}{TO}{goal}": count for (origin, goal), count in told.flows.items()}
    assert {who: s for who, s in facts.worked.items() if s} == {who: s for who, s in told.worked.items() if s}
    assert (found.now.grid, found.now.refusal_grid) == (told.grid, told.refusal_grid)
    before = again(record, clock, found.before, found.before.compared(period.before))
    assert {name: found.value_before(name) for name in FIGURES} == before.figures


def kept(record: Record) -> dict[date, dict[str, dict[str, int]]]:
    with record.read() as session:
        return {row.service_date: row.facts for row in session.scalars(select(KeptDay))}


def test_every_figure_is_what_the_exported_history_says(lived: Record, clock: VirtualClock) -> None:
    for period in PERIODS:  # much of it is counted anew for each: the last days were never kept
        assert_same(lived, clock, period)
    count_changed_days(lived, clock)
    for period in PERIODS:  # now everything is kept
        assert_same(lived, clock, period)
    quarter = shown(lived, clock, QUARTER)
    values = {name: quarter.value(name) for name in FIGURES}
    assert all(value is not None and value > 0 for value in values.values()), values
    before_any = shown(lived, clock, PERIODS[-1])
    assert {before_any.value(name) for name in FIGURES} <= {0, None, 31 * RATES["day_cents"]}


def test_rebuilding_from_the_history_gives_the_same_days(lived: Record, clock: VirtualClock) -> None:
    count_changed_days(lived, clock)
    before = kept(lived)
    days, otherwise = rebuild(lived, LINE, clock)
    assert (days, otherwise) == (sorted(before), [])
    assert kept(lived) == before
    with lived.change("test") as session:  # whatever somebody did to what is kept
        broken, *gone = session.scalars(select(KeptDay).order_by(KeptDay.service_date).limit(3))
        broken.facts = {"counts": {"rides": 999}}
        for row in gone:
            session.delete(row)
    days, otherwise = rebuild(lived, LINE, clock)
    assert kept(lived) == before
    assert otherwise == sorted(before)[:3]


def test_what_is_kept_is_what_would_be_counted(lived: Record, clock: VirtualClock) -> None:
    with lived.read() as session:
        anew = facts_between(session, LINE, FIRST, LAST, clock.now())
    assert count_changed_days(lived, clock) > 0
    with lived.read() as session:
        found = facts_between(session, LINE, FIRST, LAST, clock.now())
        marks = session.scalar(select(func.count()).select_from(DayChange))
    assert {day: facts.as_json() for day, facts in found.items()} == {
        day: facts.as_json() for day, facts in anew.items()
    }
    assert marks == 0
    assert count_changed_days(lived, clock) == 0
    assert all(Facts.of_json(facts).as_json() == facts for facts in kept(lived).values())


def test_a_change_of_a_day_that_was_counted_shows_at_once(record: Record, clock: VirtualClock) -> None:
    quarter = Quarter(record, clock, seed=1)
    quarter.begin(FIRST)
    for number in range(5):
        quarter.live(FIRST + timedelta(days=number))
    clock.move_to(datetime(2026, 10, 1, tzinfo=UTC))
    count_changed_days(record, clock)
    period = Period(PeriodKind.SPAN, FIRST, FIRST + timedelta(days=4))
    before = shown(record, clock, period)
    with record.change("test") as session:
        ride = session.scalars(select(Booking).where(Booking.state == "completed")).first()
        assert ride is not None
        ride.service_date = ride.service_date + timedelta(days=9)  # off the days shown
    after = shown(record, clock, period)
    assert after.value("rides") == (before.value("rides") or 0) - 1
    assert count_changed_days(record, clock) == 2  # the day that it left, and the one that it came to
    assert shown(record, clock, period).value("rides") == after.value("rides")


def test_a_day_that_lasts_beyond_midnight_is_kept_once_it_is_over(
    record: Record, clock: VirtualClock
) -> None:
    Quarter(record, clock, seed=1).begin(FIRST)
    day, evening = FIRST + timedelta(days=6), datetime(2026, 9, 20, 20, tzinfo=UTC)  # 22:00 to 02:00
    window = {"service_date": day, "starts_at": evening, "ends_at": evening + timedelta(hours=4)}
    with record.change("test") as session:
        session.add(IdleWindow(id="late", line_id=LINE, van_id="van", base_stop_id="base", **window))
    period = Period(PeriodKind.SPAN, day, day)
    for passed_h, lent_h, is_kept in ((1.5, 1.5, False), (2.5, 2.5, False), (5, 4, True)):
        clock.move_to(evening + timedelta(hours=passed_h))
        assert count_changed_days(record, clock) == int(is_kept)
        assert rebuild(record, LINE, clock) == (([day], []) if is_kept else ([], []))
        assert shown(record, clock, period).value("lent") == lent_h * 3600
        assert_same(record, clock, period)


@pytest.mark.postgres
def test_a_change_that_commits_while_its_day_is_counted_is_not_lost(
    postgres_server: PostgresServer, clock: VirtualClock
) -> None:
    with postgres_server.database() as url:
        record = Record(url, clock)
        quarter = Quarter(record, clock, seed=1)
        quarter.begin(FIRST)
        for number in range(5):
            quarter.live(FIRST + timedelta(days=number))
        clock.move_to(datetime(2026, 10, 1, tzinfo=UTC))
        period = Period(PeriodKind.SPAN, FIRST, FIRST + timedelta(days=4))
        before = shown(record, clock, period).value("rides")
        with record.change("test") as session:
            ride = session.scalars(select(Booking).where(Booking.state == "completed")).first()
            assert ride is not None
            ride.state = BookingState.BROKEN
            session.flush()
            count_changed_days(record, clock)  # sees nothing of it yet
            assert shown(record, clock, period).value("rides") == before
        assert shown(record, clock, period).value("rides") == (before or 0) - 1
        assert count_changed_days(record, clock) == 1
        assert shown(record, clock, period).value("rides") == (before or 0) - 1
        record.close()
