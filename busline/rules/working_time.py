"""The working-time rules of a driver, as functions of plain spans.

Everything is elapsed time between UTC instants, so that the two nights on which the clock changes need no
care. Where the law can be read in two ways, the stricter one counts: a pause too short to be a break is
work, and no stretch of work without a break is longer than the work that asks for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from busline.days import AMSTERDAM, service_day
from busline.rules.law import Rule, newest_law
from busline.rules.work import Stretch, WorkSpan, break_s_of, shifts_of, stretches_of, work_s_of
from busline.rules.working_time_rules import DAY_S, WorkingTimeRules

__all__ = [
    "BreakWindow",
    "ViolationKind",
    "WorkSpan",
    "WorkingTimeRules",
    "WorkingTimeViolation",
    "added_violations",
    "break_need_of",
    "violations",
]


class ViolationKind(StrEnum):
    """Which rule does not hold."""

    OVERLAP = "overlap"  # two spans of work at once
    TOO_MUCH_WORK = "too_much_work"
    REST_TOO_SHORT = "rest_too_short"
    BREAK_TOO_SHORT = "break_too_short"
    STRETCH_TOO_LONG = "stretch_too_long"  # of work without a break
    WEEKLY_REST_TOO_SHORT = "weekly_rest_too_short"
    TOO_MUCH_IN_WEEK = "too_much_in_week"
    TOO_MUCH_IN_4_WEEKS = "too_much_in_4_weeks"
    TOO_MUCH_IN_16_WEEKS = "too_much_in_16_weeks"
    TOO_MUCH_WITH_NIGHTS = "too_much_with_nights"  # over 16 weeks with many night shifts
    TOO_MUCH_NIGHT_WORK = "too_much_night_work"  # in one night shift
    NIGHT_REST_TOO_SHORT = "night_rest_too_short"
    NIGHT_SERIES_REST_TOO_SHORT = "night_series_rest_too_short"
    TOO_MANY_SHIFTS_WITH_NIGHT = "too_many_shifts_with_night"
    TOO_MANY_LATE_NIGHTS = "too_many_late_nights"
    TOO_FEW_FREE_SUNDAYS = "too_few_free_sundays"

    @property
    def rule(self) -> Rule | None:
        """The rule of the law behind it; none for two places at once, which no law needs to forbid."""
        key = _RULE_KEYS.get(self)
        return newest_law()[key] if key else None


_RULE_KEYS = {
    ViolationKind.TOO_MUCH_WORK: "max_work_s",
    ViolationKind.REST_TOO_SHORT: "rest_s",
    ViolationKind.BREAK_TOO_SHORT: "break_s",
    ViolationKind.STRETCH_TOO_LONG: "break_after_s",
    ViolationKind.WEEKLY_REST_TOO_SHORT: "weekly_rest_s",
    ViolationKind.TOO_MUCH_IN_WEEK: "max_week_s",
    ViolationKind.TOO_MUCH_IN_4_WEEKS: "mean_4_weeks_s",
    ViolationKind.TOO_MUCH_IN_16_WEEKS: "mean_16_weeks_s",
    ViolationKind.TOO_MUCH_WITH_NIGHTS: "night_mean_16_weeks_s",
    ViolationKind.TOO_MUCH_NIGHT_WORK: "max_night_work_s",
    ViolationKind.NIGHT_REST_TOO_SHORT: "night_rest_s",
    ViolationKind.NIGHT_SERIES_REST_TOO_SHORT: "night_series_rest_s",
    ViolationKind.TOO_MANY_SHIFTS_WITH_NIGHT: "max_shifts_with_night",
    ViolationKind.TOO_MANY_LATE_NIGHTS: "max_late_nights",
    ViolationKind.TOO_FEW_FREE_SUNDAYS: "free_sundays",
}


@dataclass(frozen=True, slots=True)
class WorkingTimeViolation:
    """One rule that does not hold between ``start`` and ``end``: what is, and what the limit is.

    ``actual_s`` and ``limit_s`` are seconds, or numbers of times where the rule counts (see its ``unit``).
    """

    kind: ViolationKind
    start: datetime
    end: datetime
    actual_s: int
    limit_s: int

    @property
    def excess(self) -> int:
        """How far it lies beyond the limit, whichever side is the wrong one."""
        return abs(self.actual_s - self.limit_s)


def added_violations(
    found: Iterable[WorkingTimeViolation], before: Iterable[WorkingTimeViolation]
) -> list[WorkingTimeViolation]:
    """Return those of the violations found with more work that were none before, or are worse now."""
    known = {(one.kind, one.start): one.excess for one in before}
    return [one for one in found if one.excess > known.get((one.kind, one.start), -1)]


class BreakWindow(NamedTuple):
    """A break that a duty owes: how long, and between which instants it begins."""

    duration_s: int
    earliest: datetime
    latest: datetime

    @property
    def possible(self) -> bool:
        """Whether there is an instant at which it can begin."""
        return self.earliest <= self.latest


def violations(
    spans: Iterable[WorkSpan], rules: WorkingTimeRules, *, zone: ZoneInfo = AMSTERDAM
) -> list[WorkingTimeViolation]:
    """Return every rule that `spans` break, in order of time; empty if all hold.

    Work elsewhere counts in full, but what lies in it alone is the other employer's to answer for: a
    violation is reported only where work for the line takes part in it.

    Parameters
    ----------
    spans
        All work of one driver, in any order; with that of the days around, so that rest can be seen.
    zone
        Where the local days lie: between work on two days there is always a full rest.
    """
    ordered = sorted(spans)
    found = _overlaps(ordered)
    for shift in shifts_of(stretches_of(ordered, rules), rules):
        if any(stretch.own for stretch in shift):
            found += _shift_violations(shift, rules, zone)
    return sorted(found, key=lambda v: (v.start, v.kind))


def break_need_of(
    start: datetime,
    end: datetime,
    others: Iterable[WorkSpan],
    rules: WorkingTimeRules,
    *,
    earliest_after_s: int = 0,
) -> BreakWindow | None:
    """Return the break that a duty from `start` to `end` owes beside the driver's other work, if any.

    Parameters
    ----------
    others
        The driver's other work around it. Work that ends or begins within less than a break's piece of
        the duty belongs to the same stretch.
    earliest_after_s
        A line's wish: no break before this many seconds of the duty. It gives way where the rules need an
        earlier one.

    Returns
    -------
    ``None`` if no break is owed. Otherwise the break; not ``possible`` if no single break inside the duty
    makes the rules hold. It ends before the last quarter of an hour of the duty, so that it interrupts work.
    """
    if end <= start:
        return None
    duty = WorkSpan(start, end)
    stretches = stretches_of(sorted([*others, duty]), rules)
    own = next(s for s in stretches if s.start <= start and end <= s.end)
    shift = next(shift for shift in shifts_of(stretches, rules) if own in shift)
    owed_s = max(rules.break_owed_s(work_s_of(shift)) - break_s_of(shift), 0)
    if owed_s == 0 and own.length_s <= rules.break_after_s:
        return None
    duration_s = max(owed_s, rules.break_s, rules.break_piece_s)
    most, duration = timedelta(seconds=rules.break_after_s), timedelta(seconds=duration_s)
    latest = min(own.start + most, end - duration - timedelta(seconds=rules.break_piece_s))
    needed_from = max(start, own.end - most - duration)
    wished_from = start + timedelta(seconds=earliest_after_s)
    return BreakWindow(duration_s, max(needed_from, min(wished_from, latest)), latest)


def _overlaps(ordered: Sequence[WorkSpan]) -> list[WorkingTimeViolation]:
    found = []
    going_on: list[WorkSpan] = []  # those before it that are not over when a span begins
    for later in ordered:
        going_on = [earlier for earlier in going_on if earlier.end > later.start]
        for earlier in going_on:
            both_until = min(earlier.end, later.end)
            if later.start < both_until and not (earlier.elsewhere and later.elsewhere):
                overlap_s = int((both_until - later.start).total_seconds())
                found.append(
                    WorkingTimeViolation(ViolationKind.OVERLAP, later.start, both_until, overlap_s, 0)
                )
        going_on.append(later)
    return found


def _shift_violations(
    shift: Sequence[Stretch], rules: WorkingTimeRules, zone: ZoneInfo
) -> list[WorkingTimeViolation]:
    start, end, work_s, break_s = shift[0].start, shift[-1].end, work_s_of(shift), break_s_of(shift)
    found = []
    if work_s > rules.max_work_s:
        found.append(WorkingTimeViolation(ViolationKind.TOO_MUCH_WORK, start, end, work_s, rules.max_work_s))
    if break_s < rules.break_owed_s(work_s):
        owed_s = rules.break_owed_s(work_s)
        found.append(WorkingTimeViolation(ViolationKind.BREAK_TOO_SHORT, start, end, break_s, owed_s))
    # A shift that takes longer leaves less than a full rest in the 24 hours from its begin.
    rest_left_s = DAY_S - work_s - break_s
    if rest_left_s < rules.rest_s:
        found.append(
            WorkingTimeViolation(ViolationKind.REST_TOO_SHORT, start, end, rest_left_s, rules.rest_s)
        )
    limit_s = rules.break_after_s
    found += [
        WorkingTimeViolation(ViolationKind.STRETCH_TOO_LONG, s.start, s.end, s.length_s, limit_s)
        for s in shift
        if s.own and s.length_s > limit_s
    ]
    return found + _night_violations(shift, rules, zone)


def _night_violations(
    shift: Sequence[Stretch], rules: WorkingTimeRules, zone: ZoneInfo
) -> list[WorkingTimeViolation]:
    """Find work on two local days without a full rest between; inside a shift every pause is shorter."""
    found = []
    for before, after in pairwise(shift):
        last_moment = before.end - timedelta(microseconds=1)
        two_days = service_day(last_moment, zone) != service_day(after.start, zone)
        if two_days and (before.own or after.own):
            gap_s = int((after.start - before.end).total_seconds())
            found.append(
                WorkingTimeViolation(
                    ViolationKind.REST_TOO_SHORT, before.end, after.start, gap_s, rules.rest_s
                )
            )
    return found
