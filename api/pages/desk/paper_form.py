"""A ride that was written on paper while the computer was down: when the caller really asked for it."""

from datetime import date, datetime, time, timedelta

from api.pages.frame import Reader
from api.spoken import Calendar, Field, NotUnderstood, Said, UnreadTime, one_instant, read_field
from busline.days import at

MOST_DAYS_AGO = 14
# “half vier” on a form is of the day: nobody phones at night.
FIRST_CALL, LAST_CALL = time(6), time(22)


def read_called(frame: Reader, text: str) -> tuple[datetime | None, str]:
    """Return when the caller phoned, by what is written on the form, or the sentence for what is wrong.

    Without a day it was today; a weekday is the last one.
    """
    if not text.strip():
        return None, frame.words("fault-called-empty")
    try:
        said = read_field(text, Field.CLOCK, Calendar(frame.today, MOST_DAYS_AGO))
        if said.clock is None:
            raise UnreadTime(text)
        day = _day(said, frame.today)
        zone = frame.line.zone
        hours = at(day, FIRST_CALL, zone), min(at(day, LAST_CALL, zone), frame.now)
        called = one_instant([Said(clock=said.clock, parts=said.parts)], text, day, zone, hours)
    except NotUnderstood as asked:
        return None, frame.words(f"fault-{asked.code}", **asked.params)
    if not frame.now - timedelta(days=MOST_DAYS_AGO) <= called <= frame.now:
        return None, frame.words("fault-called", days=MOST_DAYS_AGO)
    return called, ""


def _day(said: Said, today: date) -> date:
    if said.day is None:
        return today
    day = said.day.readings[0]
    return day - timedelta(days=7) if today < day < today + timedelta(days=7) else day
