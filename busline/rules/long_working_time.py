"""The working-time rules that reach over days: weekly rest, hours a week and their means, nights, Sundays.

As in `busline.rules.working_time`, work elsewhere counts in full, and a violation is reported only where work
for the line takes part in it. Weeks that nothing is known of count as weeks without work: give all work of
the 52 weeks around the days that matter.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from busline.days import AMSTERDAM, at, service_day
from busline.rules.nights import NightShift, night_shift, night_violations
from busline.rules.work import WEEK, Stretch, WorkSpan, shifts_of, stretches_of
from busline.rules.working_time import ViolationKind, WorkingTimeViolation, violations
from busline.rules.working_time_rules import WorkingTimeRules

SUNDAY = 6
YEAR_WEEKS = 52


def all_violations(
    spans: Iterable[WorkSpan], rules: WorkingTimeRules, *, zone: ZoneInfo = AMSTERDAM
) -> list[WorkingTimeViolation]:
    """Return every rule that `spans` break, those within a day and those over weeks, in order of time."""
    spans = list(spans)
    found = violations(spans, rules, zone=zone) + long_violations(spans, rules, zone=zone)
    return sorted(found, key=lambda v: (v.start, v.kind))


def long_violations(
    spans: Iterable[WorkSpan], rules: WorkingTimeRules, *, zone: ZoneInfo = AMSTERDAM
) -> list[WorkingTimeViolation]:
    """Return every rule over more than a day that `spans` break, in order of time; empty if all hold.

    Parameters
    ----------
    spans
        All work of one driver, in any order, from 52 weeks before to two weeks after the days that matter.
    zone
        Where the local days, nights and weeks lie. A week runs from Monday to Sunday.
    """
    stretches = stretches_of(sorted(spans), rules)
    shifts = [night_shift(shift, zone) for shift in shifts_of(stretches, rules)]
    weeks = _Weeks(stretches, shifts, zone)
    found = [*_weekly_rest(stretches, shifts, rules), *night_violations(shifts, rules)]
    found += weeks.too_long(rules)
    return sorted(found, key=lambda v: (v.start, v.kind))


def week_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def _weekly_rest(
    stretches: Sequence[Stretch], shifts: Sequence[NightShift], rules: WorkingTimeRules
) -> Iterator[WorkingTimeViolation]:
    """Yield each shift from whose begin on there is too little rest.

    A period begins with the first work of a day (art. 5:5 lid 3), read here as the begin of a shift.
    """
    for shift in shifts:
        until = shift.start + WEEK
        rests = _rests_s(stretches, shift.start, until)
        if max(rests) >= rules.weekly_rest_s or not _takes_part(stretches, shift.start, until):
            continue
        if rules.split_weekly_rests:
            parts = [s for s in _rests_s(stretches, shift.start, until + WEEK) if s >= rules.rest_part_s]
            if sum(parts) >= rules.two_weeks_rest_s:
                continue
        kind, limit_s = ViolationKind.WEEKLY_REST_TOO_SHORT, rules.weekly_rest_s
        yield WorkingTimeViolation(kind, shift.start, until, max(rests), limit_s)


def _rests_s(stretches: Sequence[Stretch], begins: datetime, ends: datetime) -> list[int]:
    """Return the seconds between the stretches that begin in a period, the rest at its end included."""
    rests, at_work_until = [], begins
    for stretch in _between(stretches, begins, ends):
        rests.append(int((stretch.start - at_work_until).total_seconds()))
        at_work_until = stretch.end
    return [*rests, int((ends - at_work_until).total_seconds())]


def _takes_part(stretches: Sequence[Stretch], begins: datetime, ends: datetime) -> bool:
    return any(s.own for s in _between(stretches, begins, ends))


def _between(stretches: Sequence[Stretch], begins: datetime, ends: datetime) -> Sequence[Stretch]:
    first = bisect_right(stretches, begins, key=lambda s: s.end)
    return stretches[first : bisect_left(stretches, ends, lo=first, key=lambda s: s.start)]


class _Weeks:
    """What was worked in each calendar week: seconds, nights, Sundays; and whether for the line."""

    def __init__(self, stretches: Sequence[Stretch], shifts: Sequence[NightShift], zone: ZoneInfo) -> None:
        self._zone = zone
        self._worked_s: dict[date, int] = {}
        self._own: set[date] = set()
        self._sundays: set[date] = set()
        for stretch in stretches:
            self._count(stretch)
        nights = [s for s in shifts if s.is_night]
        self._nights = _by_week(nights, zone)
        self._late_nights = _by_week([s for s in nights if s.is_late], zone)

    def too_long(self, rules: WorkingTimeRules) -> Iterator[WorkingTimeViolation]:
        """Yield the weeks, and the weeks in a row, in which a rule does not hold."""
        sundays = {week_of(day): 1 for day in self._sundays}
        most_sundays = YEAR_WEEKS - rules.free_sundays
        for week in sorted(self._worked_s):
            for count, limit_s, kind in (
                (1, rules.max_week_s, ViolationKind.TOO_MUCH_IN_WEEK),
                (4, 4 * rules.mean_4_weeks_s, ViolationKind.TOO_MUCH_IN_4_WEEKS),
                (16, 16 * rules.mean_16_weeks_s, ViolationKind.TOO_MUCH_IN_16_WEEKS),
            ):
                yield from self._over(week, count, self._worked_s, limit_s, kind)
            if _sum(self._nights, week, 16) >= rules.many_nights:
                limit_s, kind = 16 * rules.night_mean_16_weeks_s, ViolationKind.TOO_MUCH_WITH_NIGHTS
                yield from self._over(week, 16, self._worked_s, limit_s, kind)
            kind = ViolationKind.TOO_MANY_LATE_NIGHTS
            yield from self._over(week, 16, self._late_nights, rules.max_late_nights, kind)
            kind = ViolationKind.TOO_FEW_FREE_SUNDAYS
            yield from self._over(week, YEAR_WEEKS, sundays, most_sundays, kind)

    def _over(
        self, week: date, count: int, by_week: Mapping[date, int], limit: int, kind: ViolationKind
    ) -> Iterator[WorkingTimeViolation]:
        total = _sum(by_week, week, count)
        if total > limit and any(week + n * WEEK in self._own for n in range(count)):
            starts, ends = self._begin(week), self._begin(week + count * WEEK)
            yield WorkingTimeViolation(kind, starts, ends, total, limit)

    def _count(self, stretch: Stretch) -> None:
        start = stretch.start
        while start < stretch.end:
            day = service_day(start, self._zone)
            stop = min(stretch.end, at(day + timedelta(days=1), time(0), self._zone))
            week = week_of(day)
            self._worked_s[week] = self._worked_s.get(week, 0) + int((stop - start).total_seconds())
            if stretch.own:
                self._own.add(week)
            if day.weekday() == SUNDAY:
                self._sundays.add(day)
            start = stop

    def _begin(self, day: date) -> datetime:
        return at(day, time(0), self._zone)


def _by_week(shifts: Iterable[NightShift], zone: ZoneInfo) -> dict[date, int]:
    """Return how many shifts end in each week."""
    counted: dict[date, int] = {}
    for shift in shifts:
        week = week_of(service_day(shift.end, zone))
        counted[week] = counted.get(week, 0) + 1
    return counted


def _sum(by_week: Mapping[date, int], week: date, count: int) -> int:
    return sum(by_week.get(week + n * WEEK, 0) for n in range(count))
