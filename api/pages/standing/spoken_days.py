"""A day in a field of its own, as people say it; what is not understood is asked back."""

from datetime import date

from api.pages.frame import Reader
from api.spoken import Calendar, Field, NotUnderstood, UnreadDay, one_day, read_field

A_YEAR = 366  # days in which “24-12” is looked for
HALF_A_YEAR = 183  # farther away, a day is written with its year


def spoken_day(frame: Reader, text: str) -> date | None:
    """Return the day that `text` names; None if it is empty.

    Raises
    ------
    NotUnderstood
        If it names none, or can mean two.
    """
    if not text.strip():
        return None
    said = read_field(text, Field.DAY, Calendar(frame.today, A_YEAR))
    if said.day is None or said.clock is not None or said.parts:
        raise UnreadDay(text)
    return one_day([said], frame.today)


def asked_back(frame: Reader, asked: NotUnderstood) -> str:
    """Return the sentence that asks back."""
    params = {k: frame.times.day(v) if isinstance(v, date) else v for k, v in asked.params.items()}
    return frame.words(f"fault-{asked.code}", **params)


def written_day(frame: Reader, day: date | None) -> str:
    """Return a day as it stands in a field, to be read back by `spoken_day`: “do 24 dec”, “24-12-2028”."""
    if day is None:
        return ""
    is_near = abs((day - frame.today).days) < HALF_A_YEAR
    return frame.times.day(day) if is_near else f"{day:%d-%m-%Y}"
