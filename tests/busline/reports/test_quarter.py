"""A quarter is counted as ridership is, and leaves as it may, once and for all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.errors import UnknownNoun
from busline.figures import count_ridership
from busline.nouns import BookingState, HoursState, Quarter
from busline.record.engine import Record
from busline.record.tables import Booking, HistoryEntry, Hours, PublishedQuarter, Resident
from busline.reports.quarter import ALL, FROM, TO, count_quarter
from busline.reports.quarter_report import QuarterReport
from busline.reports.releasing import QuarterNotOver, ReportForm, exports_of, read_report, release_report
from tests.busline.record.rides import add_booking, add_duty, tuesday
from tests.busline.reports.quarter_rides import add_quarter
from tests.fixtures.line import OSDORP
from tests.tiny_line import LINE, with_tiny_line

AUTUMN, SUMMER = Quarter(2026, 4), Quarter(2026, 3)


def test_quarters_are_calendar_quarters() -> None:
    assert (AUTUMN.first, AUTUMN.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [str(one) for one in (AUTUMN.before, AUTUMN, AUTUMN.after)] == ["2026-Q3", "2026-Q4", "2027-Q1"]
    assert [Quarter.of(date(2026, month, 28)).number for month in (1, 3, 4, 6, 7, 9, 10, 12)] == [
        1, 1, 2, 2, 3, 3, 4, 4,
    ]  # fmt: skip
    assert Quarter.parse("2026-Q4") == AUTUMN
    assert [month.month for month in SUMMER.months] == [7, 8, 9]
    for wrong in ("2026-Q5", "26-Q1", "2026Q1"):
        with pytest.raises(ValueError, match="no quarter"):
            Quarter.parse(wrong)


def test_it_counts_what_ridership_counts(each_osdorp: Record, clock: VirtualClock) -> None:
    with each_osdorp.change("test") as session:
        add_quarter(session, OSDORP, SUMMER.first, 700)
    with each_osdorp.read() as session:
        counts = count_quarter(session, OSDORP, SUMMER)
        ridership = count_ridership(session, OSDORP, SUMMER.first, SUMMER.last, clock.now())
    assert counts.rides.value == ridership.rides > 500
    assert counts.rides.people == ridership.riders == counts.new + counts.returned + counts.regular
    assert counts.requests.value == ridership.requests
    assert counts.outcomes["cancellations",].value == ridership.cancellations
    assert counts.outcomes["no_shows",].value == ridership.no_shows
    assert counts.outcomes["broken",].value == ridership.broken
    assert counts.refusals[ALL,].value == ridership.refusal_count
    on_time = counts.punctual["on_time"].value
    assert on_time < ridership.rides
    assert on_time / ridership.rides == ridership.on_time_share
    for reason, count in ridership.refusals.items():
        assert counts.refusals[reason.value,].value == count
    for tally in (counts.flows, counts.times):
        assert tally[ALL,] == counts.rides
    ends = [sum(counts.flows[end, stop].value for stop in counts.used) for end in (FROM, TO)]
    assert ends == [ridership.rides] * 2


def test_riders_are_new_back_regular_or_stayed_away(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        for resident in ("first", "back", "always", "away"):
            session.add(Resident(line_id=LINE, id=resident, name=resident, home_stop_id="home"))
        session.flush()
        rides = [
            *(("rie", date(2026, 11, 24)), ("first", date(2026, 12, 1))),
            *(("back", date(2026, 1, 6)), ("back", date(2026, 12, 1))),
            *(("always", date(2026, 9, 30)), ("always", date(2026, 10, 1))),
            *(("away", date(2026, 7, 1)), ("away", date(2027, 1, 1))),
        ]
        for number, (resident, day) in enumerate(rides):
            ride = add_booking(session, f"{number}" * 32, resident=resident, state=BookingState.COMPLETED)
            ride.service_date = day
    with record.read() as session:
        counts = count_quarter(session, LINE, AUTUMN)
    # rie and first never rode before; back did, but not in summer; away did in summer and not since.
    assert (counts.new, counts.returned, counts.regular, counts.lapsed) == (2, 1, 1, 1)


def test_an_hour_is_an_hour_of_the_line_s_clock_also_when_it_changes(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        summer = add_booking(session, "a" * 32, state=BookingState.COMPLETED)
        summer.service_date = date(2026, 10, 24)  # Saturday, the last day of summer time
        summer.boarded_at = tuesday(10) - timedelta(days=31, hours=1)  # 08:00 UTC
        winter = add_booking(session, "b" * 32, state=BookingState.COMPLETED)
        winter.boarded_at = tuesday(10)  # 09:00 UTC
    with record.read() as session:
        times = count_quarter(session, LINE, AUTUMN).times
    assert times["6", "10"].value == times["2", "10"].value == 1


def test_what_left_stays_as_it_left_and_each_time_is_kept(each_osdorp: Record, clock: VirtualClock) -> None:
    with each_osdorp.change("test") as session:
        add_quarter(session, OSDORP, SUMMER.first, 400)
    first = release_report(each_osdorp, OSDORP, SUMMER, form=ReportForm.PDF, language="nl", who="wil")
    with each_osdorp.change("test", "a late correction") as session:
        ride = session.scalars(
            select(Booking).where(Booking.service_date <= SUMMER.last, Booking.state == "completed").limit(1)
        ).one()
        ride.state = BookingState.BROKEN
    clock.advance(timedelta(hours=1))
    again = release_report(each_osdorp, OSDORP, SUMMER, form=ReportForm.XLSX, language="en", who="ad")
    assert again == first
    with each_osdorp.read() as session:
        assert read_report(session, OSDORP, SUMMER, clock.now()) == first
        kept = [(one.form, one.language, one.exported_by) for one in exports_of(session, OSDORP)]
        assert kept == [("xlsx", "en", "ad"), ("pdf", "nl", "wil")]
        assert session.get_one(PublishedQuarter, (OSDORP, "2026-Q3")).made_by == "wil"
        told = session.scalars(
            select(HistoryEntry).where(HistoryEntry.noun == "report_exports").order_by(HistoryEntry.seq)
        ).all()
        assert [one.who for one in told] == ["wil", "ad"]


def test_a_quarter_that_is_not_over_does_not_leave(each_osdorp: Record, clock: VirtualClock) -> None:
    with pytest.raises(QuarterNotOver):
        release_report(each_osdorp, OSDORP, AUTUMN, form=ReportForm.JSON, language="nl", who="wil")
    with each_osdorp.read() as session:
        with pytest.raises(UnknownNoun):
            read_report(session, "elsewhere", SUMMER, clock.now())
        assert exports_of(session, OSDORP) == []


def test_an_empty_quarter_is_zeroes(each_osdorp: Record, clock: VirtualClock) -> None:
    with each_osdorp.read() as session:
        report = read_report(session, OSDORP, SUMMER, clock.now())
    assert (report.rides, report.riders, report.late, report.worked_minutes, report.lapsed) == (0,) * 5
    assert report.on_time_share is None
    assert not report.flows.withheld
    assert QuarterReport.model_validate_json(report.model_dump_json()) == report


def test_the_hours_of_a_few_drivers_are_theirs(record: Record, clock: VirtualClock) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        duty = add_duty(session)
        hours = {"worked_from": tuesday(9), "worked_to": tuesday(12), "state": HoursState.APPROVED}
        session.add(
            Hours(duty_id=duty.id, line_id=LINE, driver_id="dirk", service_date=date(2026, 11, 24), **hours)
        )
    clock.advance(timedelta(days=60))
    with record.read() as session:
        assert count_quarter(session, LINE, AUTUMN).worked_s == 3 * 3600
        report = read_report(session, LINE, AUTUMN, clock.now())
    assert (report.drivers, report.worked_minutes) == (None, None)


def test_reach_tells_of_each_home_stop_with_a_figure_and_of_the_others_together(
    each_osdorp: Record, clock: VirtualClock
) -> None:
    with each_osdorp.change("test") as session:
        add_quarter(session, OSDORP, SUMMER.first, 3000)
    with each_osdorp.read() as session:
        counts = count_quarter(session, OSDORP, SUMMER)
        report = read_report(session, OSDORP, SUMMER, clock.now())
    stops = {one.stop.id: one for one in report.reach}
    assert stops["wc-hoekenes"].residents == 210
    assert list(stops)[-1] == "elsewhere"
    for stop_id, one in stops.items():
        if stop_id != "elsewhere" and one.riders is not None:
            assert one.riders == counts.homes[stop_id].value
            assert one.riders == 0 or one.riders >= report.threshold
