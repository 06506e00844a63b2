"""On which days a standing booking rides: rhythm, skipped days, holidays, and the turn of the year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busline.rules.holidays import USUAL_HOLIDAYS, Holiday
from busline.rules.standing import DayOff, Series, day_off, days_off, is_in_rhythm, next_days, rides_on

MONDAY = date(2026, 11, 16)
TUESDAYS = Series(weekday=1, every_weeks=1, first_on=MONDAY)

dates = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@st.composite
def series(draw: st.DrawFn) -> Series:
    first_on = draw(dates)
    return Series(
        weekday=draw(st.integers(0, 6)),
        every_weeks=draw(st.integers(1, 4)),
        first_on=first_on,
        last_on=draw(st.none() | st.integers(0, 400).map(lambda days: first_on + timedelta(days=days))),
        skipped=draw(st.frozensets(st.integers(0, 200).map(lambda days: first_on + timedelta(days=days)))),
        holidays=draw(st.sampled_from(((), USUAL_HOLIDAYS, tuple(Holiday)))),
    )


@pytest.mark.parametrize(
    ("day", "weekly", "fortnightly"),
    [
        (date(2026, 11, 10), False, False),  # before it began
        (date(2026, 11, 17), True, True),  # the first week
        (date(2026, 11, 18), False, False),  # a Wednesday
        (date(2026, 11, 24), True, False),
        (date(2026, 12, 1), True, True),
    ],
)
def test_which_days_are_in_the_rhythm(day: date, weekly: bool, fortnightly: bool) -> None:
    assert is_in_rhythm(TUESDAYS, day) is weekly
    assert is_in_rhythm(replace(TUESDAYS, every_weeks=2), day) is fortnightly


def test_fortnightly_goes_on_over_a_year_of_53_weeks() -> None:
    # 2026 has a week 53 (28 December to 3 January): by the number of the week the rhythm would stumble.
    fortnightly = replace(TUESDAYS, every_weeks=2)
    assert date(2026, 12, 29).isocalendar().week == 53
    assert next_days(fortnightly, date(2026, 12, 1), 5) == [
        date(2026, 12, 1),
        date(2026, 12, 15),
        date(2026, 12, 29),
        date(2027, 1, 12),
        date(2027, 1, 26),
    ]


def test_a_holiday_is_a_day_off_unless_it_does_not_count() -> None:
    mondays = replace(TUESDAYS, weekday=0, holidays=USUAL_HOLIDAYS)
    easter_monday = date(2027, 3, 29)
    assert day_off(mondays, easter_monday) == DayOff(easter_monday, Holiday.EASTER_MONDAY)
    assert not rides_on(mondays, easter_monday)
    assert rides_on(replace(mondays, holidays=()), easter_monday)
    assert day_off(TUESDAYS, easter_monday) is None  # not its day anyway


def test_the_days_that_it_does_not_ride_are_told() -> None:
    saturdays = replace(
        TUESDAYS, weekday=5, holidays=USUAL_HOLIDAYS, skipped={date(2026, 12, 12), date(2026, 12, 13)}
    )
    assert days_off(saturdays, date(2026, 12, 1), date(2027, 1, 31)) == [
        DayOff(date(2026, 12, 12)),
        DayOff(date(2026, 12, 26), Holiday.SECOND_CHRISTMAS_DAY),
    ]
    assert next_days(saturdays, date(2026, 12, 6), 2) == [date(2026, 12, 19), date(2027, 1, 2)]


def test_a_series_that_ends_has_no_days_after() -> None:
    ends = replace(TUESDAYS, last_on=date(2026, 12, 1))
    assert next_days(ends, date(2026, 11, 20), 9) == [date(2026, 11, 24), date(2026, 12, 1)]


def test_a_series_that_is_always_skipped_is_not_looked_for_for_ever() -> None:
    skipped = {MONDAY + timedelta(days=days) for days in range(4 * 366)}
    assert next_days(replace(TUESDAYS, skipped=skipped), MONDAY, 1) == []


@given(series(), dates, st.integers(1, 6))
def test_next_days_are_the_days_on_which_it_rides(some: Series, start: date, count: int) -> None:
    found = next_days(some, start, count)
    assert len(found) <= count
    if found:
        days = [start + timedelta(days=n) for n in range((found[-1] - start).days + 1)]
        assert [day for day in days if rides_on(some, day)] == found


@given(series(), dates)
def test_a_day_rides_is_off_or_is_no_day_of_the_rhythm(some: Series, day: date) -> None:
    off = day_off(some, day)
    assert [rides_on(some, day), off is not None, not is_in_rhythm(some, day)].count(True) == 1
    assert (off in days_off(some, day, day)) is (off is not None)


@given(series())
def test_rides_lie_whole_rhythms_apart(some: Series) -> None:
    found = next_days(some, some.first_on, 5)
    assert all((day - found[0]).days % (7 * some.every_weeks) == 0 for day in found)
    assert all(some.first_on <= day <= (some.last_on or date.max) for day in found)
