"""Everything that is asked back is asked in both languages."""

from datetime import date

import pytest

from api.spoken import NotUnderstood, PastDay, UnreadDay, UnreadTime
from api.spoken.errors import (
    OtherWeekday,
    SkippedTime,
    TwoDaysSaid,
    TwoTimesSaid,
    UnsureDay,
    UnsureMidnight,
    UnsureTime,
    UnsureTimeOutside,
)
from api.words import LANGUAGES, words_in

FIRST, LAST = date(2026, 11, 24), date(2026, 12, 1)
ASKED = [
    UnreadDay("x"),
    UnreadTime("x"),
    PastDay(FIRST),
    UnsureDay(FIRST, LAST),
    UnsureTime(["09:30", "10:30", "21:30"]),
    UnsureTimeOutside("21:00", "09:00"),
    UnsureMidnight(FIRST, LAST),
    OtherWeekday(FIRST),
    TwoDaysSaid(FIRST, LAST),
    TwoTimesSaid(),
    SkippedTime(date(2026, 3, 29), "02:30", "03:30"),
]


def test_none_is_forgotten() -> None:
    assert {type(error) for error in ASKED} == set(NotUnderstood.__subclasses__())


@pytest.mark.parametrize("error", ASKED, ids=lambda error: error.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_asked_with_all_that_can_be_meant(error: NotUnderstood, language: str) -> None:
    sentence = words_in(language)(f"fault-{error.code}", **{k: f"<{v}>" for k, v in error.params.items()})
    for value in error.params.values():
        assert f"<{value}>" in sentence
    assert [fault.code for fault in error.faults] == [error.code]
