"""How a standing booking is shown."""

from datetime import date

from api.common import ClockTime, Shown
from busline.nouns import TimeMode


class StandingCard(Shown):
    """A ride every week, there and back; times are local, ``weekday`` 0 is Monday."""

    id: str
    resident_id: str
    from_stop_id: str
    to_stop_id: str
    activity_id: str | None
    weekday: int
    mode: TimeMode
    out_at: ClockTime
    back_at: ClockTime | None
    every_weeks: int
    first_on: date
    last_on: date | None
