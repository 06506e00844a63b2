"""Made-up drivers and vans for some weeks: part-timers of whom many work elsewhere as well."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from busline.days import AMSTERDAM, at
from dispatcher.roster.values import RosterDriver, RosterWindow, Span, Wish

# The clock goes back in the second of these weeks.
FIRST_DAY = date(2026, 10, 19)
WEEKDAYS, WEEKEND = range(5), (5, 6)
DAY_WINDOWS = (("09:45", "11:45"), ("13:00", "15:15"))
EVENING, WEEKEND_WINDOW = ("18:30", "21:00"), ("10:00", "16:00")
# When members can drive on a weekday, and when those work who have another job before or after it.
AVAILABLE = (("09:00", "16:00"), ("09:30", "21:30"), ("12:30", "21:30"), ("09:00", "21:30"))
ELSEWHERE = (("07:00", "09:30"), ("07:30", "09:00"), ("16:00", "18:00"))


@dataclass(frozen=True)
class Weeks:
    """A roster to make."""

    windows: tuple[RosterWindow, ...]
    drivers: tuple[RosterDriver, ...]


def make_weeks(drivers: int, vans: int, weeks: int, seed: int) -> Weeks:
    """Return windows of `vans` vans over `weeks` weeks, and `drivers` drivers, drawn by `seed`."""
    drawn = random.Random(seed)
    days = [FIRST_DAY + timedelta(days=n) for n in range(7 * weeks)]
    windows = [window for day in days for van in range(vans) for window in _windows(day, van, drawn)]
    return Weeks(tuple(windows), tuple(_driver(f"driver-{n:02}", days, drawn) for n in range(drivers)))


def _windows(day: date, van: int, drawn: random.Random) -> list[RosterWindow]:
    hours = list(DAY_WINDOWS) if day.weekday() in WEEKDAYS else [WEEKEND_WINDOW]
    if day.weekday() in WEEKDAYS and van % 2 == 0:
        hours.append(EVENING)
    return [
        RosterWindow(
            id=f"van-{van} {day} {begins}",
            van=f"van-{van}",
            start=_clock(day, begins),
            end=_clock(day, ends),
            demand=drawn.choice((0, 0, 0, 1, 3)),
            needs_training=van % 2 == 1,
            expected=round(drawn.uniform(0, 6), 1),
        )
        for begins, ends in hours
    ]


def _driver(name: str, days: list[date], drawn: random.Random) -> RosterDriver:
    at_work = drawn.sample(range(5), drawn.randint(3, 5))
    hours = {weekday: drawn.choice(AVAILABLE) for weekday in at_work}
    hours |= dict.fromkeys(drawn.sample(WEEKEND, drawn.randint(0, 2)), ("09:30", "16:30"))
    away = set(drawn.sample(days, drawn.randint(0, 4)))
    weekly = drawn.randint(6, 20) * 3600
    weeks = len(days) // 7
    other_job = drawn.choice(ELSEWHERE) if drawn.random() < 0.5 else None
    disliked = drawn.sample(days, min(2 * weeks, 6))
    return RosterDriver(
        id=name,
        available=tuple(_span(d, hours[d.weekday()]) for d in days if d.weekday() in hours and d not in away),
        elsewhere=tuple(_span(d, other_job) for d in days if other_job and d.weekday() in WEEKDAYS),
        trained=drawn.random() < 0.75,
        contract_s=weeks * 4 * 3600 if drawn.random() < 0.3 else 0,
        wanted_s=weeks * weekly,
        wishes=tuple(Wish(*_span(day, ("00:00", "23:45")), avoid=drawn.random() < 0.7) for day in disliked),
    )


def _span(day: date, hours: tuple[str, str]) -> Span:
    return _clock(day, hours[0]), _clock(day, hours[1])


def _clock(day: date, clock_time: str) -> datetime:
    return at(day, time.fromisoformat(clock_time), AMSTERDAM)
