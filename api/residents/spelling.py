"""How names and streets are compared: how they are written matters little, how they sound much.

Dutch names are heard long before they are seen: “Dijk, Dyk or Dyck”, “Jansen with one s or two”, “van der,
van den or vd”. Each word has a folded form and the sound that it has in common with others.
"""

import re
import unicodedata
from functools import lru_cache

# What stands between a first name and a name, and is written in many ways; all of a row of them are one.
PARTICLES = frozenset({"v", "van", "vd", "vanden", "vander", "vande", "d", "de", "den", "der"})
ROW_OF_PARTICLES = "vd"
_POSTCODE = re.compile(r"\b(\d{4})\s?([a-z]{2})\b")
_ONE_WORD = re.compile(r"^vande[nr]?(?=\w{3})")
# In this order: what a sound can be written as, and the one way in which it is compared.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("(?<=[gkdbt])h", ""),  # Ramdhani, Thijs
    ("sch(?=$|[^aeiouy])", "s"),  # Bosch, Schmidt
    ("ssch", "s"),  # Visscher
    ("ck(?=x)", ""),  # Hendrickx
    ("ck|cqu?|c(?=[aouklrt]|$)|qu?", "k"),
    ("ch", "g"),
    ("ph|v", "f"),
    ("x", "ks"),
    ("z", "s"),
    ("ij|e[iy]|a[iy]|y", "y"),
    ("ae", "a"),
    ("o[eu]w?|auw?", "u"),
    ("dt?$|td?$", "t"),
)
_RULES = tuple((re.compile(pattern), written) for pattern, written in _SOUNDS)
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<=.)[aeiouyhw]")


def fold(text: str) -> str:
    """Return `text` as it is compared: small letters without accents, words apart, “ij” and “y” the same."""
    low = text.casefold()
    if not low.isascii():
        # “ı” and “ø” have no accent to lose, but nobody here types them.
        low = low.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("æ", "ae")
        low = "".join(one for one in unicodedata.normalize("NFKD", low) if not unicodedata.combining(one))
    kept = "".join(letter if letter.isalnum() else " " for letter in low)
    return " ".join(_POSTCODE.sub(r"\1\2", kept).replace("ij", "y").split())


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """Return what a folded `word` has in common with those that sound the same: “jansen” for “Janssen”."""
    if not word.isalpha():
        return word  # a house number, a postcode
    heard = word
    for pattern, written in _RULES:
        heard = pattern.sub(written, heard)
    return _DOUBLE.sub(r"\1", heard)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """Return the consonants of a folded `word`: “mmt” for “Mohamed” and “Muhammad”; short ones have none."""
    bones = _VOWELS.sub("", sound(word))
    return bones if len(bones) >= 3 else ""


def asked_words(text: str) -> list[str]:
    """Return the words of what was typed; a row of particles is one: “van der”, “v.d.” and “van den”.

    At the end they stay apart: what comes next may show that “van d” began “van Dijk”.
    """
    words: list[str] = []
    row: list[str] = []
    for word in fold(text).split():
        if word not in PARTICLES or (row and word.startswith("v")):
            words += _as_one(row)
            row = []
        if word in PARTICLES:
            row.append(word)
        else:
            words.append(word)
    return words + row


def name_words(name: str) -> set[str]:
    """Return all words under which a name is found, with its particles apart, as one, and joined."""
    plain = fold(name).split()
    found = {*plain, *asked_words(name)}
    for word in plain:
        if rest := _ONE_WORD.sub("", word):
            found |= {ROW_OF_PARTICLES, rest} if rest != word else set()
    for start, word in enumerate(plain[:-1]):
        if word in PARTICLES and (start == 0 or plain[start - 1] not in PARTICLES):
            end = start
            while end < len(plain) - 1 and plain[end] in PARTICLES:
                end += 1
            found.add("".join(plain[start : end + 1]))  # “devries”, “vanderberg”
    return found


def _as_one(row: list[str]) -> list[str]:
    """Return a row of particles as words: those of “van der” are one, “de” and “van” alone are themselves."""
    is_many = len(row) > 1 or row[:1] in (["vd"], ["vanden"], ["vander"], ["vande"])
    return [ROW_OF_PARTICLES] if is_many else row
