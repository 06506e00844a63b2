"""A standing booking as a sentence: “Elke dinsdag naar De Meervaart, er om 10:05, terug om 12:00.”"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from babel.lists import format_list

from api.words.times import Times
from api.words.words import Words
from busline.nouns import TimeMode

A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Habit:
    """What the sentence says. ``origin`` is left out where it goes without saying: from home."""

    weekday: int
    every_weeks: int
    place: str
    mode: TimeMode
    out_at: time
    back_at: time | None = None
    last_on: date | None = None
    origin: str = ""


def habit_sentence(words: Words, times: Times, habit: Habit, today: date) -> str:
    """Return when and where somebody rides, as it is read to them `today`."""
    return words(
        "standing-sentence",
        weeks=habit.every_weeks,
        weekday=times.weekday(A_MONDAY + timedelta(days=habit.weekday)),
        origin=habit.origin or "none",
        place=habit.place,
        mode=habit.mode.value,
        time=f"{habit.out_at:%H:%M}",
        back=f"{habit.back_at:%H:%M}" if habit.back_at else "none",
        until=_until(times, habit.last_on, today) if habit.last_on else "none",
    )


def _until(times: Times, day: date, today: date) -> str:
    said = times.day(day)
    return said if day.year == today.year else f"{said} {day.year}"


def listed(times: Times, items: Iterable[str]) -> str:
    """Return items in a row as people say them: “di 1 dec, di 8 dec en di 15 dec”."""
    return format_list(list(items), locale=times.locale)
