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

from pydantic import BaseModel, ConfigDict, Field

from busline.days import AMSTERDAM, service_day
from busline.errors import InvalidInput

DAY_S = 24 * 3600


class WorkingTimeRules(BaseModel):
    """Limits of the Arbeidstijdenwet (Dutch Working Hours Act) for adults; all in seconds.

    Attributes
    ----------
    max_work_s
        Most work in one shift, the time between two rests (art. 5:7 lid 2: 12 hours).
    rest_s
        Uninterrupted rest in each 24 hours from the begin of a shift (art. 5:3 lid 2: 11 hours). The
        shortening to 8 hours once a week is not used.
    break_after_s, break_s
        Work beyond the first asks for the second as break (art. 5:4 lid 1: 30 minutes over 5½ hours).
    long_break_after_s, long_break_s
        The same for long shifts (art. 5:4 lid 2: 45 minutes over 10 hours).
    break_piece_s
        A break may be split in pieces of at least this length (art. 5:4: 15 minutes); anything shorter
        counts as work.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_work_s: int = Field(default=12 * 3600, ge=3600, le=DAY_S)
    rest_s: int = Field(default=11 * 3600, ge=3600, le=DAY_S)
    break_after_s: int = Field(default=19_800, ge=3600, le=DAY_S)
    break_s: int = Field(default=1800, ge=0, le=7200)
    long_break_after_s: int = Field(default=36_000, ge=3600, le=DAY_S)
    long_break_s: int = Field(default=2700, ge=0, le=7200)
    break_piece_s: int = Field(default=900, ge=60, le=7200)

    def break_owed_s(self, work_s: int) -> int:
        """Return the break that a shift of `work_s` seconds of work owes."""
        if work_s > self.long_break_after_s:
            return max(self.break_s, self.long_break_s)
        return self.break_s if work_s > self.break_after_s else 0


@dataclass(frozen=True, slots=True, order=True)
class WorkSpan:
    """A span of work with the breaks inside it; ``elsewhere``: for another employer."""

    start: datetime
    end: datetime
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    elsewhere: bool = False

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise InvalidInput("Working time needs aware instants.")
        if self.end < self.start or any(end < start for start, end in self.breaks):
            raise InvalidInput("A span of work ends before it starts.")


class ViolationKind(StrEnum):
    """Which rule does not hold."""

    OVERLAP = "overlap"  # two spans of work at once
    TOO_MUCH_WORK = "too_much_work"
    REST_TOO_SHORT = "rest_too_short"
    BREAK_TOO_SHORT = "break_too_short"
    STRETCH_TOO_LONG = "stretch_too_long"  # of work without a break


@dataclass(frozen=True, slots=True)
class WorkingTimeViolation:
    """One rule that does not hold between ``start`` and ``end``: what is, and what the limit is."""

    kind: ViolationKind
    start: datetime
    end: datetime
    actual_s: int
    limit_s: int


class BreakWindow(NamedTuple):
    """A break that a duty owes: how long, and between which instants it begins."""

    duration_s: int
    earliest: datetime
    latest: datetime

    @property
    def possible(self) -> bool:
        """Whether there is an instant at which it can begin."""
        return self.earliest <= self.latest


@dataclass(slots=True)
class _Stretch:
    start: datetime
    end: datetime
    own: bool


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
    for shift in _shifts(_stretches(ordered, rules), rules):
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
    stretches = _stretches(sorted([*others, duty]), rules)
    own = next(s for s in stretches if s.start <= start and end <= s.end)
    shift = next(shift for shift in _shifts(stretches, rules) if own in shift)
    owed_s = max(rules.break_owed_s(_work_s(shift)) - _break_s(shift), 0)
    if owed_s == 0 and _length_s(own) <= rules.break_after_s:
        return None
    duration_s = max(owed_s, rules.break_s, rules.break_piece_s)
    most, duration = timedelta(seconds=rules.break_after_s), timedelta(seconds=duration_s)
    latest = min(own.start + most, end - duration - timedelta(seconds=rules.break_piece_s))
    needed_from = max(start, own.end - most - duration)
    wished_from = start + timedelta(seconds=earliest_after_s)
    return BreakWindow(duration_s, max(needed_from, min(wished_from, latest)), latest)


def _overlaps(ordered: Sequence[WorkSpan]) -> list[WorkingTimeViolation]:
    found = []
    for index, later in enumerate(ordered):
        for earlier in ordered[:index]:
            both_until = min(earlier.end, later.end)
            if later.start < both_until and not (earlier.elsewhere and later.elsewhere):
                overlap_s = int((both_until - later.start).total_seconds())
                found.append(
                    WorkingTimeViolation(ViolationKind.OVERLAP, later.start, both_until, overlap_s, 0)
                )
    return found


def _pieces(span: WorkSpan, rules: WorkingTimeRules) -> list[_Stretch]:
    pieces, at = [], span.start
    for start, end in sorted(span.breaks):
        begin, stop = max(start, at), min(end, span.end)
        if (stop - begin).total_seconds() >= rules.break_piece_s:
            pieces.append(_Stretch(at, begin, not span.elsewhere))
            at = stop
    pieces.append(_Stretch(at, span.end, not span.elsewhere))
    return [piece for piece in pieces if piece.start < piece.end]


def _stretches(ordered: Iterable[WorkSpan], rules: WorkingTimeRules) -> list[_Stretch]:
    """Join the work into stretches between which lies at least a piece of a break."""
    pieces = sorted((p for span in ordered for p in _pieces(span, rules)), key=lambda p: (p.start, p.end))
    joined: list[_Stretch] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and (piece.start - last.end).total_seconds() < rules.break_piece_s:
            last.end = max(last.end, piece.end)
            last.own = last.own or piece.own
        else:
            joined.append(piece)
    return joined


def _shifts(stretches: Sequence[_Stretch], rules: WorkingTimeRules) -> list[list[_Stretch]]:
    shifts: list[list[_Stretch]] = []
    for stretch in stretches:
        if shifts and (stretch.start - shifts[-1][-1].end).total_seconds() < rules.rest_s:
            shifts[-1].append(stretch)
        else:
            shifts.append([stretch])
    return shifts


def _length_s(stretch: _Stretch) -> int:
    return int((stretch.end - stretch.start).total_seconds())


def _work_s(shift: Sequence[_Stretch]) -> int:
    return sum(_length_s(stretch) for stretch in shift)


def _break_s(shift: Sequence[_Stretch]) -> int:
    return int((shift[-1].end - shift[0].start).total_seconds()) - _work_s(shift)


def _shift_violations(
    shift: Sequence[_Stretch], rules: WorkingTimeRules, zone: ZoneInfo
) -> list[WorkingTimeViolation]:
    start, end, work_s, break_s = shift[0].start, shift[-1].end, _work_s(shift), _break_s(shift)
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
        WorkingTimeViolation(ViolationKind.STRETCH_TOO_LONG, s.start, s.end, _length_s(s), limit_s)
        for s in shift
        if s.own and _length_s(s) > limit_s
    ]
    return found + _night_violations(shift, rules, zone)


def _night_violations(
    shift: Sequence[_Stretch], rules: WorkingTimeRules, zone: ZoneInfo
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
