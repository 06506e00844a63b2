"""How an activity is shown."""

from api.common import ClockTime, Shown


class ActivityCard(Shown):
    """Something at a stop, every week; ``weekday`` 0 is Monday, times are local."""

    id: str
    name: str
    stop_id: str
    weekday: int
    starts: ClockTime
    ends: ClockTime
