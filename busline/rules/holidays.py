"""Dutch public holidays by name, and which of them count on a line."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache

import holidays


class Holiday(StrEnum):
    """One of the days that the Dutch calendar names.

    Liberation Day is a festive day every year, and a day off only every fifth: a line counts the one or the
    other, or neither.
    """

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    LIBERATION_DAY_FIFTH_YEAR = "liberation_day_fifth_year"
    ASCENSION_DAY = "ascension_day"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"


# Those on which shops, care offices and most activities stand still.
USUAL_HOLIDAYS: tuple[Holiday, ...] = tuple(
    one for one in Holiday if one not in (Holiday.GOOD_FRIDAY, Holiday.LIBERATION_DAY)
)

_NAMES = {
    "Nieuwjaarsdag": Holiday.NEW_YEAR,
    "Goede vrijdag": Holiday.GOOD_FRIDAY,
    "Eerste paasdag": Holiday.EASTER_SUNDAY,
    "Tweede paasdag": Holiday.EASTER_MONDAY,
    "Koningsdag": Holiday.KINGS_DAY,
    "Bevrijdingsdag": Holiday.LIBERATION_DAY,
    "Hemelvaartsdag": Holiday.ASCENSION_DAY,
    "Eerste pinksterdag": Holiday.WHIT_SUNDAY,
    "Tweede pinksterdag": Holiday.WHIT_MONDAY,
    "Eerste kerstdag": Holiday.CHRISTMAS_DAY,
    "Tweede kerstdag": Holiday.SECOND_CHRISTMAS_DAY,
}
FIFTH_YEAR = 5  # Liberation Day is a day off in 2025, 2030, …


def holidays_on(day: date) -> frozenset[Holiday]:
    """Return every holiday that falls on `day`; now and then there are two, as on 5 May 2016."""
    return _of_year(day.year).get(day, frozenset())


def holiday_on(day: date, counted: Iterable[Holiday]) -> Holiday | None:
    """Return the holiday on `day` that is one of the `counted`, the first of them if several are; or None."""
    found = holidays_on(day)
    return next((one for one in counted if one in found), None)


@cache
def _of_year(year: int) -> dict[date, frozenset[Holiday]]:
    # “optional” has Liberation Day in every year, “public” in every fifth.
    listed = holidays.country_holidays(
        "NL", years=year, language="nl", categories=("public", "optional"), observed=True
    )
    found = {}
    for day, said in listed.items():
        names = {_NAMES[name.strip()] for name in said.split(";") if name.strip() in _NAMES}
        if Holiday.LIBERATION_DAY in names and year % FIFTH_YEAR == 0:
            names.add(Holiday.LIBERATION_DAY_FIFTH_YEAR)
        found[day] = frozenset(names)
    return found
