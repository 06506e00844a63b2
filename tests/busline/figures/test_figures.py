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
    count_by_day,
    count_changed_days,
    count_ridership,
    read_figures,
)
from busline.figures.facts import TO
from busline.figures.keeping import facts_between, rebuild
from busline.nouns import BookingState
from busline.nouns import Quarter as QuarterNoun
from busline.record.engine import Record
from busline.record.tables import Booking, DayChange, IdleWindow, KeptDay
from busline.reports.quarter import FROM as OUT_OF
from busline.reports.quarter import NO_ACTIVITY, count_quarter
from busline.reports.quarter import TO as INTO
from busline.reports.spans import export_history, export_hours, export_ridership
from tests.busline.figures.quarter import NIGHT, RATES, ZONE, Quarter
from tests.figures_again import Again, count_again
from tests.fixtures.originals import Originals
from tests.tiny_line import LINE

FIRST, LAST = date(2026, 9, 14), date(2026, 12, 31)
QUARTER = Period.holding(PeriodKind.QUARTER, LAST)
PERIODS = (
    QUARTER,
    Period.holding(PeriodKind.MONTH, NIGHT),
    Period.holding(PeriodKind.WEEK, NIGHT),
    Period.holding(PeriodKind.DAY, NIGHT),
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
    corrected = settled = unclocked = shown_up = 0
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
            unclocked += sum(
                quarter.settle_unclocked(date(2026, 10, n), date(2026, 12, 1), 7200) for n in range(8, 15)
            )
    clock.move_to(datetime(2027, 1, 2, 12, tzinfo=UTC))
    assert min(corrected, settled, unclocked, shown_up) > 0
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
    before = again(record, clock, found.before, found.before.compared(period.baseline))
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
    originals: Originals, clock: VirtualClock
) -> None:
    with originals.lend() as url:
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


def test_every_place_that_counts_the_quarter_says_the_same(lived: Record, clock: VirtualClock) -> None:
    """The API's ridership, the command line's exports, and the quarter's report, against the second count."""
    found = shown(lived, clock, QUARTER)
    told = again(lived, clock, found.shown, found.before)
    span = LINE, QUARTER.first, QUARTER.last
    with lived.read() as session:
        total = count_ridership(session, *span, clock.now())
        days = count_by_day(session, *span, clock.now()).values()
        exported = export_ridership(session, *span, clock.now())
        hours = export_hours(session, *span)
        report = count_quarter(session, LINE, QuarterNoun.of(QUARTER.first))
    figures = told.figures
    for name in ("rides", "requests", "cancellations", "no_shows", "broken"):
        assert getattr(total, name) == figures[name] == sum(getattr(one, name) for one in days)
    assert {name: exported[name] for name in ("rides", "riders", "requests", "refusals")} == {
        name: figures[name] for name in ("rides", "riders", "requests", "refusals")
    }
    assert (total.riders, total.on_time_share) == (figures["riders"], figures["on_time"])
    assert exported["on_time_share"] == figures["on_time"]
    assert {reason.value: count for reason, count in total.refusals.items()} == told.refusals
    for name in ("rides", "cancellations", "no_shows", "broken"):
        assert report.outcomes[name,].value == figures[name]
    assert (report.requests.value, report.rides.people) == (figures["requests"], figures["riders"])
    assert {reason: report.refusals[reason,].value for reason in told.refusals} == told.refusals
    rides = report.rides.value
    assert report.punctual["on_time"].value / rides == figures["on_time"]
    assert (report.worked_s, report.drivers) == (figures["worked"], figures["members"])
    assert hours["total_worked_s"] + hours["total_adjusted_s"] == figures["worked"]


def test_the_quarter_s_report_has_the_same_riders_times_flows_and_activities(
    lived: Record, clock: VirtualClock
) -> None:
    found = shown(lived, clock, QUARTER)
    told = again(lived, clock, found.shown, found.before)
    with lived.read() as session:
        report = count_quarter(session, LINE, QuarterNoun.of(QUARTER.first))
    names = ("new_riders", "regular_riders", "lapsed_riders", "riders")
    riders = (report.new, report.regular, report.lapsed, report.new + report.returned + report.regular)
    assert riders == tuple(told.figures[name] for name in names)
    times = {key: n.value for key, n in report.times.all().items() if len(key) == 2 and key[0] != "h"}
    assert times == {(str(day + 1), f"{hour:02d}"): n for (day, hour), n in told.grid.items()}
    flows = {k: n.value for k, n in report.flows.all().items() if len(k) == 2 and k[0] not in (OUT_OF, INTO)}
    assert flows == dict(told.flows)
    activities = {name: n.value for name, n in report.activities.all().items() if name != NO_ACTIVITY}
    assert activities == dict(told.activities)


def test_every_day_says_what_the_exported_history_says(lived: Record, clock: VirtualClock) -> None:
    with lived.read() as session:
        changes = export_history(session, ZONE, date(2026, 9, 1), date(2027, 1, 31))["changes"]
        by_day = count_by_day(session, LINE, QUARTER.first, QUARTER.last, clock.now())
    for number in range(0, QUARTER.days, 4):
        day = QUARTER.first + timedelta(days=number)
        figures = count_again(changes, LINE, (day, day), (day, day), clock.now()).figures
        counts = by_day.get(day)
        for name in ("rides", "riders", "requests", "cancellations", "no_shows", "broken"):
            assert (getattr(counts, name) if counts else 0) == figures[name], (day, name)
        assert (counts.on_time_share if counts else None) == figures["on_time"]


def test_what_is_asked_for_days_to_come_counts_before_they_begin(record: Record, clock: VirtualClock) -> None:
    """A day that was played on another clock, too, is counted as it is."""
    quarter = Quarter(record, clock, seed=3)
    quarter.begin(FIRST)
    for number in range(4):
        quarter.live(FIRST + timedelta(days=number))
    last = FIRST + timedelta(days=3)
    afterwards = datetime(2026, 10, 1, tzinfo=UTC)
    with record.read() as session:
        early, late = (
            count_ridership(session, LINE, FIRST, last, now)
            for now in (datetime(2026, 9, 1, tzinfo=UTC), afterwards)
        )
        period = Period.holding(PeriodKind.MONTH, FIRST)
        before_it = read_figures(session, LINE, period, datetime(2026, 8, 1, tzinfo=UTC))
    assert early == late
    assert early.rides > 0
    assert before_it.value("requests") == 0  # a period that has not begun shows nothing of it
