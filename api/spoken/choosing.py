"""From all that was said to one day and one clock time; where two could be meant, it is asked back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.spoken.clock import HOUR, MIDNIGHT, Style
from api.spoken.errors import (
    OtherWeekday,
    PastDay,
    SkippedTime,
    TwoDaysSaid,
    TwoTimesSaid,
    UnreadTime,
    UnsureDay,
    UnsureMidnight,
    UnsureTime,
    UnsureTimeOutside,
)
from api.spoken.fields import Said
from busline.days import at

Hours = tuple[datetime, datetime]  # the instants between which a ride can be thought of on a day
NIGHT_ENDS = 6 * HOUR


def one_day(saids: Sequence[Said], today: date) -> date:
    """Return the day that `saids` name together; today if they name none.

    Raises
    ------
    OtherWeekday, UnsureDay, PastDay, TwoDaysSaid
        If a weekday contradicts its date, two days can be meant, it is over, or fields contradict.
    """
    named = [_day_of(said, today) for said in saids if said.day]
    for day in named[1:]:
        if day != named[0]:
            raise TwoDaysSaid(named[0], day)
    return named[0] if named else today


def _day_of(said: Said, today: date) -> date:
    assert said.day is not None
    first, *others = said.day.readings
    if said.day.is_other_weekday:
        raise OtherWeekday(first)
    if others:
        raise UnsureDay(first, others[-1])
    if first < today:
        raise PastDay(first)
    return first


def one_instant(
    saids: Sequence[Said],
    text: str,
    day: date,
    zone: ZoneInfo,
    hours: Hours | None,
    can_ride: Callable[[datetime], bool] | None = None,
) -> datetime:
    """Return the instant on `day` that `saids` name together.

    Parameters
    ----------
    saids
        One field or several; a part of the day in one of them holds for the clock time in another.
    text
        What was typed, for what is asked back.
    day
        The day that is meant.
    zone
        The line's time zone.
    hours
        Where a time of a 12-hour clock can be meant twice, the reading within these hours is taken, if it
        is the only one; if there is none, the one that is not in the night. Without them it is always asked.
    can_ride
        Tells whether any van could drive at that time. What is asked back names a time that can be ridden
        before one that can't: the caller may mean either, but only the first can become a ride.

    Raises
    ------
    UnreadTime
        If no clock time was said, or none at which people say that part of the day.
    TwoTimesSaid
        If fields contradict.
    UnsureTime, UnsureTimeOutside, UnsureMidnight
        If several can be meant.
    SkippedTime
        If the clock is put forward over it.
    """
    clocks = sorted((said.clock for said in saids if said.clock), key=lambda clock: clock.style.value)
    if not clocks:
        raise UnreadTime(text)
    left = clocks[0].within(tuple(part for said in saids for part in said.parts))
    if not left:
        raise UnreadTime(text)
    left = tuple(minute for minute in left if all(minute in clock.readings for clock in clocks))
    if not left:
        raise TwoTimesSaid
    try:
        minute = _chosen(clocks[0].style, left, _likely(left, day, zone, hours))
    except _Several as several:
        raise _unsure(several.minutes, day, zone, can_ride) from None
    if minute == MIDNIGHT:
        raise UnsureMidnight(day, day + timedelta(days=1))
    instant = at(day, _time(minute), zone)
    shown = instant.astimezone(zone)
    if shown.time() != _time(minute):
        raise SkippedTime(day, _text(minute), f"{shown:%H:%M}")
    return instant


class _Several(Exception):
    """More than one reading can be meant: those, early ones first."""

    def __init__(self, minutes: Sequence[int]) -> None:
        super().__init__()
        self.minutes = minutes


def _unsure(
    minutes: Sequence[int], day: date, zone: ZoneInfo, can_ride: Callable[[datetime], bool] | None
) -> UnsureTime | UnsureTimeOutside:
    """Return what is asked back, with the readings that can be ridden before the others."""
    ridden = [minute for minute in minutes if can_ride is None or can_ride(at(day, _time(minute), zone))]
    others = [minute for minute in minutes if minute not in ridden]
    if len(ridden) == len(others) == 1:
        return UnsureTimeOutside(_text(ridden[0]), _text(others[0]))
    return UnsureTime([_text(minute) for minute in (*ridden, *others)])


def _chosen(style: Style, left: Sequence[int], likely: Sequence[int]) -> int:
    """Return the one of the readings `left` that is meant; those of them that are `likely` go first."""
    if len(left) == 1:
        return left[0]
    if style is Style.SPOKEN:
        if len(likely) == 1:
            return likely[0]
        raise _Several(likely or left)
    if left[0] < NIGHT_ENDS and likely and left[0] not in likely:
        raise _Several(left)  # “3:30”, while the line drives by day only
    return left[0]


def _likely(left: Sequence[int], day: date, zone: ZoneInfo, hours: Hours | None) -> Sequence[int]:
    """Return the readings within `hours`; where none is, those that are not in the night."""
    if hours is None:
        return ()
    within = [minute for minute in left if _is_in(minute, day, zone, hours)]
    return within or [minute for minute in left if NIGHT_ENDS <= minute < MIDNIGHT]


def _is_in(minute: int, day: date, zone: ZoneInfo, hours: Hours) -> bool:
    if minute == MIDNIGHT:
        return any(hours[0] <= at(d, time(0), zone) <= hours[1] for d in (day, day + timedelta(days=1)))
    return hours[0] <= at(day, _time(minute), zone) <= hours[1]


def _time(minute: int) -> time:
    return time(minute // HOUR % 24, minute % HOUR)


def _text(minute: int) -> str:
    return f"{_time(minute):%H:%M}"
