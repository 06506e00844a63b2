"""Periods follow on each other without a gap, and compare like with like."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busline.figures import Period, PeriodKind

DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))
KINDS = st.sampled_from(list(PeriodKind))


@given(KINDS, DAYS)
def test_every_day_is_in_one_period_of_a_kind(kind: PeriodKind, day: date) -> None:
    period = Period.holding(kind, day)
    assert period.first <= day <= period.last
    assert period.after.first == period.last + timedelta(days=1)
    assert period.before.last == period.first - timedelta(days=1)
    assert period.before.after == period == period.after.before


@given(KINDS, DAYS, st.integers(0, 400))
def test_as_many_days_are_compared_as_have_passed(kind: PeriodKind, day: date, passed: int) -> None:
    whole = Period.holding(kind, day)
    shown = whole.until(whole.first + timedelta(days=passed))
    before = shown.compared(whole)
    assert before.first == whole.baseline.first
    assert before.last <= whole.baseline.last
    if kind is PeriodKind.DAY:
        assert before.first == day - timedelta(days=7)
    else:
        assert whole.baseline == whole.before
    if shown == whole:
        assert before == whole.baseline
    else:
        assert before.days == min(shown.days, whole.baseline.days)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (PeriodKind.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (PeriodKind.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_periods_of_a_tuesday_in_november(kind: PeriodKind, first: date, last: date) -> None:
    assert Period.holding(kind, date(2026, 11, 24)) == Period(kind, first, last)
