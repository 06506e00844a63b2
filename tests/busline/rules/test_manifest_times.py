"""When manifests are published, and how long a change waits for more of the kind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from busline.days import AMSTERDAM
from busline.rules.line_rules import LineRules
from busline.rules.manifest_times import ManifestTimes, Unrest

TIMES = ManifestTimes(LineRules(), AMSTERDAM)
NOW = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)  # 20:00 in Amsterdam
TOMORROW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_evening_is_a_local_one_on_both_sides_of_a_clock_change() -> None:
    assert TIMES.evening_before(date(2026, 10, 25)) == datetime(2026, 10, 24, 17, tzinfo=UTC)
    assert TIMES.evening_before(date(2026, 10, 26)) == datetime(2026, 10, 25, 18, tzinfo=UTC)


def test_ten_changes_in_a_row_are_told_when_it_has_been_quiet_for_a_while() -> None:
    unrest = Unrest("0", NOW, NOW)
    for number in range(1, 10):
        now = NOW + minutes(3 * number)
        unrest = unrest.seen(str(number), now)
        assert not TIMES.is_settled(unrest, TOMORROW, now)
    last = NOW + minutes(27)
    assert not TIMES.is_settled(unrest.seen("9", last + minutes(9)), TOMORROW, last + minutes(9))
    assert TIMES.is_settled(unrest.seen("9", last + minutes(10)), TOMORROW, last + minutes(10))


def test_changes_without_an_end_are_told_after_an_hour() -> None:
    unrest = Unrest("0", NOW, NOW)
    for number in range(1, 12):
        unrest = unrest.seen(str(number), NOW + minutes(5 * number))
        assert not TIMES.is_settled(unrest, TOMORROW, NOW + minutes(5 * number))
    assert TIMES.is_settled(unrest.seen("12", NOW + minutes(60)), TOMORROW, NOW + minutes(60))


def test_shortly_before_the_duty_and_under_way_a_minute_is_enough() -> None:
    for starts_at in (NOW + minutes(60), NOW - minutes(30)):
        assert not TIMES.is_settled(Unrest("0", NOW, NOW), starts_at, NOW + minutes(0.9))
        assert TIMES.is_settled(Unrest("0", NOW, NOW), starts_at, NOW + minutes(1))


def test_nobody_is_written_to_at_night_unless_the_duty_begins_early() -> None:
    night, morning = datetime(2026, 11, 24, 22, tzinfo=UTC), datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert TIMES.told_from(TOMORROW + minutes(1), night) == morning
    assert TIMES.told_from(datetime(2026, 11, 25, 6, tzinfo=UTC), night) == night
    assert TIMES.of_use_until(TOMORROW, night) == TOMORROW - minutes(60)
    assert TIMES.of_use_until(TOMORROW, TOMORROW - minutes(20)) == TOMORROW


@given(some.lists(some.integers(1, 900), min_size=1, max_size=40))
def test_no_change_waits_longer_than_the_rule_says(waits: list[int]) -> None:
    unrest, now = Unrest("", NOW, NOW), NOW
    for number, wait in enumerate(waits):
        now += timedelta(seconds=wait)
        unrest = unrest.seen(str(number), now)
        if TIMES.is_settled(unrest, TOMORROW, now):
            return
        assert now - NOW < minutes(60)


def test_waiting_at_most_for_less_than_the_quiet_is_refused() -> None:
    with pytest.raises(ValidationError, match="manifest_longest_s"):
        LineRules(manifest_quiet_s=600, manifest_longest_s=500)
