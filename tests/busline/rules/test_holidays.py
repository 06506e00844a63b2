"""The Dutch calendar: which day is which holiday, and which of them count on a line."""

from datetime import date, timedelta

import pytest

from busline.rules.holidays import USUAL_HOLIDAYS, Holiday, holiday_on, holidays_on
from busline.rules.line_rules import LineRules


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 1, 1), Holiday.NEW_YEAR),
        (date(2026, 4, 3), Holiday.GOOD_FRIDAY),
        (date(2026, 4, 5), Holiday.EASTER_SUNDAY),
        (date(2026, 4, 6), Holiday.EASTER_MONDAY),
        (date(2026, 4, 27), Holiday.KINGS_DAY),
        (date(2025, 4, 26), Holiday.KINGS_DAY),  # the 27th is a Sunday
        (date(2031, 4, 26), Holiday.KINGS_DAY),
        (date(2026, 5, 5), Holiday.LIBERATION_DAY),
        (date(2026, 5, 14), Holiday.ASCENSION_DAY),
        (date(2026, 5, 24), Holiday.WHIT_SUNDAY),
        (date(2026, 5, 25), Holiday.WHIT_MONDAY),
        (date(2026, 12, 25), Holiday.CHRISTMAS_DAY),
        (date(2026, 12, 26), Holiday.SECOND_CHRISTMAS_DAY),
        (date(2024, 3, 31), Holiday.EASTER_SUNDAY),  # the day on which the clock goes forward
        (date(2027, 3, 29), Holiday.EASTER_MONDAY),
        (date(2038, 4, 26), Holiday.EASTER_MONDAY),
    ],
)
def test_what_day_it_is(day: date, holiday: Holiday) -> None:
    assert holidays_on(day) == {holiday}
    assert holiday_on(day, Holiday) is holiday


@pytest.mark.parametrize("day", [date(2025, 4, 27), date(2026, 4, 26), date(2026, 5, 4), date(2026, 12, 24)])
def test_what_is_no_holiday(day: date) -> None:
    assert holidays_on(day) == set()
    assert holiday_on(day, Holiday) is None


@pytest.mark.parametrize(
    ("year", "counted", "found"),
    [
        (2025, (Holiday.LIBERATION_DAY_FIFTH_YEAR,), Holiday.LIBERATION_DAY_FIFTH_YEAR),
        (2026, (Holiday.LIBERATION_DAY_FIFTH_YEAR,), None),
        (2030, (Holiday.LIBERATION_DAY_FIFTH_YEAR,), Holiday.LIBERATION_DAY_FIFTH_YEAR),
        (2025, (Holiday.LIBERATION_DAY,), Holiday.LIBERATION_DAY),
        (2026, (Holiday.LIBERATION_DAY,), Holiday.LIBERATION_DAY),
        (2026, (), None),
        (2025, USUAL_HOLIDAYS, Holiday.LIBERATION_DAY_FIFTH_YEAR),
        (2026, USUAL_HOLIDAYS, None),
    ],
)
def test_liberation_day_counts_as_the_line_says(
    year: int, counted: tuple[Holiday, ...], found: Holiday | None
) -> None:
    assert holiday_on(date(year, 5, 5), counted) is found


def test_two_holidays_on_one_day_are_both_known() -> None:
    day = date(2016, 5, 5)
    assert holidays_on(day) == {Holiday.LIBERATION_DAY, Holiday.ASCENSION_DAY}
    assert holiday_on(day, USUAL_HOLIDAYS) is Holiday.ASCENSION_DAY


@pytest.mark.parametrize("year", range(2020, 2061))
def test_every_year_has_them_all_around_easter(year: int) -> None:
    days = {
        one: date(year, 1, 1) + timedelta(n)
        for n in range(366)
        for one in holidays_on(date(year, 1, 1) + timedelta(n))
    }
    assert set(days) | {Holiday.LIBERATION_DAY_FIFTH_YEAR} == set(Holiday)
    easter = days[Holiday.EASTER_SUNDAY]
    assert easter.weekday() == 6
    after = {
        Holiday.GOOD_FRIDAY: -2,
        Holiday.EASTER_MONDAY: 1,
        Holiday.ASCENSION_DAY: 39,
        Holiday.WHIT_MONDAY: 50,
    }
    assert {one: (days[one] - easter).days for one in after} == after
    assert days[Holiday.KINGS_DAY].weekday() != 6


def test_a_line_lets_standing_bookings_stay_at_home_on_the_usual_ones() -> None:
    rules = LineRules()
    assert not rules.standing_on_holidays
    assert Holiday.EASTER_MONDAY in rules.holidays
    assert not {Holiday.GOOD_FRIDAY, Holiday.LIBERATION_DAY} & set(rules.holidays)
