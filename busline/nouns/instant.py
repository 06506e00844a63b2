"""Instants and days that somebody sends us: in a century in which the line can run, instants aware."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _in_our_time(moment: datetime) -> datetime:
    # At the ends of the calendar a change of zone has no result; nobody means those.
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        raise ValueError(f"a time between {FIRST_YEAR} and {LAST_YEAR}")
    return moment.astimezone(UTC).replace(microsecond=0)


def _day_in_our_time(day: date) -> date:
    # A week before the first day of the calendar there is none.
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR - 1)}
        raise PydanticCustomError("day-out-of-reach", "Name a day from {first} to {last}.", years)
    return day


Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
ServiceDay = Annotated[date, AfterValidator(_day_in_our_time)]
