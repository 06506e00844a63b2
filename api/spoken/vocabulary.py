"""The words of Dutch and English for days and clock times, each with what it means."""

from functools import cache

from babel import Locale

from api.spoken.numbers import number_words
from api.spoken.tokens import Mark, Month, Near, Number, Part, Stretch, Token, Tokens, Weekday

# By their meaning, the words that have it; accents and apostrophes are gone when a word is looked up.
MARKS: dict[Token, tuple[str, ...]] = {
    Mark.FILLER: (
        *("om", "op", "de", "het", "s", "minuut", "minuten", "min"),
        *("at", "on", "the", "minute", "minutes"),
    ),
    Mark.OF: ("of",),
    Mark.HALF: ("half",),
    Mark.HALF_PAST: ("half past",),
    Mark.QUARTER: ("kwart", "een kwart", "kwartier", "quarter", "a quarter"),
    Mark.BEFORE: ("voor", "to", "till", "til", "before"),
    Mark.PAST: ("na", "past", "after"),
    Mark.OVER: ("over",),
    Mark.IN: ("in",),
    Mark.HOUR: ("uur", "u", "h", "o clock", "oclock"),
    Mark.NOON: ("middaguur", "noon", "midday", "12 noon", "twelve noon"),
    Mark.MIDNIGHT: ("middernacht", "midnight", "12 midnight", "twelve midnight"),
    Mark.COMING: (
        *("aanstaande", "aankomende", "komende", "eerstvolgende", "as", "a s"),
        *("coming", "upcoming", "this coming"),
    ),
    Mark.NEXT: ("volgende", "next"),
    Mark.THIS: ("deze", "this"),
    Mark.FROM_NOW: ("vanaf nu", "vanaf vandaag", "from now", "from today"),
    Part.AM: ("am", "a m"),
    Part.PM: ("pm", "p m"),
    Part.MORNING: (
        *("ochtend", "ochtends", "morgens", "in de ochtend", "in de morgen"),
        *("morning", "in the morning"),
    ),
    Part.AFTERNOON: ("middags", "in de middag", "afternoon", "in the afternoon"),
    Part.MIDDAG: ("middag",),
    Part.EVENING: ("avond", "avonds", "in de avond", "evening", "in the evening"),
    Part.NIGHT: ("nachts", "in de nacht", "night", "at night", "in the night"),
    Near(-2): ("eergisteren", "day before yesterday", "the day before yesterday"),
    Near(-1): ("gisteren", "yesterday"),
    Near(0): ("vandaag", "vd", "nu", "today", "now"),
    Near(1): ("morgen", "tomorrow", "tm"),
    Near(2): ("overmorgen", "day after tomorrow", "the day after tomorrow"),
    Stretch(1): ("dag", "dagen", "day", "days"),
    Stretch(7): ("week", "weken", "weeks"),
    Stretch(14): ("fortnight", "fortnights"),
    Month(3): ("mrt",),
}
# Words with two meanings at once: a day and a part of it, or one of something.
COMPOUNDS: dict[str, Tokens] = {
    "a day": (Number(1), Stretch(1)),
    "a week": (Number(1), Stretch(7)),
    "a fortnight": (Number(1), Stretch(14)),
    "vanochtend": (Near(0), Part.MORNING),
    "vanmorgen": (Near(0), Part.MORNING),
    "vanmiddag": (Near(0), Part.AFTERNOON),
    "vanavond": (Near(0), Part.EVENING),
    "morgenochtend": (Near(1), Part.MORNING),
    "morgenmiddag": (Near(1), Part.AFTERNOON),
    "morgenavond": (Near(1), Part.EVENING),
    "overmorgenochtend": (Near(2), Part.MORNING),
    "overmorgenmiddag": (Near(2), Part.AFTERNOON),
    "overmorgenavond": (Near(2), Part.EVENING),
    "this morning": (Near(0), Part.MORNING),
    "this afternoon": (Near(0), Part.AFTERNOON),
    "this evening": (Near(0), Part.EVENING),
    "tonight": (Near(0), Part.EVENING),
}
# What a Dutch weekday is joined with: “dinsdagmiddag”, “dinsdag morgen”.
WEEKDAY_PARTS = {
    "ochtend": Part.MORNING,
    "morgen": Part.MORNING,
    "middag": Part.AFTERNOON,
    "avond": Part.EVENING,
}
# A beginning that one coordinator writes for tomorrow (morgen) and another for Monday.
NOT_SHORT = frozenset({"mo"})


@cache
def vocabulary() -> dict[tuple[str, ...], Tokens]:
    """Return what each word, or row of words, means."""
    found: dict[tuple[str, ...], Tokens] = {(short,): (name,) for short, name in _shortened().items()}
    found |= number_words()
    for meaning, said in MARKS.items():
        found |= {tuple(words.split()): (meaning,) for words in said}
    found |= {tuple(words.split()): meanings for words, meanings in COMPOUNDS.items()}
    for index, name in Locale.parse("nl").days["format"]["wide"].items():
        for joined, part in WEEKDAY_PARTS.items():
            meanings = (Weekday(index), part)
            found[(f"{name}{joined}",)] = found[(name, joined)] = meanings
    return found


def _shortened() -> dict[str, Weekday | Month]:
    """Return weekdays from two letters on and months from three, where the beginning means only one."""
    found: dict[str, set[Weekday | Month]] = {}
    for locale in (Locale.parse("nl"), Locale.parse("en")):
        for index, name in locale.days["format"]["wide"].items():
            for short in _beginnings(name, 2):
                found.setdefault(short, set()).add(Weekday(index))
        for number, name in locale.months["format"]["wide"].items():
            for short in _beginnings(name, 3):
                found.setdefault(short, set()).add(Month(number))
    return {
        short: meanings.pop()
        for short, meanings in found.items()
        if len(meanings) == 1 and short not in NOT_SHORT
    }


def _beginnings(name: str, least: int) -> list[str]:
    return [name[:length].lower() for length in range(least, len(name) + 1)]
