"""The example line's weeks, those with a changing clock too, get drivers within every rule."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.engine import Record
from busline.record.tables import Duty
from busline.record.windows import make_windows
from busline.rules.working_time import WorkingTimeRules, WorkSpan, break_need_of, violations
from dispatcher.roster import RosterResult, roster_days
from tests.fixtures.line import OSDORP

RULES = WorkingTimeRules()


@pytest.mark.parametrize("sunday", [date(2026, 11, 29), date(2026, 10, 25), date(2026, 3, 29)])
def test_a_week_is_covered_within_the_rules(osdorp: Record, sunday: date) -> None:
    monday = sunday - timedelta(days=6)
    now = osdorp.clock.now() - timedelta(days=365)
    with osdorp.change("test", "roster") as session:
        windows = make_windows(session, OSDORP, monday, sunday)
        result = roster_days(session, OSDORP, monday, sunday, now=now)
    assert len(result.made) == len(windows) > 0
    with osdorp.change("test", "roster again") as session:
        again = roster_days(session, OSDORP, monday, sunday, now=now)
    assert again == RosterResult(open=result.open)
    with osdorp.read() as session:
        duties = session.scalars(select(Duty)).all()
        elsewhere = worked_elsewhere_of(
            session, OSDORP, monday - timedelta(days=2), sunday + timedelta(days=2)
        )
        free = [availability_of(session, OSDORP, monday + timedelta(days=n)) for n in range(7)]
    # Every day has drivers, and most windows do.
    assert len({d.service_date for d in duties if d.driver_id}) == 7
    assert len(result.open) <= len(duties) // 4
    for who, work in elsewhere.items():
        mine = [WorkSpan(d.starts_at, d.ends_at) for d in duties if d.driver_id == who]
        other = [WorkSpan(start, end, elsewhere=True) for start, end in work]
        spans = [_with_break(span, [*mine, *other]) for span in mine]
        assert violations([*spans, *other], RULES) == []
        available = [span for day in free for span in day[who]]
        assert all(any(a <= span.start and span.end <= b for a, b in available) for span in mine)


def _with_break(duty: WorkSpan, work: list[WorkSpan]) -> WorkSpan:
    need = break_need_of(duty.start, duty.end, [span for span in work if span is not duty], RULES)
    if need is None:
        return duty
    return WorkSpan(
        duty.start, duty.end, ((need.earliest, need.earliest + timedelta(seconds=need.duration_s)),)
    )
