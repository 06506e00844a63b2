"""What is written out reads back to itself, and whatever is typed is read or asked back."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.spoken import Field, NotUnderstood
from api.spoken.vocabulary import vocabulary
from api.words import LANGUAGES, Times
from busline.days import AMSTERDAM, at
from tests.api.spoken.saying import MONDAY, by_day, in_dutch, in_english, read_clock, read_day, read_moment

CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
DAYS = st.integers(0, 28).map(lambda days: MONDAY + timedelta(days=days))
WORDS = [" ".join(words) for words in vocabulary()]
SCRAPS = [
    *WORDS,
    *"0123456789",
    "10",
    "24",
    "2026",
    ":",
    ".",
    "-",
    "/",
    ",",
    "'s",
    "e",
    "th",
    " ",
    "?",
    "é",
    "²",
]
ANYTHING = (
    st.text()
    | st.lists(st.sampled_from(SCRAPS)).map(" ".join)
    | st.lists(st.sampled_from(SCRAPS)).map("".join)
)


@given(CLOCKS)
def test_every_minute_in_digits_is_itself(clock: time) -> None:
    hour, minute = clock.hour, f"{clock.minute:02d}"
    written = [Times(language, AMSTERDAM).clock(at(MONDAY, clock, AMSTERDAM)) for language in LANGUAGES]
    for text in (*written, *(f"{hour}{sign}{minute}" for sign in ":.u")):
        assert read_clock(text) == clock, text
    assert read_clock(f"{hour:02d}{minute}") == clock


@given(CLOCKS.filter(lambda clock: clock != time(0)))
def test_every_minute_in_words_is_itself(clock: time) -> None:
    for text in (in_dutch(clock), in_english(clock)):
        assert read_clock(text) == clock, text


@given(DAYS, CLOCKS)
def test_every_day_that_can_be_booked_is_itself_with_and_without_a_time(day: date, clock: time) -> None:
    written = [day.isoformat(), f"{day.day}-{day.month}", f"{day.day}-{day.month}-{day.year}"]
    for language in LANGUAGES:
        times = Times(language, AMSTERDAM)
        written += [times.day(day), times.day_long(day), f"{times.day(day)} {day.year}"]
    for text in written:
        assert read_day(text) == day, text
        for field in Field:
            both = read_moment(f"{text} {clock:%H:%M}", None, field=field)
            assert (both.date(), both.time()) == (day, clock), (text, field)


@given(ANYTHING, st.sampled_from(Field), st.booleans())
def test_any_text_is_read_or_asked_back(text: str, field: Field, has_hours: bool) -> None:
    try:
        found = read_moment(text, by_day(MONDAY) if has_hours else None, field=field)
    except NotUnderstood:
        return
    assert found.date() >= MONDAY


@pytest.mark.parametrize("words", vocabulary())
def test_no_word_hides_a_part_of_another(words: tuple[str, ...]) -> None:
    """A word that can't be typed, because it is split or plain letters differ, would never be heard."""
    assert all(word.isalnum() and word.isascii() and word == word.lower() for word in words)
    assert len(words) <= 4
