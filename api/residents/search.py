"""Finding a resident while the name is still being said: by name, phone or street, spelling forgiven."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import Resident

ALIKE = 75.0  # a word that is less like another (0–100) is another word
SHORTEST_NUMBER = 3
STREET_WEIGHT = 0.9  # of two equal matches, that of the name comes first


@dataclass(frozen=True, slots=True)
class Findable:
    """What of a resident is searched."""

    id: str
    name: str
    phone: str
    street: str


def find_residents(session: Session, line_id: str, asked: str, limit: int) -> list[Resident]:
    """Return the active residents that fit `asked`, the best first; everybody by name if it is empty."""
    rows = session.execute(
        select(Resident.id, Resident.name, Resident.phone, Resident.street).where(
            Resident.line_id == line_id, Resident.active
        )
    )
    ids = best([Findable(*row) for row in rows], asked, limit)
    found = session.scalars(select(Resident).where(Resident.line_id == line_id, Resident.id.in_(ids)))
    return sorted(found, key=lambda resident: ids.index(resident.id))


def best(residents: Iterable[Findable], asked: str, limit: int) -> list[str]:
    """Return the ids of the residents that fit `asked`, the best first, then by name."""
    digits = "".join(letter for letter in asked if letter.isdigit())
    words = fold(asked).split()
    number = national(digits) if len(digits) >= SHORTEST_NUMBER and not _has_letters(asked) else ""
    scored = [(_phone_score(one, number) if number else _word_score(one, words), one) for one in residents]
    fitting = sorted((-score, fold(one.name), one.id) for score, one in scored if score > 0)
    return [resident_id for _, _, resident_id in fitting[:limit]]


def fold(text: str) -> str:
    """Return `text` as it is compared: small letters without accents, “ij” and “y” the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return "".join(kept).replace("ij", "y").strip()


def national(digits: str) -> str:
    """Return the digits of a phone number without the zeros and the country that come before it."""
    return digits.removeprefix("00").removeprefix("31").lstrip("0")


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _phone_score(one: Findable, number: str) -> float:
    own = national("".join(letter for letter in one.phone if letter.isdigit()))
    if not own or number not in own:
        return 0.0
    return 100.0 if own.startswith(number) or own.endswith(number) else 80.0


def _word_score(one: Findable, words: list[str]) -> float:
    """Return how well all `words` are met, 0 if one is not; without words everybody fits the same."""
    name, street = fold(one.name).split(), fold(one.street).split()
    total = 0.0
    for word in words:
        met = max(_like(word, name), STREET_WEIGHT * _like(word, street))
        if met == 0:
            return 0.0
        total += met
    return total / len(words) if words else 1.0


def _like(word: str, others: list[str]) -> float:
    return max((_alike(word, other) for other in others), default=0.0)


def _alike(word: str, other: str) -> float:
    if other == word:
        return 100.0
    if other.startswith(word):
        return 95.0
    if len(word) < SHORTEST_NUMBER or word.isdigit():
        return 0.0
    if word in other:  # “plein” is what people say of the Osdorpplein
        return 85.0
    # Somebody who is still typing has only the beginning: compare with as much of the other word.
    score = max(fuzz.ratio(word, other), fuzz.ratio(word, other[: len(word)]))
    return 0.8 * score if score >= ALIKE else 0.0
