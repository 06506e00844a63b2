"""Finding a resident while the name is still being said: by name, phone or street, spelling forgiven.

Every word is looked up among all different words there are, and each of those knows whose it is: that is
a few thousand comparisons for a word, however many residents share a name or a street.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import fuzz, process

from api.residents.spelling import asked_words, fold, name_words, skeleton, sound

ALIKE = 75.0  # a word that is less like another (0–100) is another word
SHORTEST_NUMBER = 3
SHORTEST_SOUND = 2  # letters of it that must be there before sounds are compared: “bur” of “Bourguignon”
STREET_WEIGHT = 0.9  # of two equal matches, that of the name comes first
# How well a word is met, 0–100: written so, sounding so, beginning so, having it inside, its consonants.
SAME, SOUNDS, BEGINS, SOUNDS_BEGUN, INSIDE, BONES = 100.0, 97.0, 95.0, 90.0, 85.0, 62.0


@dataclass(frozen=True, slots=True)
class Findable:
    """What of a resident is searched; ``street`` may have the postcode too."""

    id: str
    name: str
    phone: str
    street: str


@dataclass(frozen=True, slots=True)
class _Entry:
    order: tuple[str, str]
    plain: frozenset[str]  # the words of the name as they are written
    name: frozenset[str]
    street: frozenset[str]
    number: str


class Index:
    """Everybody who can be found, by each of their words; grows and shrinks by one resident at a time."""

    def __init__(self, residents: Iterable[Findable] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._named: dict[str, set[str]] = defaultdict(set)  # ids by a word of their name
        self._living: dict[str, set[str]] = defaultdict(set)  # ids by a word of their street
        for one in residents:
            self.put(one)

    def put(self, one: Findable) -> None:
        """Let `one` be found, as it is now."""
        self.remove(one.id)
        folded = fold(one.name)
        entry = _Entry(
            order=(folded, one.id),
            plain=frozenset(folded.split()),
            name=frozenset(name_words(one.name)),
            street=frozenset(fold(one.street).split()),
            number=national("".join(letter for letter in one.phone if letter.isdigit())),
        )
        self._entries[one.id] = entry
        for words, ids in ((entry.name, self._named), (entry.street, self._living)):
            for word in words:
                ids[word].add(one.id)

    def remove(self, resident_id: str) -> None:
        """Let a resident be found no more."""
        entry = self._entries.pop(resident_id, None)
        for words, ids in ((entry.name, self._named), (entry.street, self._living)) if entry else ():
            for word in words:
                ids[word].discard(resident_id)
                if not ids[word]:
                    del ids[word]

    def best(self, asked: str, limit: int) -> list[str]:
        """Return the ids of those who fit `asked`, the best first, then by name; everybody if it is empty."""
        digits = "".join(letter for letter in asked if letter.isdigit())
        if len(digits) >= SHORTEST_NUMBER and not any(letter.isalpha() for letter in asked):
            scored = self._by_number(national(digits))
        else:
            scored = self._by_words(asked)
        ranked = ((-score, *self._entries[one].order) for one, score in scored.items())
        return [resident_id for _, _, resident_id in nsmallest(limit, ranked)]

    def _by_number(self, number: str) -> dict[str, float]:
        found = {one: entry.number for one, entry in self._entries.items() if number in entry.number}
        is_end = {one: own.startswith(number) or own.endswith(number) for one, own in found.items()}
        return {one: 100.0 if at_end else 80.0 for one, at_end in is_end.items()}

    def _by_words(self, asked: str) -> dict[str, float]:
        """Return how well all words are met, of those by whom each of them is."""
        words = asked_words(asked)
        if not words:
            return dict.fromkeys(self._entries, 1.0)
        total = self._met(words[0])
        for word in words[1:]:
            met = self._met(word)
            total = {one: score + met[one] for one, score in total.items() if one in met}
        # A name that is written just so goes a little before others: “van den” where “van der” was typed.
        written = set(fold(asked).split())
        entries = self._entries
        return {one: score / len(words) + len(written & entries[one].plain) for one, score in total.items()}

    def _met(self, word: str) -> dict[str, float]:
        """Return how well one word is met, of each resident whose name or street has one like it."""
        met: dict[str, float] = {}
        for ids, weight in ((self._living, STREET_WEIGHT), (self._named, 1.0)):
            for other, score in _alike(word, ids):
                weighed = weight * score
                for one in ids[other]:
                    if met.get(one, 0.0) < weighed:
                        met[one] = weighed
        return met


def best(residents: Iterable[Findable], asked: str, limit: int) -> list[str]:
    """Return the ids of those of `residents` that fit `asked`, the best first, then by name."""
    return Index(residents).best(asked, limit)


def national(digits: str) -> str:
    """Return the digits of a phone number without the zeros and the country that come before it."""
    return digits.removeprefix("00").removeprefix("31").lstrip("0")


def _alike(word: str, others: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield those of `others` that `word` may mean, each with how well; one may come more than once.

    Somebody who is still typing has only the beginning: a word is compared with as much of the other.
    """
    # “gi” may become “gij”, which is written “gy” here.
    begins = (word, f"{word[:-1]}y") if word.endswith("i") else (word,)
    if len(word) < SHORTEST_NUMBER or not word.isalpha():
        yield from (
            (other, SAME if other == word else BEGINS) for other in others if other.startswith(begins)
        )
        return
    heard, bones = sound(word), skeleton(word)
    left: list[str] = []
    for other in others:
        if other.startswith(begins):
            yield other, SAME if other == word else BEGINS
        elif word in other:  # “plein” is what people say of the Osdorpplein
            yield other, INSIDE
        elif other.isalpha():
            left.append(other)
    if len(heard) < SHORTEST_SOUND:
        left = []  # “qqq” sounds like one letter, and that is the beginning of many names
    sounds = [sound(other) for other in left]
    for other, its in zip(left, sounds, strict=True):
        if its == heard:
            yield other, SOUNDS
        elif its.startswith(heard):
            yield other, SOUNDS_BEGUN
        elif bones and bones == skeleton(other) and other[0] == word[0]:
            yield other, BONES
    # As it is written, so far as it is written, and as it sounds.
    begun = [other[: len(word)] for other in left]
    for asked, written in ((word, left), (word, begun), (heard, sounds)):
        for _, score, place in process.extract_iter(asked, written, scorer=fuzz.ratio, score_cutoff=ALIKE):
            yield left[place], 0.8 * score
