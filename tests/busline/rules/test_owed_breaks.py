"""The breaks that duties owe, whatever other work lies around them, in whatever order it is given."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from busline.rules.owed_breaks import NEARBY, with_owed_breaks
from busline.rules.work import WorkSpan
from busline.rules.working_time import WorkingTimeRules, break_need_of

RULES = WorkingTimeRules()
START = datetime(2026, 10, 24, 6, tzinfo=UTC)


def span(start: int, length: int, elsewhere: bool) -> WorkSpan:
    begin = START + timedelta(minutes=15 * start)
    return WorkSpan(begin, begin + timedelta(minutes=15 * length), elsewhere=elsewhere)


# Three days of short pieces; some work lasts longer than a day and a night.
LENGTHS = st.integers(0, 12) | st.integers(1, 12) | st.integers(100, 130)
SPANS = st.lists(st.builds(span, st.integers(0, 288), LENGTHS, st.booleans()), max_size=12)


@settings(deadline=None, max_examples=500)
@given(SPANS)
def test_each_duty_owes_the_break_that_it_owes_beside_the_work_near_it(work: list[WorkSpan]) -> None:
    found = with_owed_breaks(work, RULES)
    assert len(found) == len(work)
    for before, after in zip(work, found, strict=True):
        others = [
            other
            for other in work
            if other is not before and before.start - NEARBY < other.end and other.start < before.end + NEARBY
        ]
        need = None if before.elsewhere else break_need_of(before.start, before.end, others, RULES)
        breaks = ()
        if need is not None and need.possible:
            breaks = ((need.latest, need.latest + timedelta(seconds=need.duration_s)),)
        assert after == WorkSpan(before.start, before.end, breaks, before.elsewhere)


def test_without_work_there_is_no_break() -> None:
    assert with_owed_breaks([], RULES) == []
