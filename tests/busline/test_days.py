"""Days are local days: 23 hours in the spring night, 25 in the autumn one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busline.days import AMSTERDAM, at, day_span, instant, iso_z, seconds, service_day

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
# From 2020 to 2040.
instants = st.integers(1_577_836_800, 2_208_988_800).map(lambda s: datetime.fromtimestamp(s, UTC))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 24), 24)])
def test_how_long_a_day_is(day: date, hours: int) -> None:
    starts, ends = day_span(day, AMSTERDAM)
    assert ends - starts == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "clock_time", "utc"),
    [
        (SPRING, time(1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (SPRING, time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # never shown: means 03:30
        (SPRING, time(3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (AUTUMN, time(1, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # shown twice: the first
        (AUTUMN, time(3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_clock_times_of_the_two_nights(day: date, clock_time: time, utc: datetime) -> None:
    assert at(day, clock_time, AMSTERDAM) == utc


@given(moment=instants)
def test_every_instant_lies_in_its_own_day(moment: datetime) -> None:
    starts, ends = day_span(service_day(moment, AMSTERDAM), AMSTERDAM)
    assert starts <= moment < ends


@given(moment=instants)
def test_seconds_and_text_name_the_same_instant(moment: datetime) -> None:
    assert instant(seconds(moment)) == moment
    assert datetime.fromisoformat(iso_z(moment)) == moment


def test_days_follow_each_other_without_a_gap() -> None:
    day = date(2026, 1, 1)
    for _ in range(365):
        assert day_span(day, AMSTERDAM)[1] == day_span(day + timedelta(days=1), AMSTERDAM)[0]
        day += timedelta(days=1)
