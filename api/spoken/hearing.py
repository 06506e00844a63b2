"""From text to tokens: words are looked up, numbers and the signs between them kept."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.spoken.numbers import ORDINAL_ENDINGS
from api.spoken.tokens import Mark, Number, Ordinal, Sign, Token, Tokens
from api.spoken.vocabulary import vocabulary

_LEXEME = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_APOSTROPHES = str.maketrans("'’‘`´", "     ")
MOST_DIGITS = 4
PAUSE = " "  # a comma or full stop between two numbers that keeps them apart


@dataclass(frozen=True, slots=True)
class _Lexeme:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0] in "0123456789"

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def hear(text: str) -> Tokens | None:
    """Return what the words of `text` mean; None if one is not known.

    Words that mean nothing are left out, but for those between two numbers: “10 om 11” is no time, and
    “24-11 om 10:30” a day and a time.
    """
    lexemes = [*_without_stops(_split(text))]
    heard: list[Token] = []
    place = 0
    while place < len(lexemes):
        found = _numeral(lexemes, place) or _phrase(lexemes, place)
        if found is None:
            return None
        heard += found[0]
        place += found[1]
    return _without_fillers(heard)


def _without_fillers(heard: list[Token]) -> Tokens:
    kept: list[Token] = []
    for index, token in enumerate(heard):
        following = heard[index + 1] if index + 1 < len(heard) else None
        if token is not Mark.FILLER or (
            kept and isinstance(kept[-1], Number) and isinstance(following, Number)
        ):
            kept.append(token)
    return tuple(kept)


def _split(text: str) -> list[_Lexeme]:
    spaced = text.translate(_APOSTROPHES).lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(c))
    return [_Lexeme(found[0], *found.span()) for found in _LEXEME.finditer(plain)]


def _without_stops(lexemes: list[_Lexeme]) -> Iterator[_Lexeme]:
    """Yield all but the signs that only end or join words: “di. 24-nov, twenty-five”."""
    for index, one in enumerate(lexemes):
        before = lexemes[index - 1] if index else None
        after = lexemes[index + 1] if index + 1 < len(lexemes) else None
        between_numbers = before and after and before.is_number and after.is_number
        is_tight = before and after and before.end == one.start and one.end == after.start
        if one.text in ",." and before and not (between_numbers and is_tight):
            if between_numbers:
                yield replace(one, text=PAUSE)
            continue
        if one.text == "-" and before and after and (before.is_word or after.is_word):
            continue
        yield one


def _numeral(lexemes: list[_Lexeme], place: int) -> tuple[Tokens, int] | None:
    """Return a number or a sign in digits, and how many lexemes it takes."""
    one = lexemes[place]
    if one.text == PAUSE:
        return (Mark.FILLER,), 1
    if one.text in "-/.:,":
        return (Sign(one.text),), 1
    if not one.is_number or len(one.text) > MOST_DIGITS:
        return None
    after = lexemes[place + 1] if place + 1 < len(lexemes) else None
    if after and after.start == one.end and after.text in ORDINAL_ENDINGS:
        return (Ordinal(int(one.text)),), 2
    # “12 noon” is a phrase that begins with digits.
    return _phrase(lexemes, place) or ((Number(int(one.text), one.text),), 1)


def _phrase(lexemes: list[_Lexeme], place: int) -> tuple[Tokens, int] | None:
    """Return what the longest row of words that is known means, and how many it takes."""
    known = vocabulary()
    for length in (4, 3, 2, 1):
        words = tuple(one.text for one in lexemes[place : place + length])
        if len(words) == length and words in known:
            return known[words], length
    return None
