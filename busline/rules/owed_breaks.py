"""Putting the breaks that duties owe into spans of work, as late as they may be."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta

from busline.rules.work import WorkSpan
from busline.rules.working_time import break_need_of
from busline.rules.working_time_rules import WorkingTimeRules

# Work further away than this can't share a shift with a duty.
NEARBY = timedelta(hours=24)


def with_owed_breaks(work: Sequence[WorkSpan], rules: WorkingTimeRules) -> list[WorkSpan]:
    """Return all of a driver's work, each span for the line with the break it owes.

    Where no break is possible there is none, so that the span breaks a rule.
    """
    ordered = sorted(work)
    longest = max((span.end - span.start for span in ordered), default=timedelta(0))
    return [
        span if span.elsewhere else _with_owed_break(span, _around(span, ordered, longest), rules)
        for span in work
    ]


def _with_owed_break(duty: WorkSpan, others: Sequence[WorkSpan], rules: WorkingTimeRules) -> WorkSpan:
    need = break_need_of(duty.start, duty.end, others, rules)
    if need is None or not need.possible:
        return duty
    ends = need.latest + timedelta(seconds=need.duration_s)
    return WorkSpan(duty.start, duty.end, ((need.latest, ends),))


def _around(duty: WorkSpan, ordered: Sequence[WorkSpan], longest: timedelta) -> list[WorkSpan]:
    """Return the other work near a duty; ``ordered`` is all of it, ``longest`` the longest span of it."""
    begin, end = duty.start - NEARBY, duty.end + NEARBY
    first = bisect_right(ordered, begin - longest, key=lambda span: span.start)
    last = bisect_left(ordered, end, lo=first, key=lambda span: span.start)
    return [other for other in ordered[first:last] if other.end > begin and other is not duty]
