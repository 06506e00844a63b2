"""Days and clock times as they are typed in a call."""

from datetime import date, time

import pytest

from api.pages.typed import UnreadDay, UnreadTime, read_clock, read_day

MONDAY = date(2026, 11, 23)


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
        ("19-11", date(2026, 11, 19)),  # just past: said to be so, not taken for next year's
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, expected: date) -> None:
    assert read_day(text, MONDAY) == expected


@pytest.mark.parametrize("text", ["31-2", "x", "24-13", "gisterenochtend", "29-2", "99 nov", "24 xyz"])
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadDay):
        read_day(text, MONDAY)


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
