"""Night shifts: which they are, and the rules for their length, the rest after them, and their number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from busline.days import at, service_day
from busline.rules.work import Stretch, work_s_of
from busline.rules.working_time import ViolationKind, WorkingTimeViolation
from busline.rules.working_time_rules import WorkingTimeRules

NIGHT_ENDS, LATE = time(6), time(2)
NIGHT_WORK_S = 3600  # a shift with more work than this at night is a night shift (art. 1:7 d)

Shift = Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class NightShift:
    """What the night rules ask of a shift; ``is_late``: it ends after 02:00."""

    shift: Shift
    is_night: bool
    is_late: bool

    @property
    def start(self) -> datetime:
        """When its work begins."""
        return self.shift[0].start

    @property
    def end(self) -> datetime:
        """When its work is over."""
        return self.shift[-1].end

    @property
    def own(self) -> bool:
        """Whether work for the line takes part in it."""
        return any(stretch.own for stretch in self.shift)


def night_shift(shift: Shift, zone: ZoneInfo) -> NightShift:
    """Return `shift` with what it is by the night rules."""
    first, last = service_day(shift[0].start, zone), service_day(shift[-1].end, zone)
    nights = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    night = next((day for day in nights if _at_night_s(shift, day, zone) > NIGHT_WORK_S), None)
    is_late = night is not None and shift[-1].end > at(night, LATE, zone)
    return NightShift(shift, night is not None, is_late)


def night_violations(shifts: Sequence[NightShift], rules: WorkingTimeRules) -> Iterator[WorkingTimeViolation]:
    """Yield the night rules that a driver's shifts, in order of time, break one after the other.

    A rest of at least the weekly one ends a series of shifts: the act does not say what does.
    """
    yield from _too_long(shifts, rules)
    yield from _too_little_rest(shifts, rules)
    yield from _too_many_in_a_row(shifts, rules)


def _at_night_s(shift: Shift, day: date, zone: ZoneInfo) -> int:
    begins, ends = at(day, time(0), zone), at(day, NIGHT_ENDS, zone)
    parts = (min(s.end, ends) - max(s.start, begins) for s in shift)
    return sum(max(int(part.total_seconds()), 0) for part in parts)


def _too_long(shifts: Sequence[NightShift], rules: WorkingTimeRules) -> Iterator[WorkingTimeViolation]:
    for one in shifts:
        work_s, limit_s = work_s_of(one.shift), rules.max_night_work_s
        if one.is_night and one.own and work_s > limit_s:
            kind = ViolationKind.TOO_MUCH_NIGHT_WORK
            yield WorkingTimeViolation(kind, one.start, one.end, work_s, limit_s)


def _too_little_rest(shifts: Sequence[NightShift], rules: WorkingTimeRules) -> Iterator[WorkingTimeViolation]:
    nights_in_a_row = 0
    for one, following in pairwise(shifts):
        rest_s = int((following.start - one.end).total_seconds())
        nights_in_a_row = nights_in_a_row + 1 if one.is_night else 0
        if not (one.own or following.own):
            continue
        if one.is_late and rest_s < rules.night_rest_s:
            kind, limit_s = ViolationKind.NIGHT_REST_TOO_SHORT, rules.night_rest_s
            yield WorkingTimeViolation(kind, one.end, following.start, rest_s, limit_s)
        over = nights_in_a_row >= rules.night_series and not following.is_night
        if over and rest_s < rules.night_series_rest_s:
            kind, limit_s = ViolationKind.NIGHT_SERIES_REST_TOO_SHORT, rules.night_series_rest_s
            yield WorkingTimeViolation(kind, one.end, following.start, rest_s, limit_s)


def _too_many_in_a_row(
    shifts: Sequence[NightShift], rules: WorkingTimeRules
) -> Iterator[WorkingTimeViolation]:
    series: list[NightShift] = []
    for one in shifts:
        if series and (one.start - series[-1].end).total_seconds() >= rules.weekly_rest_s:
            series = []
        series.append(one)
        lately = series[-rules.max_shifts_with_night - 1 :]
        too_many = len(lately) > rules.max_shifts_with_night and any(s.is_night for s in lately)
        if too_many and any(s.own for s in lately):
            kind, limit = ViolationKind.TOO_MANY_SHIFTS_WITH_NIGHT, rules.max_shifts_with_night
            yield WorkingTimeViolation(kind, lately[0].start, one.end, len(lately), limit)
