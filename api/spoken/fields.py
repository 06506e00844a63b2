"""What stands in one field: a day, a clock time, a part of the day, or several of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from api.spoken.clock import NOON, Clock, Style, read_clock_words
from api.spoken.days import Calendar, Day, read_day_words
from api.spoken.errors import UnreadDay, UnreadTime
from api.spoken.hearing import hear
from api.spoken.tokens import Mark, Part, Tokens


class Field(Enum):
    """What a field is there for; it decides where “10.10” could be the tenth of October or ten past ten."""

    DAY = auto()
    CLOCK = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in one field; what was not is None or empty."""

    day: Day | None = None
    clock: Clock | None = None
    parts: tuple[Part, ...] = ()


NOTHING = Said()


def read_field(text: str, field: Field, calendar: Calendar) -> Said:
    """Return what `text` says: “morgen half elf”, “kwart voor 3”, “dinsdagmiddag”; of nothing, nothing.

    Raises
    ------
    UnreadDay, UnreadTime
        If not every word of it is understood, or in two ways: “3 dec 13”. Which one depends on the field.
    """
    if not text.strip():
        return NOTHING
    tokens = hear(text)
    readings = set(_readings(tokens, field, calendar)) if tokens else set()
    least = min((_unlikeliness(said, field) for said in readings), default=None)
    likeliest = [said for said in readings if _unlikeliness(said, field) == least]
    if len(likeliest) != 1:
        raise UnreadDay(text) if field is Field.DAY else UnreadTime(text)
    return likeliest[0]


def _unlikeliness(said: Said, field: Field) -> tuple[bool, int]:
    """Rank what the field is for before a mixture, that before anything else, and contradictions last."""
    has_day, has_clock = said.day is not None, said.clock is not None
    is_meant, is_other = (has_day, has_clock) if field is Field.DAY else (has_clock, has_day)
    contradicts = said.day is not None and said.day.is_other_weekday
    return contradicts, (0 if is_meant and not is_other else 1 if is_meant else 2)


def _readings(tokens: Tokens, field: Field, calendar: Calendar) -> Iterator[Said]:
    """Yield all that `tokens` can say: a day, then a clock time, or the other way round."""
    if field is Field.CLOCK and tokens == (Part.MIDDAG,):
        yield Said(clock=Clock((NOON,), Style.EXACT))
        return
    for place in range(len(tokens) + 1):
        head, tail = _trimmed(tokens[:place]), _trimmed(tokens[place:])
        yield from _pair(head, tail, calendar)
        if head and tail:
            yield from _pair(tail, head, calendar)


def _trimmed(words: Tokens) -> Tokens:
    """Return `words` without what only kept them apart from others."""
    while words and words[0] is Mark.FILLER:
        words = words[1:]
    while words and words[-1] is Mark.FILLER:
        words = words[:-1]
    return words


def _pair(day_words: Tokens, clock_words: Tokens, calendar: Calendar) -> Iterator[Said]:
    day = read_day_words(day_words, calendar) if day_words else None
    if day_words and day is None:
        return
    if day and clock_words and read_day_words((*day_words, clock_words[0]), calendar):
        return  # the next word belongs to the day: a year
    if not clock_words:
        yield Said(day)
    for parts, rest in _without_parts(clock_words):
        clock = read_clock_words(rest) if rest else None
        if clock or (parts and not rest):
            yield Said(day, clock, parts)


def _without_parts(words: Tokens) -> Iterator[tuple[tuple[Part, ...], Tokens]]:
    """Yield the part of the day that is said before or after a clock time, and the rest."""
    if not words:
        return
    match words:
        case [Part() as part, *rest]:
            yield (part,), tuple(rest)
        case [*rest, Part() as part]:
            yield (part,), tuple(rest)
        case _:
            yield (), words
