"""Whether a driver may take a duty: what the law counts over a year is looked at over a year."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from busline.days import AMSTERDAM, at
from busline.nouns import DutyState
from busline.record.engine import Record
from busline.record.tables import Driver, Duty, ElsewherePattern, IdleWindow, WorkedElsewhere
from busline.roster.law_days import days_of_law
from busline.roster.may_drive import AgainstTheRules, why_not_drive
from busline.roster.swaps import SwapWish, ask_swap
from busline.rules.long_working_time import all_violations
from busline.rules.owed_breaks import with_owed_breaks
from busline.rules.working_time import ViolationKind, WorkingTimeRules, WorkSpan
from tests.tiny_line import LINE, with_tiny_line

SUNDAY = date(2026, 11, 29)  # the Sunday after the Tuesday that it is
WEEK = timedelta(weeks=1)
WHO, OTHER = "dirk", "dora"
NOW = at(date(2026, 11, 24), time(8), AMSTERDAM)


@pytest.fixture
def tiny(record: Record) -> Record:
    """The smallest line, on each database; one more driver."""
    return with_other(with_tiny_line(record))


@pytest.fixture
def small(sqlite_record: Record) -> Record:
    """The same, on SQLite alone."""
    return with_other(with_tiny_line(sqlite_record))


def with_other(record: Record) -> Record:
    with record.change("test") as session:
        session.add(Driver(line_id=LINE, id=OTHER, name="Dora", phone="", wheelchair_trained=True))
        session.execute(delete(ElsewherePattern))
    return record


def moment(day: date, text: str) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def add_duty(record: Record, day: date, driver_id: str | None, duty_id: str | None = None) -> str:
    """Add a duty of three hours in a window of its own."""
    duty_id = duty_id or f"{driver_id}-{day}"
    starts_at, ends_at = moment(day, "10:00"), moment(day, "13:00")
    with record.change("test") as session:
        window = IdleWindow(
            line_id=LINE,
            van_id="van",
            base_stop_id="base",
            service_date=day,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.add(window)
        session.flush()
        session.add(
            Duty(
                id=duty_id,
                line_id=LINE,
                window_id=window.id,
                van_id="van",
                driver_id=driver_id,
                service_date=day,
                starts_at=starts_at,
                ends_at=ends_at,
                state=DutyState.OPEN if driver_id is None else DutyState.PLANNED,
            )
        )
    return duty_id


def refusal(record: Record, duty_id: str) -> str | None:
    """Return the rule that keeps the driver from a duty."""
    with record.read() as session:
        refused = why_not_drive(session, WHO, [session.get_one(Duty, duty_id)])
    return None if refused is None else str(refused.params["rule"])


@pytest.mark.parametrize("worked", [38, 39])
def test_the_fortieth_sunday_in_a_year_is_refused(tiny: Record, worked: int) -> None:
    for week in range(51 - worked, 51):  # all of them in the year before, with the oldest far away
        add_duty(tiny, SUNDAY - (51 - week) * WEEK, WHO)
    duty_id = add_duty(tiny, SUNDAY, None)
    assert refusal(tiny, duty_id) == ("too_few_free_sundays" if worked == 39 else None)


def test_sundays_to_come_and_elsewhere_count_too_and_those_of_more_than_a_year_ago_do_not(
    tiny: Record,
) -> None:
    for week in range(1, 31):
        add_duty(tiny, SUNDAY - (week + 1) * WEEK, WHO)
    for week in range(1, 6):
        add_duty(tiny, SUNDAY + week * WEEK, WHO)
    for week in range(52, 60):
        add_duty(tiny, SUNDAY - week * WEEK, WHO)
    with tiny.change("test") as session:
        for week in range(40, 44):  # a night that begins on the Saturday is work on the Sunday
            day = SUNDAY - week * WEEK - timedelta(days=1)
            session.add(
                WorkedElsewhere(
                    line_id=LINE,
                    driver_id=WHO,
                    service_date=day,
                    starts_at=moment(day, "20:00"),
                    ends_at=moment(day + timedelta(days=1), "02:00"),
                )
            )
    duty_id = add_duty(tiny, SUNDAY, None)
    assert refusal(tiny, duty_id) == "too_few_free_sundays"  # 30 + 5 + 4, and this one
    with tiny.change("test") as session:
        session.execute(delete(Duty).where(Duty.id == f"{WHO}-{SUNDAY + WEEK}"))
    assert refusal(tiny, duty_id) is None


def test_who_works_every_sunday_elsewhere_may_still_drive_on_a_tuesday(tiny: Record) -> None:
    with tiny.change("test") as session:
        session.add(
            ElsewherePattern(
                line_id=LINE, driver_id=WHO, weekday=6, starts=time(18), ends=time(20), employer=""
            )
        )
    assert refusal(tiny, add_duty(tiny, SUNDAY + timedelta(days=2), None)) is None
    # And on a Sunday that is not free anyway.
    assert refusal(tiny, add_duty(tiny, SUNDAY, None)) is None


def test_a_swap_looks_a_year_back(tiny: Record) -> None:
    for week in range(12, 51):
        add_duty(tiny, SUNDAY - week * WEEK, WHO)
    duty_id = add_duty(tiny, SUNDAY, OTHER)
    wish = SwapWish(duty_id, OTHER, WHO)
    with pytest.raises(AgainstTheRules, match="free sundays"), tiny.change(OTHER) as session:
        ask_swap(session, LINE, wish, now=NOW)
    # In return for the other Sunday, they are 39 as before.
    back = add_duty(tiny, SUNDAY + WEEK, WHO, "back")
    with tiny.change("test") as session:
        session.execute(delete(Duty).where(Duty.id == f"{WHO}-{SUNDAY - 12 * WEEK}"))
    with tiny.change(OTHER) as session:
        assert ask_swap(session, LINE, SwapWish(duty_id, OTHER, WHO, back), now=NOW).id


def test_hours_that_are_planned_after_the_duty_count_in_the_average(tiny: Record) -> None:
    """Three weeks of 60 hours elsewhere are to come, and 38 now: three more are over 220 in four weeks."""
    monday = SUNDAY + timedelta(days=1)
    with tiny.change("test") as session:
        for week in range(1, 4):
            for day in range(6):
                that = monday + week * WEEK + timedelta(days=day)
                session.add(
                    WorkedElsewhere(
                        line_id=LINE,
                        driver_id=WHO,
                        service_date=that,
                        starts_at=moment(that, "08:00"),
                        ends_at=moment(that, "18:00"),
                    )
                )
        for day in range(4):  # 38 hours in the week of the duty
            that = monday + timedelta(days=day)
            session.add(
                WorkedElsewhere(
                    line_id=LINE,
                    driver_id=WHO,
                    service_date=that,
                    starts_at=moment(that, "08:00"),
                    ends_at=moment(that, "17:30"),
                )
            )
    duty_id = add_duty(tiny, monday + timedelta(days=5), None)
    assert refusal(tiny, duty_id) == "too_much_in_4_weeks"


@given(
    weeks=st.sets(st.integers(-51, 8), min_size=34, max_size=50),
    day=st.integers(0, 13),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_little_finds_what_reading_two_years_would(small: Record, weeks: set[int], day: int) -> None:
    that = SUNDAY + timedelta(days=day)
    assume(that not in {SUNDAY + week * WEEK for week in weeks})
    with small.change("test") as session:
        session.execute(delete(Duty))
    sundays = sorted(SUNDAY + week * WEEK for week in weeks)
    for sunday in sundays:
        add_duty(small, sunday, WHO)
    wanted = add_duty(small, that, None)
    everything = [WorkSpan(moment(one, "10:00"), moment(one, "13:00")) for one in sundays]
    more = WorkSpan(moment(that, "10:00"), moment(that, "13:00"))
    before, after = _too_many_sundays(everything), _too_many_sundays([*everything, more])
    worse = any(worked > before.get(year, 0) for year, worked in after.items())
    assert refusal(small, wanted) == ("too_few_free_sundays" if worse else None)


def _too_many_sundays(work: list[WorkSpan]) -> dict[datetime, int]:
    rules = WorkingTimeRules()
    found = all_violations(with_owed_breaks(work, rules), rules, zone=AMSTERDAM)
    return {one.start: one.actual_s for one in found if one.kind is ViolationKind.TOO_FEW_FREE_SUNDAYS}


def test_of_a_year_only_weekends_are_read_and_only_for_a_sunday() -> None:
    tuesday = SUNDAY + timedelta(days=2)
    near = days_of_law([tuesday], sundays=False)
    assert (near[0], near[-1], len(near)) == (tuesday - 16 * WEEK, tuesday + 16 * WEEK, 2 * 16 * 7 + 1)
    year = days_of_law([SUNDAY], sundays=True)
    assert (min(year), max(year)) == (SUNDAY - 52 * WEEK, SUNDAY + 52 * WEEK)
    assert len(year) < len(near) + 2 * 36 * 2 + 2


def test_a_week_that_is_too_long_already_gets_no_longer(tiny: Record) -> None:
    week = [SUNDAY + timedelta(days=day) for day in range(1, 7)]
    with tiny.change("test") as session:
        for day in week:  # 53 hours elsewhere
            starts, ends = ("10:00", "18:00") if day == week[-1] else ("13:30", "22:30")
            session.add(
                WorkedElsewhere(
                    line_id=LINE,
                    driver_id=WHO,
                    service_date=day,
                    starts_at=moment(day, starts),
                    ends_at=moment(day, ends),
                )
            )
    for day in week[:2]:
        assert refusal(tiny, add_duty(tiny, day, None)) is None
        add_duty(tiny, day, WHO)
    for day in week[2:4]:  # 62 hours, then 65
        assert refusal(tiny, add_duty(tiny, day, None)) == "too_much_in_week"
        add_duty(tiny, day, WHO)  # it was given before somebody heard of the hours elsewhere
