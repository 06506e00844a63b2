"""The working-time rules against hand-made days and against a checker that walks minute by minute."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from busline.days import AMSTERDAM, at
from busline.errors import InvalidInput
from busline.rules.working_time import (
    ViolationKind,
    WorkingTimeRules,
    WorkSpan,
    break_need_of,
    violations,
)

RULES = WorkingTimeRules()
DAY = date(2026, 11, 24)
START = datetime(2026, 11, 23, tzinfo=UTC)


def clock(text: str, day: date = DAY) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def span(
    start: str, end: str, *breaks: tuple[str, str], elsewhere: bool = False, day: date = DAY
) -> WorkSpan:
    pauses = tuple((clock(a, day), clock(b, day)) for a, b in breaks)
    return WorkSpan(clock(start, day), clock(end, day), pauses, elsewhere)


def kinds(*spans: WorkSpan) -> list[str]:
    return sorted({v.kind.value for v in violations(spans, RULES)})


def test_a_quiet_day_breaks_nothing() -> None:
    assert kinds(span("09:45", "11:45"), span("13:00", "15:15")) == []


def test_five_and_a_half_hours_need_no_break_and_one_minute_more_does() -> None:
    assert kinds(span("10:00", "15:30")) == []
    assert kinds(span("10:00", "15:31")) == ["break_too_short", "stretch_too_long"]


def test_pieces_of_a_quarter_count_and_shorter_ones_do_not() -> None:
    assert kinds(span("10:00", "16:00", ("12:00", "12:15"), ("14:00", "14:15"))) == []
    # Two of 14 minutes and one of 15: only the last counts.
    assert kinds(span("10:00", "16:00", ("11:00", "11:14"), ("12:00", "12:15"), ("14:00", "14:14"))) == [
        "break_too_short"
    ]


def test_over_ten_hours_of_work_owe_three_quarters_of_an_hour() -> None:
    # 06:00–17:00 with 30 minutes of break is 10½ h of work.
    assert kinds(span("06:00", "17:00", ("11:00", "11:30"))) == ["break_too_short"]
    assert kinds(span("06:00", "17:00", ("11:00", "11:45"))) == []


def test_work_elsewhere_counts_for_the_day() -> None:
    early = span("06:00", "11:00", elsewhere=True)
    # 5 h + 7¼ h, less the break of 15 minutes inside the second: 12 h exactly.
    assert kinds(early, span("11:30", "18:45", ("15:00", "15:15"))) == []
    assert kinds(early, span("11:30", "18:46", ("15:00", "15:15"))) == ["too_much_work"]


def test_a_long_shift_elsewhere_alone_is_not_ours_to_answer_for() -> None:
    assert kinds(span("06:00", "23:00", elsewhere=True)) == []


def test_a_short_night_is_seen_on_either_side() -> None:
    tomorrow = DAY + timedelta(days=1)
    late = span("18:30", "23:00", elsewhere=True)
    assert kinds(late, span("09:45", "11:45", day=tomorrow)) == ["rest_too_short"]
    assert kinds(late, span("10:00", "12:00", day=tomorrow)) == []


def test_a_day_drawn_out_leaves_too_little_rest_within_24_hours() -> None:
    # 07:00 to 20:01 leaves 10 h 59 min before 07:00 of the next day.
    assert kinds(span("07:00", "08:00", elsewhere=True), span("18:30", "20:00")) == []
    assert kinds(span("07:00", "08:00", elsewhere=True), span("18:30", "20:01")) == ["rest_too_short"]


def test_the_night_on_which_the_clock_goes_back_gives_an_hour_more() -> None:
    # 25 October 2026: from 23:00 to 09:00 are 11 hours; on any other night they are 10.
    before, after = date(2026, 10, 24), date(2026, 10, 25)
    assert kinds(span("19:00", "23:00", day=before), span("09:00", "11:00", day=after)) == []
    before, after = date(2026, 3, 28), date(2026, 3, 29)
    assert kinds(span("19:00", "23:00", day=before), span("10:30", "12:00", day=after)) == ["rest_too_short"]


def test_two_places_at_once_is_a_violation() -> None:
    found = violations([span("10:00", "12:00"), span("11:30", "13:00", elsewhere=True)], RULES)
    assert [(v.kind, v.actual_s) for v in found] == [(ViolationKind.OVERLAP, 1800)]


def test_naive_or_reversed_spans_are_refused() -> None:
    with pytest.raises(InvalidInput):
        WorkSpan(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001
    with pytest.raises(InvalidInput):
        span("12:00", "11:00")


def test_a_short_duty_owes_no_break() -> None:
    assert break_need_of(clock("09:45"), clock("11:45"), [], RULES) is None


def test_a_weekend_duty_owes_half_an_hour_in_the_middle() -> None:
    need = break_need_of(clock("10:00"), clock("16:00"), [], RULES, earliest_after_s=5400)
    # Earliest: 1½ h after the start. Latest: it ends a quarter of an hour before 16:00.
    assert need == (1800, clock("11:30"), clock("15:15"))


def test_work_elsewhere_just_before_brings_the_break_forward() -> None:
    early = span("06:00", "09:50", elsewhere=True)
    need = break_need_of(clock("10:00"), clock("14:00"), [early], RULES, earliest_after_s=7200)
    # 06:00 + 5½ h = 11:30: the line's wish for 12:00 gives way.
    assert need == (1800, clock("11:30"), clock("11:30"))


def test_a_pause_between_two_spans_is_break_enough() -> None:
    early = span("06:00", "09:30", elsewhere=True)
    assert break_need_of(clock("10:00"), clock("14:00"), [early], RULES) is None


def test_a_break_that_cannot_be_says_so() -> None:
    early = span("04:00", "09:50", elsewhere=True)
    need = break_need_of(clock("10:00"), clock("14:00"), [early], RULES)
    assert need is not None
    assert not need.possible


# --- against a checker that knows only minutes -----------------------------------------------------------

HORIZON = 3 * 24 * 60


def minute(moment: datetime) -> int:
    return int((moment - START).total_seconds()) // 60


def walk(spans: list[WorkSpan]) -> set[str]:
    """Walk over the minutes of three days: which rules does a strict inspector see broken?"""
    work, own = [False] * HORIZON, [False] * HORIZON
    found = set()
    for one in spans:
        for m in range(minute(one.start), minute(one.end)):
            resting = any(minute(a) <= m < minute(b) for a, b in one.breaks)
            # A break shorter than 15 minutes is none; the breaks made below never touch one another.
            long_enough = any(
                minute(a) <= m < minute(b) and minute(b) - minute(a) >= 15 for a, b in one.breaks
            )
            if resting and long_enough:
                continue
            work[m] = True
            own[m] = own[m] or not one.elsewhere
        for other in spans:
            if other is not one and not (one.elsewhere and other.elsewhere):
                both = range(
                    max(minute(one.start), minute(other.start)), min(minute(one.end), minute(other.end))
                )
                if len(both):
                    found.add("overlap")
    idle = 0
    for m in range(HORIZON):  # pauses under 15 minutes between work are work
        if work[m]:
            if 0 < idle < 15 and m - idle > 0:
                work[m - idle : m] = [True] * idle
            idle = 0
        else:
            idle += 1
    m = 0
    while m < HORIZON:
        if not work[m]:
            m += 1
            continue
        end, pause = m, 0  # one shift: until 11 hours without work
        while end + pause < HORIZON and pause < 11 * 60:
            if work[end + pause]:
                end, pause = end + pause + 1, 0
            else:
                pause += 1
        shift = range(m, end)
        worked = sum(work[i] for i in shift)
        if any(own[i] for i in shift):
            if worked > 12 * 60:
                found.add("too_much_work")
            owed = 45 if worked > 600 else 30 if worked > 330 else 0
            if len(shift) - worked < owed:
                found.add("break_too_short")
            if len(shift) > 13 * 60:
                found.add("rest_too_short")
            begin = m
            while begin < end:
                stop = begin
                while stop < end and work[stop]:
                    stop += 1
                if stop - begin > 330 and any(own[begin:stop]):
                    found.add("stretch_too_long")
                begin = stop + 1
        m = end
    return found


def spans_of_a_driver() -> st.SearchStrategy[list[WorkSpan]]:
    def build(start: int, length: int, pauses: list[tuple[int, int]], elsewhere: bool) -> WorkSpan:
        begin = START + timedelta(minutes=start)
        breaks, at_minute = [], 0
        for gap, pause in pauses:
            at_minute += gap
            if at_minute + pause < length:
                breaks.append(
                    (begin + timedelta(minutes=at_minute), begin + timedelta(minutes=at_minute + pause))
                )
            at_minute += pause
        return WorkSpan(begin, begin + timedelta(minutes=length), tuple(breaks), elsewhere)

    # Within one local day (05:00–22:55 in winter), so that the inspector needs to know no calendar.
    one = st.builds(
        build,
        st.integers(5 * 60, 15 * 60),
        st.integers(1, 8 * 60 - 5),
        st.lists(st.tuples(st.integers(1, 200), st.integers(1, 45)), max_size=2),
        st.booleans(),
    )
    return st.lists(one, max_size=4)


@given(spans_of_a_driver())
def test_violations_are_those_of_the_minute_walker(spans: list[WorkSpan]) -> None:
    assert {v.kind.value for v in violations(spans, RULES)} == walk(spans)


@given(
    st.integers(6 * 60, 14 * 60),
    st.integers(30, 9 * 60),
    st.lists(st.tuples(st.integers(4 * 60, 20 * 60), st.integers(10, 300)), max_size=2),
    st.integers(0, 7200),
    st.floats(0, 1),
)
def test_any_break_in_the_window_makes_the_rules_hold(
    begin: int, length: int, elsewhere: list[tuple[int, int]], after_s: int, where: float
) -> None:
    start, end = START + timedelta(minutes=begin), START + timedelta(minutes=begin + length)
    others = [
        WorkSpan(START + timedelta(minutes=a), START + timedelta(minutes=a + b), elsewhere=True)
        for a, b in elsewhere
    ]
    assume(all(other.end <= start or other.start >= end for other in others))
    need = break_need_of(start, end, others, RULES, earliest_after_s=after_s)
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    if need is not None:
        if not need.possible:
            return
        at_s = int((need.latest - need.earliest).total_seconds() * where)
        begins = need.earliest + timedelta(seconds=at_s)
        breaks = ((begins, begins + timedelta(seconds=need.duration_s)),)
        assert start <= begins
        assert breaks[0][1] < end
    of_breaks = {ViolationKind.BREAK_TOO_SHORT, ViolationKind.STRETCH_TOO_LONG}
    found = violations([*others, WorkSpan(start, end, breaks)], RULES)
    assert not of_breaks & {v.kind for v in found}


def test_a_line_may_shorten_the_rest_once_in_seven_days() -> None:
    tomorrow, third = DAY + timedelta(days=1), DAY + timedelta(days=2)
    late, early = span("14:00", "22:00", ("18:00", "18:30")), span("07:00", "09:00", day=tomorrow)
    again = [span("20:00", "22:00", day=tomorrow), span("07:00", "09:00", day=third)]
    shorter = WorkingTimeRules(short_rests=1)
    assert kinds(late, early) == ["rest_too_short"]
    assert violations([late, early], shorter) == []
    # A second short night within seven days is one too many.
    assert {v.kind for v in violations([late, early, *again], shorter)} == {ViolationKind.REST_TOO_SHORT}
