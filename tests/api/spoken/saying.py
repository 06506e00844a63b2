"""Reading one field on a Monday morning in November, and saying a clock time as people do."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from api.spoken import Calendar, Field, Hours, one_day, one_instant, read_field
from api.spoken.numbers import dutch_number, english_number
from busline.days import AMSTERDAM, at

MONDAY = date(2026, 11, 23)
HORIZON_DAYS = 28


def by_day(day: date, zone: ZoneInfo = AMSTERDAM) -> Hours:
    """Return the hours of a line that drives from eight to six."""
    return at(day, time(8), zone), at(day, time(18), zone)


def read_day(text: str, today: date = MONDAY, horizon_days: int = HORIZON_DAYS) -> date:
    """Return the day that stands in the day's field."""
    return one_day([read_field(text, Field.DAY, Calendar(today, horizon_days))], today)


def read_moment(text: str, hours: Hours | None, today: date = MONDAY, field: Field = Field.CLOCK) -> datetime:
    """Return the local time that stands in one field, perhaps with its day; `hours` are of the day found."""
    said = read_field(text, field, Calendar(today, HORIZON_DAYS))
    day = one_day([said], today)
    return one_instant([said], text, day, AMSTERDAM, hours).astimezone(AMSTERDAM)


def read_clock(text: str, hours: Hours | None = None, today: date = MONDAY) -> time:
    """Return the clock time that stands in the time's field."""
    return read_moment(text, hours, today).time()


def in_dutch(clock: time) -> str:
    """Return “tien voor half vier ’s middags” for any time but midnight."""
    this, following = dutch_number((clock.hour - 1) % 12 + 1), dutch_number(clock.hour % 12 + 1)
    minute = clock.minute
    part = _dutch_part(clock.hour)
    if minute == 0:
        return f"{this} uur {part}"
    if minute in (15, 30, 45):
        said = {15: f"kwart over {this}", 30: f"half {following}", 45: f"kwart voor {following}"}[minute]
        return f"{said} {part}"
    if minute < 15:
        return f"{dutch_number(minute)} over {this} {part}"
    if minute > 45:
        return f"{dutch_number(60 - minute)} voor {following} {part}"
    side = "voor" if minute < 30 else "over"
    return f"{dutch_number(abs(minute - 30))} {side} half {following} {part}"


def _dutch_part(hour: int) -> str:
    if hour < 6:
        return "’s nachts"
    return "’s morgens" if hour < 12 else "’s middags" if hour < 18 else "’s avonds"


def in_english(clock: time) -> str:
    """Return “ten to four pm” for any time but midnight."""
    this, following = english_number((clock.hour - 1) % 12 + 1), english_number(clock.hour % 12 + 1)
    minute = clock.minute
    part = "am" if clock.hour < 12 else "pm"
    if minute == 0:
        return f"{this} o’clock {part}"
    if minute in (15, 30, 45):
        said = {15: f"quarter past {this}", 30: f"half past {this}", 45: f"a quarter to {following}"}[minute]
        return f"{said} {part}"
    if minute < 30:
        return f"{english_number(minute)} minutes past {this} {part}"
    return f"{english_number(60 - minute)} to {following} {part}"
