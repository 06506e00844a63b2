"""Clock times as people say them, each with all that it can mean."""

from dataclasses import dataclass
from enum import Enum, auto

from api.spoken.tokens import Mark, Number, Part, Sign, Tokens

HOUR, HALF_DAY, DAY = 60, 12 * 60, 24 * 60
NOON, MIDNIGHT = HALF_DAY, DAY
# From which minute of the day to which (excluded) people say so; midnight is minute 1440, the end of a day.
PARTS: dict[Part, tuple[tuple[int, int], ...]] = {
    Part.AM: ((0, NOON), (MIDNIGHT, MIDNIGHT + 1)),
    Part.PM: ((NOON, MIDNIGHT),),
    Part.MORNING: ((HOUR, NOON),),
    Part.AFTERNOON: ((NOON, 18 * HOUR),),
    Part.MIDDAG: ((NOON, 18 * HOUR),),
    Part.EVENING: ((17 * HOUR, MIDNIGHT + 1),),
    Part.NIGHT: ((0, 6 * HOUR), (21 * HOUR, MIDNIGHT + 1)),
}


class Style(Enum):
    """How a clock time was put, and so how literally it is meant."""

    EXACT = auto()  # on the clock of 24 hours for sure: “15:30”, “08:00”
    WRITTEN = auto()  # in digits, as that clock has it, but “3:30” may be of a clock of 12 hours
    SPOKEN = auto()  # “half vier”, “3 uur”: on a clock of 12 hours


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as minutes of the day, the literal one first, and the other readings of a 12-hour clock.

    The minute 1440 is a midnight of which nobody said whether the day begins or ends with it.
    """

    readings: tuple[int, ...]
    style: Style

    def within(self, parts: tuple[Part, ...]) -> tuple[int, ...]:
        """Return the readings that `parts` of the day leave; without any, those that the style leaves."""
        if not parts:
            return self.readings[:1] if self.style is Style.EXACT else self.readings
        return tuple(minute for minute in self.readings if all(_is_in(minute, part) for part in parts))


def _is_in(minute: int, part: Part) -> bool:
    return any(start <= minute < end for start, end in PARTS[part])


def read_clock_words(tokens: Tokens) -> Clock | None:
    """Return the clock time that `tokens` say, all of them, or None."""
    match tokens:
        case [Mark.NOON]:
            return Clock((NOON,), Style.EXACT)
        case [Mark.MIDNIGHT]:
            return Clock((MIDNIGHT,), Style.EXACT)
        case [Number() as hour, Mark.HOUR]:
            return _spoken(hour, 0)
        case [*rest, Mark.HOUR] if Mark.HOUR not in rest:
            return _figures(tuple(rest)) or _relative(tuple(rest))
        case [Number(digits=digits) as hour] if len(digits) <= 2:
            return _spoken(hour, 0) if hour.value < 24 else None
    return _figures(tokens) or _relative(tokens)


def _figures(tokens: Tokens) -> Clock | None:
    """Read hour and minute: “10:30”, “9u30”, “1030”, “10 30”, “ten thirty”."""
    match tokens:
        case [Number(digits=digits)] if len(digits) > 2:
            return _written(Number(int(digits[:-2]), digits[:-2]), Number(int(digits[-2:]), digits[-2:]))
        case [Number() as hour, Sign(":" | "." | ","), Number() as minute]:
            return _written(hour, minute)
        case [Number() as hour, Mark.HOUR, Number() as minute] | [Number() as hour, Number() as minute]:
            return _written(hour, minute)
    return None


def _relative(tokens: Tokens) -> Clock | None:
    """Read what is said from an hour or a half hour: “kwart voor 3”, “tien voor half vier”, “ten to four”."""
    match tokens:
        case [Mark.HALF, Number(english=True) as hour]:
            return _either_half(hour)
        case [Mark.HALF, Number() as hour]:
            return _spoken(hour, -30)
        case [Mark.HALF_PAST, Number() as hour]:
            return _spoken(hour, 30)
        case [Mark.QUARTER, side, Number() as hour]:
            return _spoken(hour, _signed(15, side))
        case [Number(value=count), side, Mark.HALF, Number(english=False) as hour] if 1 <= count < 15:
            return _spoken(hour, _signed(count, side, from_half=True))
        case [Number(value=count), side, Number() as hour] if 1 <= count < 30:
            return _spoken(hour, _signed(count, side))
    return None


def _signed(count: int, side: object, *, from_half: bool = False) -> int | None:
    if side is Mark.BEFORE:
        return -count - (30 if from_half else 0)
    if side in (Mark.PAST, Mark.OVER):
        return count - (30 if from_half else 0)
    return None


def _spoken(hour: Number, offset: int | None) -> Clock | None:
    """Return a clock time by its distance from a full hour."""
    if offset is None or hour.value > 24 or len(hour.digits) > 2:
        return None
    minute = hour.value * HOUR + offset
    if 1 <= hour.value <= 12 and not hour.digits.startswith("0"):
        early = minute % HALF_DAY
        return Clock((early, early + HALF_DAY) if early else (NOON, MIDNIGHT), Style.SPOKEN)
    if not 0 <= minute <= DAY:
        return None
    return Clock(_both(minute), Style.EXACT)


def _written(hour: Number, minute: Number) -> Clock | None:
    """Return hour and minute; the minute takes two digits, or two digits' worth of a word."""
    if minute.value > 59 or (len(minute.digits) != 2 if minute.digits else minute.value < 10):
        return None
    if hour.value > 24 or len(hour.digits) > 2 or (hour.value == 24 and minute.value):
        return None
    literal = hour.value * HOUR + minute.value
    if not 1 <= hour.value <= 12 or hour.digits.startswith("0"):
        return Clock(_both(literal), Style.EXACT)
    return Clock(_both(literal), Style.WRITTEN if hour.digits else Style.SPOKEN)


def _both(minute: int) -> tuple[int, ...]:
    """Return a minute and the other reading that a 12-hour clock would have, if there is one."""
    if HOUR <= minute < NOON:
        return (minute, minute + HALF_DAY)
    if NOON <= minute < NOON + HOUR:
        return (minute, minute - HALF_DAY or MIDNIGHT)
    return (minute,)


def _either_half(hour: Number) -> Clock | None:
    """Read “half ten”: half past nine where Dutch thinks along, half past ten in Britain."""
    halves = (_spoken(hour, -30), _spoken(hour, 30))
    readings = sorted(reading for half in halves if half for reading in half.readings)
    return Clock(tuple(readings), Style.SPOKEN) if readings else None
