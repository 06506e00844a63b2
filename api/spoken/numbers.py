"""Numbers in words, Dutch and English, as far as a clock or a calendar needs them."""

from api.spoken.tokens import Number, Ordinal, Tokens

_DUTCH = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"),
    *("twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
_DUTCH_TENS = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig"}
_DUTCH_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_ENGLISH_ORDINALS = {
    1: "first",
    2: "second",
    3: "third",
    5: "fifth",
    8: "eighth",
    9: "ninth",
    12: "twelfth",
    20: "twentieth",
    30: "thirtieth",
}
ORDINAL_ENDINGS = frozenset({"e", "de", "ste", "st", "nd", "rd", "th"})


def dutch_number(value: int) -> str:
    """Return 0 to 59 as a Dutch word without accents: “vijfentwintig”."""
    if value < len(_DUTCH):
        return _DUTCH[value]
    ten, unit = value - value % 10, value % 10
    return f"{_DUTCH[unit]}en{_DUTCH_TENS[ten]}" if unit else _DUTCH_TENS[ten]


def english_number(value: int) -> str:
    """Return 0 to 59 as English words: “twenty five”."""
    if value < len(_ENGLISH):
        return _ENGLISH[value]
    ten, unit = value - value % 10, value % 10
    return f"{_ENGLISH_TENS[ten]} {_ENGLISH[unit]}" if unit else _ENGLISH_TENS[ten]


def _dutch_ordinal(value: int) -> str:
    # Up to nineteen most end in -de: “vierde”; from twenty on all end in -ste.
    return _DUTCH_ORDINALS.get(value) or dutch_number(value) + ("de" if value < 20 else "ste")


def _english_ordinal(value: int) -> str:
    if value in _ENGLISH_ORDINALS or value < 20:
        return _ENGLISH_ORDINALS.get(value) or f"{_ENGLISH[value]}th"
    return f"{_ENGLISH_TENS[value - value % 10]} {_english_ordinal(value % 10)}"


def number_words() -> dict[tuple[str, ...], Tokens]:
    """Return what each number in words means, by the words it takes."""
    words: dict[tuple[str, ...], Tokens] = {}
    for value in range(60):
        words[(dutch_number(value),)] = (Number(value),)
        words[tuple(english_number(value).split())] = (Number(value, english=True),)
    for value in range(1, 32):
        words[(_dutch_ordinal(value),)] = (Ordinal(value),)
        words[tuple(_english_ordinal(value).split())] = (Ordinal(value),)
    return words
