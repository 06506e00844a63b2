"""How a day is shown: duties with their calls, and how full the vans are."""

from datetime import date, datetime

from api.bookings.schemas import BookingCard
from api.common import Shown
from busline.nouns import CallKind, DutyState, Places


class CallCard(Shown):
    """One halt, and how full the van is after it. ``left`` has one entry for each layout that fits."""

    kind: CallKind
    stop: str
    arrive: datetime
    depart: datetime
    arrived: datetime | None
    departed: datetime | None
    board: list[str]
    alight: list[str]
    load: Places
    left: list[Places]


class DutyCard(Shown):
    """One driver on one van inside one idle window."""

    id: str
    window_id: str
    van_id: str
    driver_id: str | None
    driver_name: str | None
    starts_at: datetime
    ends_at: datetime
    state: DutyState
    breaks: list[dict[str, datetime]]
    calls: list[CallCard]


class BoundCard(Shown):
    """How good a plan is, proven.

    ``gap_percent``: at most so many whole percent longer than the best possible plan for the same rides;
    0 means that there is no better one, null that nothing can be said. Seconds are van time.
    """

    van_s: int
    best_possible_van_s: int
    gap_percent: int | None


class DayCard(Shown):
    """A line's day as it is planned and driven. ``revision`` grows with each change of the plan.

    ``bound`` is there once something is proven about this very revision. ``pins`` are the rides that stay on
    their duty, which is named: no plan puts them elsewhere.
    """

    line_id: str
    date: date
    revision: int
    bound: BoundCard | None
    duties: list[DutyCard]
    bookings: list[BookingCard]
    pins: dict[str, str]
