"""Putting the breaks that duties owe into spans of work, as late as they may be."""

from collections.abc import Sequence
from datetime import timedelta

from busline.rules.work import WorkSpan
from busline.rules.working_time import break_need_of
from busline.rules.working_time_rules import WorkingTimeRules

# Work further away than this can't share a shift with a duty.
NEARBY = timedelta(hours=24)


def with_owed_break(duty: WorkSpan, work: Sequence[WorkSpan], rules: WorkingTimeRules) -> WorkSpan:
    """Return `duty` with the break it owes; without one where none is possible, so that it breaks a rule.

    Parameters
    ----------
    work
        All work of the driver, `duty` itself included.
    """
    others = [
        other
        for other in work
        if other is not duty and duty.start - NEARBY < other.end and other.start < duty.end + NEARBY
    ]
    need = break_need_of(duty.start, duty.end, others, rules)
    if need is None or not need.possible:
        return duty
    ends = need.latest + timedelta(seconds=need.duration_s)
    return WorkSpan(duty.start, duty.end, ((need.latest, ends),))


def with_owed_breaks(work: Sequence[WorkSpan], rules: WorkingTimeRules) -> list[WorkSpan]:
    """Return all of a driver's work, each span for the line with the break it owes."""
    return [span if span.elsewhere else with_owed_break(span, work, rules) for span in work]
