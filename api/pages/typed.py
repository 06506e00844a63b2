"""Days and clock times as a coordinator types them with the phone on the shoulder."""

import re
from datetime import date, time, timedelta

from babel import Locale

from busline.errors import InvalidInput

TODAY = {"vandaag", "vd", "today", "nu", "now"}
TOMORROW = {"morgen", "mo", "tomorrow", "tm"}
DAY_AFTER = {"overmorgen", "om"}
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{2}|\d{4}))?$")
_NAMED_MONTH = re.compile(r"^(\d{1,2})[ -]*([a-zé]{3,})\.?(?: +(\d{4}))?$")
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.,u h]?(\d{2}))?(?: *(?:u|uur|h))?$")


class UnreadDay(InvalidInput):
    """What was typed names no day."""

    code = "day-unread"


class UnreadTime(InvalidInput):
    """What was typed names no clock time."""

    code = "time-unread"


class PastDay(InvalidInput):
    """What was typed names a day that is over."""

    code = "day-past"


def read_day(text: str, today: date, horizon_days: int) -> date:
    """Return the day that `text` names: “vandaag”, “di”, “24-11”, “24 nov”, “2026-11-24”; empty is today.

    A weekday is the next one, today included. A day without a year is the one that can be booked, up to
    `horizon_days` ahead; if none can, the nearest.

    Raises
    ------
    UnreadDay
        If it names none.
    PastDay
        If it names one that is over.
    """
    word = " ".join(text.lower().replace(",", " ").split())
    if word in TODAY or not word:
        return today
    if word in TOMORROW:
        return today + timedelta(days=1)
    if word in DAY_AFTER:
        return today + timedelta(days=2)
    # “di 24 nov”, as a page writes it: the weekday only repeats what the date says.
    shorter = re.sub(r"^[a-z]+\.? +(?=\d)", "", word)
    found = _weekday(word, today) or _dated(shorter, today, horizon_days)
    if found is None:
        raise UnreadDay(f"“{text}” names no day. Write for example Tue, tomorrow or 24-11.")
    if found < today:
        raise PastDay(f"{found} is over. Name a later day.", day=found)
    return found


def read_clock(text: str) -> time:
    """Return the clock time that `text` names: “10”, “1030”, “10:30”, “10.30”, “9u30”.

    Raises
    ------
    UnreadTime
        If it names none.
    """
    found = _CLOCK.match(text.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise UnreadTime(f"“{text}” is no clock time. Write for example 10:30.")
    return time(hour, minute)


def _weekday(word: str, today: date) -> date | None:
    if len(word) < 2:
        return None
    for code in ("nl", "en"):
        names = Locale.parse(code).days["format"]["wide"]
        for weekday, name in names.items():
            if name.lower().startswith(word):
                return today + timedelta(days=(weekday - today.weekday()) % 7)
    return None


def _dated(word: str, today: date, horizon_days: int) -> date | None:
    if found := _ISO.match(word):
        return _make(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(word):
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif found := _NAMED_MONTH.match(word):
        named = _month(found[2])
        if named is None:
            return None
        day, month, year = int(found[1]), named, found[3]
    else:
        return None
    if year is not None:
        return _make(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _without_year(month, day, today, horizon_days)


def _without_year(month: int, day: int, today: date, horizon_days: int) -> date | None:
    """Return the bookable one of such days, else the nearest: one of last week is not next year's."""
    years = (_make(year, month, day) for year in (today.year - 1, today.year, today.year + 1))
    found = [one for one in years if one]
    bookable = [one for one in found if 0 <= (one - today).days <= horizon_days]
    return min(bookable or found, key=lambda one: abs(one - today), default=None)


def _month(word: str) -> int | None:
    for code in ("nl", "en"):
        for number, name in Locale.parse(code).months["format"]["wide"].items():
            if name.lower().startswith(word) or (word == "mrt" and number == 3):
                return int(number)
    return None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
