"""Times, counts and phone numbers as they stand on a page."""

from datetime import UTC, datetime

import pytest

from api.words import Times

# 09:05 UTC is 10:05 in Amsterdam, an hour ahead in November.
MOMENT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def test_times_are_local_with_weekday_and_date() -> None:
    dutch, english = Times("nl"), Times("en")
    assert dutch.day_span(MOMENT, MOMENT.replace(minute=15)) == "di 24 nov, 10:05–10:15"
    assert english.day_span(MOMENT, MOMENT.replace(minute=15)) == "Tue 24 Nov, 10:05–10:15"
    assert dutch.day_long(MOMENT) == "dinsdag 24 november"
    assert dutch.month(MOMENT.date()) == "november 2026"


def test_both_hours_of_the_autumn_night_are_half_past_two() -> None:
    # On 25 October 2026 the clock goes back at 01:00 UTC: 00:30 and 01:30 UTC are both 02:30.
    for hour in (0, 1):
        assert Times().clock(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) == "02:30"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0:00"), (45_000, "12:30"), (59, "0:01"), (-600, "−0:10"), (360_000, "100:00")],
)
def test_work_is_told_in_hours_and_minutes(seconds: int, expected: str) -> None:
    assert Times().hours(seconds) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+31205550100", "020 555 0100"),
        ("+31612345678", "06 12 34 56 78"),
        ("+3226200000", "+32 2 620 00 00"),
        ("not a number", "not a number"),
    ],
)
def test_phone_numbers_stand_in_groups(number: str, expected: str) -> None:
    assert Times().phone(number) == expected


def test_counts_have_the_readers_separators() -> None:
    assert Times("nl").number(1234.5, 1) == "1.234,5"
    assert Times("en").number(1234.5, 1) == "1,234.5"
    assert Times().percent(0.934) == "93%"
