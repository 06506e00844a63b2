"""What a word can mean: the alphabet in which days and clock times are read."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


@dataclass(frozen=True, slots=True)
class Number:
    """A count; ``digits`` as they were typed, empty for a word. ``english`` marks a word of English only."""

    value: int
    digits: str = ""
    english: bool = False


@dataclass(frozen=True, slots=True)
class Ordinal:
    """“24e”, “first”: a day of a month."""

    value: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign between two typed numbers."""

    text: str


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0."""

    index: int


@dataclass(frozen=True, slots=True)
class Month:
    """January is 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Near:
    """A day by its distance from today: “morgen” is 1."""

    days: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A number of days that has a name: “week” is 7."""

    days: int


class Part(StrEnum):
    """A part of the day, which tells the two readings of a clock time apart."""

    AM = auto()
    PM = auto()
    MORNING = auto()
    AFTERNOON = auto()
    MIDDAG = auto()  # the afternoon too, but alone it is noon
    EVENING = auto()
    NIGHT = auto()


class Mark(Enum):
    """A word with one meaning in the grammar."""

    FILLER = auto()  # means nothing, but keeps two numbers apart: “24-11 om 10:30”
    OF = auto()  # English: of a month
    HALF = auto()  # Dutch: half an hour before
    HALF_PAST = auto()
    QUARTER = auto()
    BEFORE = auto()
    PAST = auto()
    OVER = auto()  # Dutch: past an hour, or in some days
    IN = auto()
    HOUR = auto()
    NOON = auto()
    MIDNIGHT = auto()
    COMING = auto()
    NEXT = auto()
    THIS = auto()
    FROM_NOW = auto()


Token = Number | Ordinal | Sign | Weekday | Month | Near | Stretch | Part | Mark
Tokens = tuple[Token, ...]
