"""Days and clock times as they are typed in a call."""

from datetime import date, time

import pytest

from api.pages.typed import PastDay, UnreadDay, UnreadTime, read_clock, read_day

MONDAY = date(2026, 11, 23)
HORIZON_DAYS = 28


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", MONDAY),
        ("Vandaag", MONDAY),
        ("morgen", date(2026, 11, 24)),
        ("overmorgen", date(2026, 11, 25)),
        ("ma", MONDAY),  # a weekday is the next one, today included
        ("di", date(2026, 11, 24)),
        ("zondag", date(2026, 11, 29)),
        ("Tue", date(2026, 11, 24)),
        ("24-11", date(2026, 11, 24)),
        ("24/11/26", date(2026, 11, 24)),
        ("24 nov", date(2026, 11, 24)),
        ("di 24 nov", date(2026, 11, 24)),  # as a page writes it
        ("Tue 24 Nov", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("1-1", date(2027, 1, 1)),  # past this year, so the next
        ("24 mrt", date(2027, 3, 24)),
        ("29-2-28", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, expected: date) -> None:
    assert read_day(text, MONDAY, HORIZON_DAYS) == expected


@pytest.mark.parametrize("text", ["19-11", "22 nov", "19-11-2026", "2026-11-22", "1-7"])
def test_a_day_that_is_over_is_said_to_be_over(text: str) -> None:
    with pytest.raises(PastDay):
        read_day(text, MONDAY, HORIZON_DAYS)


def test_where_rides_are_booked_a_year_ahead_a_day_of_this_year_may_be_one_of_the_next() -> None:
    assert read_day("19-11", MONDAY, 366) == date(2027, 11, 19)


def test_a_day_of_last_year_is_over_in_january() -> None:
    with pytest.raises(PastDay):
        read_day("28-12", date(2027, 1, 5), HORIZON_DAYS)


@pytest.mark.parametrize("text", ["31-2", "x", "24-13", "gisterenochtend", "29-2", "99 nov", "24 xyz"])
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadDay):
        read_day(text, MONDAY, HORIZON_DAYS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", time(10)),
        ("1030", time(10, 30)),
        ("930", time(9, 30)),
        ("10:30", time(10, 30)),
        ("10.30", time(10, 30)),
        ("9u30", time(9, 30)),
        (" 9 uur ", time(9)),
        ("0:05", time(0, 5)),
    ],
)
def test_a_clock_time_is_read_as_people_write_it(text: str, expected: time) -> None:
    assert read_clock(text) == expected


@pytest.mark.parametrize("text", ["", "24", "10:60", "halfelf", "10.5", "-1"])
def test_what_names_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadTime):
        read_clock(text)
