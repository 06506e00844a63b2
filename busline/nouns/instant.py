"""An instant that somebody sends us: aware, in whole seconds, in a century in which the line can run."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _in_our_time(moment: datetime) -> datetime:
    # At the ends of the calendar a change of zone has no result; nobody means those.
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        raise ValueError(f"a time between {FIRST_YEAR} and {LAST_YEAR}")
    return moment.astimezone(UTC).replace(microsecond=0)


Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
